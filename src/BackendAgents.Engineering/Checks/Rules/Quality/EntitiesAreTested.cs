using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Quality;

/// <summary>Every entity that has operations has tests.</summary>
internal sealed class EntitiesAreTested()
    : Rule(
        new RuleDescriptor(
            "QUAL002",
            "Every entity that has operations has tests.",
            Area.Quality,
            Severity.Error,
            "Emit the tests again.",
            "ISO/IEC 25010, testability"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (!context.Artifacts.Any(static artifact => artifact.Path.StartsWith("src/", StringComparison.Ordinal)))
            yield break;
        // Of several services each has its tests in its own folder.
        var tests = context.Artifacts.Where(static artifact => artifact.Path.Split('/').Contains("tests")).ToList();
        foreach (
            var entity in context.Blueprint.Entities.Where(entity =>
                context.Blueprint.Operations.Any(operation => operation.Entity == entity.Id)
            )
        )
        {
            if (
                !tests.Any(artifact =>
                    artifact.Content.Contains(Conventions.Segment(entity), StringComparison.Ordinal)
                    || artifact.Content.Contains(Conventions.Plural(entity), StringComparison.Ordinal)
                )
            )
                yield return Report(entity.Id, $"No test mentions {entity.Name}.");
        }
    }
}
