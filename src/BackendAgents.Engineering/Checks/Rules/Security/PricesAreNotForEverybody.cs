using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Security;

/// <summary>What prices, pays or configures is neither changed by whoever registers nor, for payments, read by them.</summary>
internal sealed class PricesAreNotForEverybody()
    : Rule(
        new RuleDescriptor(
            "SEC024",
            "Whoever registers neither changes what prices or configures nor reads everybody's payments.",
            Area.Security,
            Severity.Error,
            "Give it to a role that somebody has to grant, or to own rows only.",
            "OWASP API5:2023; OWASP ASVS 5.0 8.2.1"
        )
        {
            HasFix = true,
        }
    )
{
    private static readonly string[] s_pricing =
    [
        "tariff",
        "pricing",
        "discount",
        "coupon",
        "voucher",
        "tax",
        "commission",
        "setting",
        "configuration",
    ];
    private static readonly string[] s_paying = ["payment", "payout", "refund", "invoice", "settlement"];

    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        foreach (var operation in context.Blueprint.Operations)
        {
            if (!IsAtStake(context.Blueprint, operation) || !operation.Access.Any(rule => IsEverybody(context.Blueprint, rule)))
                continue;
            var who = operation.Access.First(rule => IsEverybody(context.Blueprint, rule)).Role;
            yield return Report(operation.Id, $"{operation.Name} is open to '{who}', which whoever registers is.");
        }
    }

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint with
        {
            Operations =
            [
                .. blueprint.Operations.Select(operation =>
                    operation.Id == finding.Place.Element ? operation with { Access = Narrowed(blueprint, operation) } : operation
                ),
            ],
        };

    // Only where somebody else could do it instead; a service with one role has nobody to give it to.
    private static bool IsAtStake(Blueprint blueprint, Operation operation)
    {
        if (Others(blueprint).Count == 0 || blueprint.Entities.FirstOrDefault(entity => entity.Id == operation.Entity) is not { } entity)
            return false;
        var changes = operation.Kind is OperationKind.Create or OperationKind.Update or OperationKind.Delete;
        return (changes && entity.Name.HasWord(s_pricing))
            || (operation.Kind is OperationKind.Get or OperationKind.List or OperationKind.Delete && entity.Name.HasWord(s_paying));
    }

    private static bool IsEverybody(Blueprint blueprint, AccessRule rule) =>
        rule.Scope == AccessScope.Any
        && (rule.Role is Role.Authenticated or Role.Anonymous || rule.Role == blueprint.Authentication.DefaultRole);

    private static List<Role> Others(Blueprint blueprint) => [.. blueprint.Roles.Where(role => !blueprint.IsOrdinary(role))];

    private static List<AccessRule> Narrowed(Blueprint blueprint, Operation operation)
    {
        List<AccessRule> left = [.. operation.Access.Where(rule => !IsEverybody(blueprint, rule))];
        return left.Count > 0 ? left : [new AccessRule { Role = Others(blueprint)[0].Id }];
    }
}
