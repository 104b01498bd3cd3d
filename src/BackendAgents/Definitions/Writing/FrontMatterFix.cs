using System.Text;
using BackendAgents.Definitions.Formats;
using BackendAgents.Definitions.Reading;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Definitions.Writing;

// Writes front matter that only recovery could read as YAML, field by field: a field that is fine keeps its lines.
internal static class FrontMatterFix
{
    /// <summary>The mended file; null when nothing is to be mended, or it can't be without loss.</summary>
    public static byte[]? Apply(byte[] bytes, string path)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml" || bytes.Length > AgentDefinitionLoader.MaxLength)
            return null;
        var source = DefinitionSource.Read(Encoding.UTF8.GetString(bytes), path);
        var (front, body, newLine) = Cut(bytes, source.AfterFront);
        var text = Encoding.UTF8.GetString(front);

        // What stands at the right is moved to the margin as a whole, the prompt with it.
        if (source.Margin.Length > 0)
            body = Encoding.UTF8.GetBytes(DefinitionSource.Dedent(Encoding.UTF8.GetString(body), source.Margin));
        if (text.Contains('\uFFFD', StringComparison.Ordinal))
            return null;
        var fields = source.HasFront
            ? StrictFrontMatter.Read(source.Front, source.FrontLine, out _) ?? FrontMatterRecovery.Read(source)
            : [];

        // Several fields on one line, as in flow style, have no lines of their own to be kept or written anew.
        if (
            fields.Zip(fields.Skip(1)).Any(static pair => pair.Second.Line <= pair.First.Line)
            || fields.Exists(static field => field.Key.Length == 0)
        )
            return null;
        var definition = AgentDefinitionLoader.Parse(bytes, path).Definition;
        var lines = new List<string> { "---" };
        if (source.HasFront)
            lines.AddRange(Before(source, fields));
        var written = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Count; i++)
        {
            var end = i + 1 < fields.Count ? fields[i + 1].Line : source.FrontLine + source.Front.Length;
            lines.AddRange(
                Field(fields[i], source.Front[(fields[i].Line - source.FrontLine)..(end - source.FrontLine)], fields, written, definition)
            );
        }

        if (!written.Contains("name") && definition.Format != DefinitionFormat.Copilot)
            lines.Insert(1, YamlText.Field("name", YamlText.Scalar(definition.Name)));
        if (!written.Contains("description") && definition.Description.Length > 0)
            lines.InsertRange(2, YamlText.Field("description", YamlText.Scalar(definition.Description)).Split('\n'));
        lines.Add("---");
        var mended = string.Join(newLine, lines) + newLine;
        return Lines(mended).SequenceEqual(Lines(text))
            ? null
            :
            [
                .. bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.ToArray() : [],
                .. Encoding.UTF8.GetBytes(mended),
                .. body,
            ];
    }

    // Comments stay; lines that belong to no field become comments, so that nothing is lost.
    private static IEnumerable<string> Before(DefinitionSource source, List<RawField> fields)
    {
        var count = fields.Count > 0 ? fields[0].Line - source.FrontLine : source.Front.Length;
        return source
            .Front[..count]
            .Select(static line => line.Trim().Length == 0 || line.TrimStart().StartsWith('#') ? line : "# " + line);
    }

    private static IEnumerable<string> Field(
        RawField field,
        string[] own,
        List<RawField> all,
        HashSet<string> written,
        AgentDefinition definition
    )
    {
        var key =
            !DefinitionFields.IsKnown(field.Key)
            && DefinitionFields.Meant(field.Key) is { } meant
            && !all.Exists(other => other.Key == meant)
                ? meant
                : field.Key;
        if (!written.Add(key))
            return own.Select(static line => "# " + line);
        var alone = StrictFrontMatter.Read(own, 1, out _) is [var only] && only.Key == key ? only : null;
        var fine = alone is not null && key == field.Key;
        YamlNode? value = key switch
        {
            "name" => fine && definition.Title == definition.Name ? null : YamlText.Scalar(definition.Name),
            "description" => fine && alone?.Value.Text?.Trim() == definition.Description.Trim()
                ? null
                : YamlText.Scalar(definition.Description),
            _ when fine => null,
            "tools" when definition.Tools is { } tools => YamlText.List(tools),
            "disallowedTools" => YamlText.List(definition.DisallowedTools),
            _ => Node(field.Value),
        };
        if (value is null)
            return own.Where(static line => line.TrimEnd() != "...");

        // Blank lines and comments after a value belong to whoever wrote them.
        var kept = fine ? own.Reverse().TakeWhile(static line => line.Trim().Length == 0 || line.StartsWith('#')).Reverse() : [];
        return [.. YamlText.Field(key, value).Split('\n'), .. kept];
    }

    private static YamlNode Node(RawValue value) =>
        value.Items is { } items ? new YamlSequenceNode(items.Select(Node))
        : value.Map is { } map
            ? new YamlMappingNode(
                map.GroupBy(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal)
                    .SelectMany(static twins => new[] { new YamlScalarNode(twins.Key), Node(Together([.. twins])) })
            )
        : YamlText.Scalar(value.Text ?? "");

    // A key that stands twice is read twice; YAML takes it once, so it gets a list of both.
    private static RawValue Together(IReadOnlyList<RawValue> values) => values.Count == 1 ? values[0] : new RawValue { Items = values };

    // Lines as a reader sees them: blanks at their ends are nothing to mend.
    private static IEnumerable<string> Lines(string text) =>
        text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(static line => line.TrimEnd());

    // Up to the end of the closing fence's line, found by bytes, so that not one of the body's is touched.
    private static (byte[] Front, byte[] Body, string NewLine) Cut(byte[] bytes, int lines)
    {
        var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var at = start;
        var newLine = "\n";
        for (var line = 0; line < lines && at < bytes.Length; line++)
        {
            var next = bytes.AsSpan(at).IndexOfAny((byte)'\r', (byte)'\n');
            if (next < 0)
            {
                at = bytes.Length;
                break;
            }

            var isPair = bytes[at + next] == '\r' && at + next + 1 < bytes.Length && bytes[at + next + 1] == '\n';
            if (line == 0)
                newLine =
                    isPair ? "\r\n"
                    : bytes[at + next] == '\r' ? "\r"
                    : "\n";
            at += next + (isPair ? 2 : 1);
        }

        return (bytes[start..at], bytes[at..], newLine);
    }
}
