using System.Globalization;
using BackendAgents.Definitions.Formats;
using BackendAgents.Definitions.Tools;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions.Reading;

// What the fields mean.
internal sealed class DefinitionBinder(DefinitionSource source, IReadOnlyList<RawField> fields)
{
    private const int LongDescription = 1024;
    private const int LongBody = 30_000;

    // The same as KernelAgentOptions.HighestMaxTurns; a test compares.
    internal const int HighestMaxTurns = 100;

    private readonly Dictionary<string, RawField> _fields = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _other = new(StringComparer.Ordinal);

    public AgentDefinition Bind()
    {
        Sort();
        var description = Description();
        var models = Models();
        if (source.Body.Trim().Length == 0)
            source.Report(
                "DEF003",
                Severity.Error,
                source.BodyLine,
                1,
                "There is no prompt after the front matter.",
                "Say what the agent is to do."
            );
        else if (source.Body.Length > LongBody)
            source.Report(
                "DEF031",
                Severity.Info,
                source.BodyLine,
                1,
                $"The prompt has {source.Body.Length} characters; each turn pays for them.",
                "Move what is rarely needed into files that the agent can read."
            );
        var template = source.Body.IndexOf("{{", StringComparison.Ordinal);
        var isTemplate = IsTemplate();
        if (template >= 0 && !isTemplate)
            source.Report(
                "DEF032",
                Severity.Info,
                source.BodyLine + source.Body.AsSpan(0, template).Count('\n'),
                1,
                "The prompt holds '{{'; it is taken literally.",
                "Nothing is to be done, unless a template was meant."
            );
        var title = Title();
        return new AgentDefinition
        {
            Name = Name(title),
            Title = title,
            Description = description,
            Instructions = source.Body,
            IsTemplate = isTemplate,
            Tools = Tools(),
            DisallowedTools = [.. Named("disallowedTools") ?? [], .. SwitchedOff()],
            Model = models.Count > 0 && models[0] != "inherit" ? models[0] : null,
            ModelAlternatives = [.. models.Skip(1)],
            MaxTurns = MaxTurns(),
            Areas = Areas(),
            Other = _other,
            Format = Format(),
            Source = source.File,
        };
    }

    // Known fields by name; the others kept as they are.
    private void Sort()
    {
        foreach (var field in fields)
        {
            var key = field.Key;
            if (!DefinitionFields.IsKnown(key) && DefinitionFields.Meant(key) is { } meant && !fields.Any(other => other.Key == meant))
            {
                source.Report(
                    "DEF005",
                    Severity.Warning,
                    field.Line,
                    field.Column,
                    $"The field '{key}' is not known; it is read as '{meant}'.",
                    $"Write '{meant}'."
                );
                key = meant;
            }
            else if (!DefinitionFields.IsKnown(key))
            {
                source.Report(
                    "DEF017",
                    Severity.Info,
                    field.Line,
                    field.Column,
                    $"The field '{AgentNames.Short(key)}' is not known; it is kept and has no effect.",
                    "Nothing is to be done, unless it was meant to have one."
                );
                _other.TryAdd(key, field.Source);
                continue;
            }

            if (!_fields.TryAdd(key, field))
                source.Report(
                    "DEF024",
                    Severity.Warning,
                    field.Line,
                    field.Column,
                    $"'{key}' stands twice; the first counts.",
                    "Remove one."
                );
            else if (DefinitionFields.IsKept(key))
            {
                _other.TryAdd(key, field.Source);
                if (key != "color")
                    source.Report(
                        "DEF040",
                        Severity.Info,
                        field.Line,
                        field.Column,
                        $"'{key}' is understood and kept, but not enforced here.",
                        "Nothing is to be done."
                    );
            }
        }
    }

    private DefinitionFormat Format() =>
        source.File.EndsWith(".agent.md", StringComparison.OrdinalIgnoreCase)
        || source.File.EndsWith(".chatmode.md", StringComparison.OrdinalIgnoreCase)
        || _fields.Keys.Any(DefinitionFields.IsCopilots)
            ? DefinitionFormat.Copilot
            : DefinitionFormat.ClaudeCode;

