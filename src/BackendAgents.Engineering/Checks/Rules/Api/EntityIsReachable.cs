using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>Every entity can be read through the API.</summary>
internal sealed class EntityIsReachable()
    : Rule(
        new RuleDescriptor(
            "API016",
            "Every entity can be read through the API.",
            Area.Api,
            Severity.Warning,
            "Add get and list operations, or drop the entity.",
            "Zalando RESTful API guidelines 142"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from entity in context.Blueprint.Entities
        where !context.Blueprint.Operations.Any(operation => operation.Entity == entity.Id && operation.Reads())
        select Report(entity.Id, $"No operation reads {entity.Name}.");
}
