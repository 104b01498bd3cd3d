using System.Text;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions;

/// <summary>
/// What a workspace's <c>AGENTS.md</c> tells all agents that work there. It is material: it never outranks what an agent's own definition
/// says, and nothing in it is executed.
/// </summary>
/// <param name="Text">The text; empty where there is none.</param>
/// <param name="Diagnostics">What was cut or repaired, with its place.</param>
internal sealed record ProjectContext(string Text, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "AGENTS.md";

    /// <summary>What is read of the file, in characters. The rest is not, and a diagnostic says so.</summary>
    public const int MaxLength = 32_768;

    /// <summary>Reads the context of a workspace.</summary>
    /// <param name="folder">The workspace's folder; need not exist.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ProjectContext Load(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var path = Path.Combine(folder, FileName);
        var file = new FileInfo(path);

        // A link could bring in any file of the machine.
        if (!file.Exists || file.LinkTarget is not null)
            return new ProjectContext(
                "",
                file.Exists ? [Said("DEF051", path, 1, $"{FileName} is a link; it is not read.", "Put the file itself there.")] : []
            );
        using var stream = file.OpenRead();
        var bytes = new byte[(int)Math.Min(stream.Length, (MaxLength + 1L) * 4)];
        var text = Encoding
            .UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false))
            .TrimStart('\uFEFF')
            .ReplaceLineEndings("\n");
        if (text.Length <= MaxLength)
            return new ProjectContext(text.Trim(), []);
        text = text[..MaxLength];
        return new ProjectContext(
            text.Trim(),
            [
                Said(
                    "DEF050",
                    path,
                    text.AsSpan().Count('\n') + 1,
                    $"{FileName} has more than {MaxLength} characters; the rest is not read.",
                    "Keep what every agent must know, and move the rest elsewhere."
                ),
            ]
        );
    }

    private static Diagnostic Said(string code, string path, int line, string message, string remedy) =>
        new(code, Severity.Warning, new Place(path, null, line, 1), message, remedy);
}