    private bool IsTemplate()
    {
        if (!_fields.TryGetValue("template", out var field))
            return false;
        if (field.Value.Text is "semantic-kernel")
            return true;
        source.Report(
            "DEF041",
            Severity.Warning,
            field.Line,
            field.Column,
            $"Templates of the form '{AgentNames.Short(field.Source)}' are not rendered; the prompt is taken literally.",
            "Write 'template: semantic-kernel', or remove the field."
        );
        return false;
    }

    private string Title()
    {
        if (_fields.TryGetValue("name", out var field) && Text(field) is { Length: > 0 } name)
            return name.Trim();
        var stem = Path.GetFileNameWithoutExtension(source.File.Replace('\\', '/').Split('/')[^1]);
        foreach (var kind in (string[])[".agent", ".chatmode"])
            stem = stem.EndsWith(kind, StringComparison.OrdinalIgnoreCase) ? stem[..^kind.Length] : stem;
        var guess = stem.Length > 0 ? stem : "agent";

        // Copilot asks for no name: the file's is the agent's.
        if (Format() == DefinitionFormat.Copilot)
            return guess;
        source.Report(
            "DEF006",
            Severity.Warning,
            source.HasFront ? source.FrontLine : 1,
            1,
            $"'name' is missing; '{guess}' is taken from the file's name.",
            $"Add 'name: {AgentNames.Kebab(guess)}'."
        );
        return guess;
    }

    private string Name(string title)
    {
        var name = AgentNames.Kebab(title);
        if (name != title)
        {
            source.Report(
                "DEF007",
                Severity.Info,
                _fields.GetValueOrDefault("name")?.Line ?? 1,
                1,
                $"The name '{AgentNames.Short(title)}' is not in kebab case; '{name}' is used.",
                $"Write 'name: {name}'."
            );
            return name;
        }

        var stem = Path.GetFileNameWithoutExtension(source.File.Replace('\\', '/').Split('/')[^1]);
        if (_fields.TryGetValue("name", out var field) && stem.Length > 0 && stem != name && stem != name + ".agent")
            source.Report(
                "DEF030",
                Severity.Info,
                field.Line,
                field.Column,
                $"The name '{name}' differs from the file's name '{stem}'; the name counts.",
                "Name the file as the agent."
            );
        return name;
    }

    private string Description()
    {
        if (!_fields.TryGetValue("description", out var field) || Text(field) is not { Length: > 0 } text)
        {
            var guess = source
                .Body.Split('\n')
                .Select(static line => line.Trim().TrimStart('#').Trim())
                .FirstOrDefault(static line => line.Length > 0)
                ?? "";
            source.Report(
                "DEF006",
                Severity.Warning,
                field?.Line ?? (source.HasFront ? source.FrontLine : 1),
                1,
                $"'description' is missing; '{AgentNames.Short(guess)}' is taken from the prompt.",
                "Add 'description: …': when to use the agent."
            );
            return guess;
        }

        if (!field.Value.IsEscaped && text.Contains("\\n", StringComparison.Ordinal))
        {
            source.Report(
                "DEF021",
                Severity.Info,
                field.Line,
                field.Column,
                "'description' spells line breaks as '\\n'; they are read as line breaks.",
                "Write 'description: |' and the lines below it."
            );
            text = text.Replace("\\n", "\n", StringComparison.Ordinal)
                .Replace("\\\"", "\"", StringComparison.Ordinal)
                .Replace("\\t", "\t", StringComparison.Ordinal);
        }

        if (text.Length > LongDescription)
            source.Report(
                "DEF033",
                Severity.Info,
                field.Line,
                field.Column,
                $"The description has {text.Length} characters; some tools read only {LongDescription}.",
                "Say when to use the agent, and leave the rest to the prompt."
            );
        return text.Trim('\n');
    }

