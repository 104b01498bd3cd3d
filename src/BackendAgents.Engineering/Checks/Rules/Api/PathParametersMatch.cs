using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Api;

/// <summary>The parameters in a path and those declared are the same.</summary>
internal sealed class PathParametersMatch()
    : Rule(
        new RuleDescriptor(
            "API007",
            "The parameters in a path and those declared are the same.",
            Area.Api,
            Severity.Error,
            "Declare each {name} of the path as a required path parameter, and no other.",
            "Spectral path-params"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (OpenApiText.Of(context) is not { } document)
            yield break;
        foreach (var operation in document.Operations)
        {
            var inPath = operation
                .Path.Split('/')
                .Where(static part => part.StartsWith('{') && part.EndsWith('}'))
                .Select(static part => part[1..^1])
                .ToHashSet(StringComparer.Ordinal);
            var declared = operation
                .Parameters(document)
                .Where(static parameter => OpenApiText.Text(parameter["in"]) == "path")
                .Select(static parameter => OpenApiText.Text(parameter["name"]) ?? "")
                .ToHashSet(StringComparer.Ordinal);
            foreach (var name in inPath.Except(declared))
                yield return Descriptor.Report(
                    document.At(operation.Node),
                    $"{operation.Name} doesn't declare the path parameter '{name}'."
                );
            foreach (var name in declared.Except(inPath))
                yield return Descriptor.Report(document.At(operation.Node), $"{operation.Name} declares '{name}', which its path lacks.");
        }
    }
}
