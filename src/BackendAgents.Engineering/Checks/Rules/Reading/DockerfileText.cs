using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Reading;

/// <summary>A Dockerfile as a list of instructions: continued lines joined, comments and here-documents left out.</summary>
internal sealed class DockerfileText
{
    /// <summary>Where the file lies in a delivery.</summary>
    public const string Path = "Dockerfile";

    private DockerfileText(Artifact artifact) => Instructions = [.. Read(artifact.Content)];

    public IReadOnlyList<DockerInstruction> Instructions { get; }

    /// <summary>The instructions of the last stage, its FROM first.</summary>
    public IEnumerable<DockerInstruction> LastStage =>
        Instructions.Skip(Math.Max(0, Instructions.ToList().FindLastIndex(static instruction => instruction.Keyword == "FROM")));

    public static DockerfileText? Of(CheckContext context) =>
        context.Artifacts.Find(Path) is { } artifact ? new DockerfileText(artifact) : null;

    public static Place At(DockerInstruction instruction) => new(Path, Line: instruction.Line);

    private static IEnumerable<DockerInstruction> Read(string content)
    {
        var lines = content.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var first = i;
            var text = lines[i].Trim();
            if (text.Length == 0 || text[0] == '#')
                continue;
            while (text.EndsWith('\\') && i + 1 < lines.Length)
            {
                i++;
                var next = lines[i].Trim();
                if (next.StartsWith('#'))
                    text = text[..^1] + "\\";
                else
                    text = text[..^1].TrimEnd() + " " + next;
            }

            var space = text.IndexOfAny([' ', '\t']);
            var keyword = (space < 0 ? text : text[..space]).ToUpperInvariant();
            var arguments = space < 0 ? "" : text[space..].Trim();
            if (HereDocument(arguments) is { } end)
            {
                while (i + 1 < lines.Length && lines[++i].Trim() != end)
                {
                    // The body belongs to the shell, not to Docker.
                }
            }

            yield return new DockerInstruction(keyword, arguments, first + 1);
        }
    }

    private static string? HereDocument(string arguments)
    {
        var at = arguments.IndexOf("<<", StringComparison.Ordinal);
        if (at < 0)
            return null;
        var word = new string([
            .. arguments[(at + 2)..].TrimStart('-').Trim('"', '\'').TakeWhile(static c => char.IsLetterOrDigit(c) || c == '_'),
        ]);
        return word.Length == 0 ? null : word;
    }
}

/// <summary>One instruction of a Dockerfile.</summary>
internal sealed record DockerInstruction(string Keyword, string Arguments, int Line)
{
    public IReadOnlyList<string> Words => Arguments.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The image of a FROM, without its flags and its stage name.</summary>
    public string Image => Words.FirstOrDefault(static word => !word.StartsWith("--", StringComparison.Ordinal)) ?? "";
}