    // What a person reads as the field's text.
    private string? Text(RawField field)
    {
        var value = field.Value;
        if (value.Text is not null)
        {
            // A plain value ends for YAML where ' #' begins a comment; nobody who writes 'C # code' means that.
            if (
                !value.IsPlain
                || !field.Source.Contains(" #", StringComparison.Ordinal)
                || field.Source.Contains('\n', StringComparison.Ordinal)
                || field.Source == value.Text
            )
                return value.Text;
            source.Report(
                "DEF022",
                Severity.Warning,
                field.Line,
                field.Column,
                $"For YAML '{field.Key}' ends before ' #'; the whole line is read.",
                "Put the value in double quotes."
            );
            return field.Source;
        }

        if (field.Source.Length == 0)
            return null;
        source.Report(
            "DEF023",
            Severity.Warning,
            field.Line,
            field.Column,
            $"'{field.Key}' is a text, but YAML reads a {(value.Items is null ? "mapping" : "list")}; it is read as it stands.",
            "Put the value in double quotes."
        );
        return field.Source.Trim();
    }

    private List<string>? Tools()
    {
        var tools = Named("tools");
        if (tools is not { Count: > 0 } && _fields.GetValueOrDefault("tools") is { } field && ToolSwitches.KeepsDefault(field.Value))
            return null;
        if (tools is { Count: 0 })
            source.Report(
                "DEF034",
                Severity.Info,
                _fields["tools"].Line,
                1,
                "'tools' is empty; the agent may call nothing.",
                "Remove the field for the default functions."
            );
        return tools;
    }

    // Tools by name; a slip under disallowedTools would leave open what was to be closed, so both are looked at.
    private List<string>? Named(string key)
    {
        if (!_fields.TryGetValue(key, out var field))
            return null;
        List<ListWord> tools = [.. ListWord.Of(ToolSwitches.On(field.Value))];
        foreach (var tool in tools)
            ToolDiagnostics.Report(
                source,
                key,
                tool.Text,
                Format() == DefinitionFormat.Copilot,
                tool.Line > 0 ? tool.Line : field.Line,
                tool.Line > 0 ? tool.Column : field.Column
            );
        return [.. tools.Select(static tool => tool.Text)];
    }

    // Of what is taken away nothing is said but that it is not known, for then nothing is taken away.
    private IEnumerable<string> SwitchedOff()
    {
        foreach (var tool in _fields.TryGetValue("tools", out var field) ? ToolSwitches.Off(field.Value) : [])
        {
            if (ToolTable.Default.Of(tool).Kind == ToolKind.Unknown)
                ToolDiagnostics.Report(source, "tools", tool, Format() == DefinitionFormat.Copilot, field!.Line, field.Column);
            yield return tool;
        }
    }

    // The model, and others to try should it not be there: a list, or a text with commas, bars or 'or' between them.
    private List<string> Models() =>
        _fields.TryGetValue("model", out var field)
            ? [.. ListWord.Of(field.Value).SelectMany(static word => word.Text.Split(" or ", StringSplitOptions.TrimEntries))]
            : [];

    private int? MaxTurns()
    {
        if (!_fields.TryGetValue("maxTurns", out var field))
            return null;
        if (int.TryParse(field.Value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var turns) && turns > 0)
        {
            if (turns > HighestMaxTurns)
                source.Report(
                    "DEF026",
                    Severity.Warning,
                    field.Line,
                    field.Column,
                    $"'maxTurns' is {turns}; {HighestMaxTurns} is the most that an agent takes, and counts.",
                    $"Write 'maxTurns: {HighestMaxTurns}', or less."
                );
            return turns;
        }

        source.Report(
            "DEF025",
            Severity.Warning,
            field.Line,
            field.Column,
            $"'maxTurns' is '{AgentNames.Short(field.Source)}', not a whole number above 0; the team's budget counts.",
            "Write 'maxTurns: 10'."
        );
        return null;
    }

    private List<Area> Areas()
    {
        var found = new List<Area>();
        if (!_fields.TryGetValue("metadata", out var field))
            return found;
        foreach (
            var word in (field.Value.Map ?? [])
                .Where(static pair => pair.Key == "areas")
                .SelectMany(static pair => ListWord.Of(pair.Value).Select(static found => found.Text))
        )
        {
            if (Enum.TryParse<Area>(word, ignoreCase: true, out var area) && Enum.IsDefined(area))
                found.Add(area);
            else
                source.Report(
                    "DEF008",
                    Severity.Warning,
                    field.Line,
                    field.Column,
                    $"There is no area '{AgentNames.Short(word)}'.",
                    $"Areas are {string.Join(", ", Enum.GetNames<Area>()).ToLowerInvariant()}."
                );
        }

        return found;
    }
}
