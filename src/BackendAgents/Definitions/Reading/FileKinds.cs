using System.Text.RegularExpressions;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions.Reading;

// Tells agents from what collections keep beside them: commands, skills, documents, instructions, manifests of plugins.
internal static partial class FileKinds
{
    private const int Beginning = 600;

    private static readonly string[] s_manifests = ["plugin.json", "marketplace.json"];
    private static readonly string[] s_instructions = ["agents.md", "claude.md", "gemini.md", "copilot-instructions.md"];

    private static readonly Dictionary<string, FileKind> s_folders = new(StringComparer.OrdinalIgnoreCase)
    {
        ["agents"] = FileKind.Agent,
        ["chatmodes"] = FileKind.Agent,
        ["commands"] = FileKind.Command,
        ["skills"] = FileKind.Skill,
        ["prompts"] = FileKind.Instructions,
        ["instructions"] = FileKind.Instructions,
    };

    /// <summary>Whether a file is the manifest of a plugin.</summary>
    public static bool IsManifest(string path) => s_manifests.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>What a Markdown file is, by its name, its folder, and what it says.</summary>
    public static FileKind Of(DefinitionSource source, IReadOnlyList<RawField> fields)
    {
        var name = source.File.Replace('\\', '/').Split('/')[^1].ToLowerInvariant();
        if (name == "skill.md")
            return FileKind.Skill;
        if (
            s_instructions.Contains(name)
            || name.EndsWith(".prompt.md", StringComparison.Ordinal)
            || name.EndsWith(".instructions.md", StringComparison.Ordinal)
        )
            return FileKind.Instructions;
        if (name.EndsWith(".agent.md", StringComparison.Ordinal) || name.EndsWith(".chatmode.md", StringComparison.Ordinal))
            return FileKind.Agent;
        var folder = Folder(source.File);
        if (folder is FileKind.Command or FileKind.Instructions)
            return folder.Value;
        var keys = fields.Select(static field => DefinitionFields.Meant(field.Key) ?? field.Key).ToHashSet(StringComparer.Ordinal);
        if (!keys.Contains("name") && (keys.Contains("allowed-tools") || source.Body.Contains("$ARGUMENTS", StringComparison.Ordinal)))
            return FileKind.Command;

        // Who has neither name nor fields of an agent, and does not speak to a model, speaks to people.
        var isAgents = keys.Contains("tools") || keys.Contains("model");
        if (keys.Contains("name") && (keys.Contains("description") || isAgents))
            return FileKind.Agent;
        if (keys.Contains("description") && (isAgents || (folder == FileKind.Agent && !keys.Contains("title"))))
            return FileKind.Agent;
        if (!IsDocument().IsMatch(name) && Speaks().IsMatch(source.Body[..Math.Min(Beginning, source.Body.Length)]))
            return FileKind.Agent;
        return FileKind.Document;
    }

    /// <summary>What is said once of a file that is no agent.</summary>
    public static Diagnostic Said(string path, FileKind kind)
    {
        var (code, what) = kind switch
        {
            FileKind.Command => ("DEF062", "a command"),
            FileKind.Skill => ("DEF063", "a skill"),
            FileKind.Instructions => ("DEF065", "instructions or a prompt for all agents"),
            FileKind.Manifest => ("DEF066", "the manifest of a plugin"),
            _ => ("DEF064", "a document for people"),
        };
        return new Diagnostic(
            code,
            Severity.Info,
            new Place(path, null, 1, 1),
            $"This is {what}, not an agent; it is left out.",
            "Nothing is to be done; to use it as an agent all the same, name the file and not the folder."
        );
    }

    // The nearest folder whose name says what is in it.
    private static FileKind? Folder(string path)
    {
        foreach (var segment in path.Replace('\\', '/').Split('/').SkipLast(1).Reverse())
        {
            if (s_folders.TryGetValue(segment, out var kind))
                return kind;
        }

        return null;
    }

    [GeneratedRegex(
        "^(read-?me|change-?log|contributing|licen[cs]e|code[-_]of[-_]conduct|install(ation)?|"
            + "todo|roadmap|index|faq|notice|authors|history|template)\\b",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex IsDocument();

    // A prompt speaks to who reads it.
    [GeneratedRegex(
        @"\b(you are|you're|your (role|task|job|mission)|act as|du bist|sie sind|tu es|vous êtes|eres|sei un|você é|je bent)\b|你是|あなたは",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Speaks();
}
