using System.Runtime.CompilerServices;
using System.Xml;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Diagnostics;
using Microsoft.CodeAnalysis;

namespace BackendAgents.Engineering.Code;

/// <summary>What there is to say about the files of a delivery that are written by hand. Compiles and looks; runs nothing.</summary>
/// <param name="Errors">What the compiler refuses, with file and line.</param>
/// <param name="Forbidden">What the files that an agent wrote may not do; a person may do more.</param>
/// <param name="NotChecked">Why nothing could be compiled; null when it could.</param>
internal sealed record WrittenCode(IReadOnlyList<Problem> Errors, IReadOnlyList<Problem> Forbidden, string? NotChecked = null)
{
    // Several rules ask about one delivery.
    private static readonly ConditionalWeakTable<ArtifactSet, WrittenCode> s_known = [];

    /// <summary>Looks at a delivery.</summary>
    public static WrittenCode Of(ArtifactSet artifacts) => s_known.GetValue(artifacts, static delivered => Look(delivered));

    private static WrittenCode Look(ArtifactSet artifacts)
    {
        var files = HandWritten.Of(artifacts).ToDictionary(static file => file.Path, StringComparer.Ordinal);
        if (files.Count == 0)
            return new WrittenCode([], []);
        if (files.Values.FirstOrDefault(static file => IsTooLong(file.Content)) is { } large)
            return new WrittenCode([], [TooLong(large)]);
        var project = artifacts.FirstOrDefault(static file =>
            file.Path.StartsWith("src/", StringComparison.Ordinal) && file.Path.EndsWith(".csproj", StringComparison.Ordinal)
        );
        ReferenceAssemblies references;
        try
        {
            references = ReferenceAssemblies.Of(project?.Content ?? "<Project/>");
        }
        catch (Exception error) when (error is XmlException or IOException or UnauthorizedAccessException)
        {
            return new WrittenCode([], [], $"The project can't be read: {error.Message}");
        }

        if (references.Missing.Count > 0)
            return new WrittenCode([], [], $"These are not on this machine: {string.Join(", ", references.Missing)}.");
        var compilation = ServiceCompilation.Of(artifacts, references.References);
        return new WrittenCode(
            [
                .. ServiceCompilation
                    .Problems(compilation)
                    .Select(static error => new Problem(PlaceOf(error.Location), $"{error.Id}: {error.GetMessage(null)}", "")),
            ],
            [
                .. compilation
                    .SyntaxTrees.Where(tree => files.GetValueOrDefault(tree.FilePath)?.Ownership == ArtifactOwnership.Written)
                    .SelectMany(tree => ForbiddenUse.In(compilation.GetSemanticModel(tree), HandWritten.Class(tree.FilePath)))
                    .Select(static use => new Problem(PlaceOf(use.Location), use.Message, use.Remedy)),
            ]
        );
    }

    /// <summary>Whether a text is longer than a file written by hand may be.</summary>
    public static bool IsTooLong(string text) =>
        text.Length > HandWritten.MaxCharacters || text.AsSpan().Count('\n') > HandWritten.MaxLines;

    private static Problem TooLong(Artifact file) =>
        new(
            new Place(file.Path),
            $"It is longer than {HandWritten.MaxLines} lines or {HandWritten.MaxCharacters} characters.",
            "Divide the operation into several."
        );

    private static Place PlaceOf(Location location)
    {
        var start = location.GetLineSpan().StartLinePosition;
        return new Place(location.SourceTree!.FilePath, Line: start.Line + 1, Column: start.Character + 1);
    }
}

/// <summary>One thing that is wrong with code.</summary>
internal sealed record Problem(Place Place, string Message, string Remedy);
