using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Quality;

/// <summary>Every entity is described.</summary>
internal sealed class EntitiesAreDescribed()
    : Rule(
        new RuleDescriptor(
            "QUAL003",
            "Every entity is described.",
            Area.Quality,
            Severity.Warning,
            "Say in a sentence what one of them is.",
            "ISO/IEC 11179-4, data definitions"
        )
        {
            HasFix = true,
        }
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from entity in context.Blueprint.Entities
        where string.IsNullOrWhiteSpace(entity.Description)
        select Report(entity.Id, $"{entity.Name} has no description.");

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint.ChangeEntity(finding.Place.Element, static entity =>
            entity with
            {
                Description =
                    Conventions.Article(Conventions.Phrase(entity.Name), begins: true)
                    + (
                        entity.Fields.Count == 0
                            ? "."
                            : " with its "
                                + $"{string.Join(", ", entity.Fields.Take(4).Select(static field => Conventions.Phrase(field.Name)))}."
                    ),
            }
        );
}
