using BackendAgents.Cli.Output;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Cli.Commands;

/// <summary>What a delivered folder and its blueprint have to say about each other, as findings.</summary>
internal static class DeliveryState
{
    /// <summary>A hand-edited file whose generated version has changed since.</summary>
    public const string Outdated = "FILES001";

    /// <summary>A hand-edited file that is no longer part of the delivery.</summary>
    public const string Orphaned = "FILES002";

    /// <summary>Files on disk that are not what the blueprint gives today.</summary>
    public const string Stale = "FILES003";

    /// <summary>What is likely not to compile or work until a person looks at it.</summary>
    public static IReadOnlyList<Diagnostic> Broken(WriteReport report) =>
        [
            .. report.Outdated.Select(static path => new Diagnostic(
                Outdated,
                Severity.Error,
                new Place(path),
                "It was edited by hand and no longer fits: what is generated in its place has changed since.",
                $"Merge {Workspace.MergeFolder}/{path}, which 'generate' writes, into it; or delete it and generate again."
            )),
            .. report.Orphaned.Select(static path => new Diagnostic(
                Orphaned,
                path.EndsWith(".cs", StringComparison.Ordinal) ? Severity.Error : Severity.Warning,
                new Place(path),
                "It was edited by hand and stays, but the blueprint no longer asks for it.",
                "Move what you need from it, then delete it."
            )),
        ];

    /// <summary>The same with what 'generate' would change.</summary>
    public static IReadOnlyList<Diagnostic> Of(WriteReport preview)
    {
        var stale = preview.Written.Count + preview.Removed.Count;
        return stale == 0
            ? Broken(preview)
            :
            [
                .. Broken(preview),
                new Diagnostic(
                    Stale,
                    Severity.Warning,
                    new Place(Place.BlueprintFile),
                    $"{Plural.Of(stale, "file")} on disk {(stale == 1 ? "is" : "are")} not what the blueprint gives now, as "
                        + $"{preview.Written.Concat(preview.Removed).First()}.",
                    "Write them anew: backend-agents generate."
                ),
            ];
    }
}
