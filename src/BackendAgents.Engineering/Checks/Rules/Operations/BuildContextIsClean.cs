using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>Secrets, history and build output stay out of the build context.</summary>
internal sealed class BuildContextIsClean()
    : Rule(
        new RuleDescriptor(
            "OPS013",
            "Secrets, history and build output stay out of the build context.",
            Area.Operations,
            Severity.Warning,
            "List .git, bin, obj and .env in .dockerignore.",
            "CIS Docker Benchmark 4.10; hadolint DL3021"
        )
    )
{
    private static readonly string[] s_needed = [".git", "bin", "obj", ".env"];

    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (context.Artifacts.Find(DockerfileText.Path) is null)
            yield break;
        var lines = context
            .Artifacts.Find(".dockerignore")
            ?.Content.Split('\n')
            .Select(static line => line.Trim().TrimEnd('/').Replace("**/", "", StringComparison.Ordinal))
            .ToList()
            ?? [];
        foreach (var name in s_needed.Where(name => !lines.Any(line => line == name || line == name + "*")))
            yield return Descriptor.Report(new Place(".dockerignore", name), $"'{name}' is part of the build context.");
    }
}
