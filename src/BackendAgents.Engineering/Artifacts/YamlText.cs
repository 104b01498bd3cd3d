using System.Collections;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>Writes mappings as YAML through YamlDotNet's emitter: the one place that knows how text is quoted.</summary>
internal static class YamlText
{
    private static readonly EmitterSettings s_settings = EmitterSettings
        .Default.WithNewLine("\n")
        .WithBestWidth(int.MaxValue)
        .WithIndentedSequences();

    /// <summary>One file with one or several documents.</summary>
    /// <param name="heading">Comment at the top, a line each; shows where the file comes from.</param>
    /// <param name="documents">What stands in it.</param>
    public static string Write(string heading, params IReadOnlyList<YamlMap> documents)
    {
        var text = new StringWriter { NewLine = "\n" };
        foreach (var line in heading.Split('\n'))
            text.Write($"# {line}\n");
        for (var i = 0; i < documents.Count; i++)
        {
            if (i > 0)
                text.Write("---\n");
            text.Write(Document(documents[i]));
        }

        return text.ToString();
    }

    private static string Document(YamlMap root)
    {
        var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, s_settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Map(emitter, root);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Node(IEmitter emitter, object value)
    {
        switch (value)
        {
            case YamlMap map:
                Map(emitter, map);
                break;
            case string text:
                emitter.Emit(Scalar(text));
                break;
            case IEnumerable items:
                // An empty block list can't be told from nothing.
                var list = items.Cast<object>().ToList();
                var style = list.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block;
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, style));
                list.ForEach(item => Node(emitter, item));
                emitter.Emit(new SequenceEnd());
                break;
            default:
                var plain = value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!;
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, plain, ScalarStyle.Plain, true, false));
                break;
        }
    }

    private static void Map(IEmitter emitter, YamlMap map)
    {
        var style = map.IsEmpty ? MappingStyle.Flow : MappingStyle.Block;
        emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, style));
        foreach (var (key, value, comment) in map)
        {
            if (comment is not null)
                emitter.Emit(new Comment(comment, isInline: false));
            emitter.Emit(Scalar(key));
            Node(emitter, value);
        }

        emitter.Emit(new MappingEnd());
    }

    // Several lines as a block; quoted wherever a reader of YAML 1.1 or 1.2 could take the text for something else than text.
    private static Scalar Scalar(string text)
    {
        var style =
            text.Contains('\n') ? ScalarStyle.Literal
            : IsPlain(text) ? ScalarStyle.Plain
            : ScalarStyle.DoubleQuoted;
        return new Scalar(AnchorName.Empty, TagName.Empty, text, style, style == ScalarStyle.Plain, style != ScalarStyle.Plain);
    }

    private static bool IsPlain(string text) =>
        text.Length > 0
        && (
            char.IsAsciiLetter(text[0])
            || text[0] is '/' or '_'
            || text.StartsWith("./", StringComparison.Ordinal)
            || text.StartsWith("../", StringComparison.Ordinal)
            || IsQuantity(text)
        )
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || "-_./()=@+; ".Contains(c))
        && text[^1] != ' '
        && text.ToLowerInvariant() is not ("true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n" or "null");

    // Digits with a unit that no reader takes for a number: 250m, 512Mi, 30s.
    private static bool IsQuantity(string text) =>
        char.IsAsciiDigit(text[0]) && text.AsSpan().TrimStart("0123456789") is "m" or "Mi" or "Gi" or "s" or "h" or "d";
}
