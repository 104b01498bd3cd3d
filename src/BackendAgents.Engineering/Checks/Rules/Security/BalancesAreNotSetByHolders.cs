using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>Nobody sets their own balance by registering or by changing a profile.</summary>
internal sealed class BalancesAreNotSetByHolders()
    : Rule(
        new RuleDescriptor(
            "SEC025",
            "Nobody sets their own balance by registering or by changing a profile.",
            Area.Security,
            Severity.Error,
            "Make the field read-only, beginning at 0, and let an operation with an effect move it.",
            "OWASP API3:2023; CWE-915"
        )
        {
            HasFix = true,
        }
    )
{
    private static readonly string[] s_held = ["balance", "credit", "credits", "wallet", "points"];

    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from pair in context.Blueprint.AllFields()
        where IsPerson(context.Blueprint, pair.Entity) && pair.Field.Exposure == FieldExposure.ReadWrite
        where pair.Field.Type is FieldType.Money or FieldType.Int or FieldType.Long or FieldType.Decimal or FieldType.Double
        where pair.Field.Name.HasWord(s_held)
        select Report(pair.Field.Id, $"Whoever is {Conventions.Article(pair.Entity.Name)} can set {pair.Field.Name} to anything.");

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint.ChangeField(finding.Place.Element, static field =>
            field with
            {
                Exposure = FieldExposure.ReadOnly,
                Required = true,
                Default = field.Default ?? "0",
            }
        );

    // The account itself, and what is kept of those who hold a role; what people note down of their own affairs is theirs.
    private static bool IsPerson(Blueprint blueprint, Entity entity) =>
        entity.Id == blueprint.Authentication.Account
        || (entity.Owner.Count == 1 && blueprint.Roles.Any(role => role.Id == entity.Id && blueprint.IsOrdinary(role)));
}
