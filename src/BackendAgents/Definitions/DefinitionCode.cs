using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions;

/// <summary>A kind of diagnostic. Codes are never used again for anything else.</summary>
/// <param name="Code">The code: <c>DEF020</c>.</param>
/// <param name="Severity">How much it usually matters.</param>
/// <param name="Meaning">What it says, in a sentence.</param>
internal sealed record DefinitionCode(string Code, Severity Severity, string Meaning)
{
    /// <summary>All kinds, by code.</summary>
    public static IReadOnlyList<DefinitionCode> All { get; } =
    [
        new("DEF001", Severity.Error, "The file is too long; the rest of it is not read."),
        new("DEF002", Severity.Warning, "There is no front matter; name and description are guessed."),
        new("DEF003", Severity.Error, "There is no prompt."),
        new(
            "DEF004",
            Severity.Warning,
            "The front matter is not YAML and is read line by line; a file that is YAML as a whole, and is not, is an error."
        ),
        new("DEF005", Severity.Warning, "A field is misspelt; it is read as what was meant."),
        new("DEF006", Severity.Warning, "A field is missing and guessed."),
        new("DEF007", Severity.Info, "The name is not in kebab case; another spelling is used."),
        new("DEF008", Severity.Warning, "There is no such area."),
        new("DEF009", Severity.Warning, "Empty lines stand before the front matter."),
        new("DEF010", Severity.Warning, "The front matter is not closed."),
        new("DEF011", Severity.Warning, "The file is not UTF-8."),
        new("DEF012", Severity.Warning, "A line belongs to no field."),
        new("DEF013", Severity.Warning, "All lines are indented."),
        new("DEF014", Severity.Error, "A YAML file describes no agent of a known form."),
        new("DEF015", Severity.Warning, "A fence has more than three dashes."),
        new("DEF016", Severity.Warning, "The whole file stands between code fences."),
        new("DEF017", Severity.Info, "A field is not known; it is kept and has no effect."),
        new("DEF020", Severity.Warning, "A field is not YAML; what was read, and how to write it."),
        new("DEF021", Severity.Info, "A description spells line breaks as \\n; they are read as line breaks."),
        new("DEF022", Severity.Warning, "YAML would end the value before ' #'; the whole line is read."),
        new("DEF023", Severity.Warning, "A text is a list or a mapping for YAML; it is read as it stands."),
        new("DEF024", Severity.Warning, "A field stands twice; the first counts."),
        new("DEF025", Severity.Warning, "The bound on turns is no number above 0."),
        new("DEF026", Severity.Warning, "The bound on turns is higher than the highest there is."),
        new("DEF030", Severity.Info, "The name differs from the file's."),
        new("DEF031", Severity.Info, "The prompt is very long."),
        new("DEF032", Severity.Info, "The prompt holds '{{', which is taken literally."),
        new("DEF033", Severity.Info, "The description is longer than some tools read."),
        new("DEF034", Severity.Info, "The list of tools is empty; the agent may call nothing."),
        new("DEF035", Severity.Warning, "A tool is not known; where it is a slip, what was meant."),
        new("DEF036", Severity.Info, "A tool is known but not offered here, and why."),
        new("DEF037", Severity.Warning, "A tool of a YAML agent has no name."),
        new("DEF038", Severity.Info, "A tool of an editor's extension or server is not here."),
        new("DEF040", Severity.Info, "A field is understood and kept, but not enforced here."),
        new("DEF041", Severity.Warning, "A form of template is not rendered; the prompt is taken literally."),
        new("DEF050", Severity.Warning, "The project's context is too long; the rest of it is not read."),
        new("DEF051", Severity.Warning, "The project's context is a link, and not read."),
        new("DEF060", Severity.Warning, "Two agents have one name; the one of higher precedence counts."),
        new("DEF061", Severity.Error, "A file can't be read, and is left out."),
        new("DEF062", Severity.Info, "A file is a command, not an agent, and is left out."),
        new("DEF063", Severity.Info, "A file is a skill, not an agent, and is left out."),
        new("DEF064", Severity.Info, "A file is a document for people, not an agent, and is left out."),
        new("DEF065", Severity.Info, "A file holds instructions or a prompt for all agents, is no agent, and is left out."),
        new("DEF066", Severity.Info, "A file is the manifest of a plugin, not an agent, and is left out."),
    ];
}
