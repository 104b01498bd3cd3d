using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Definitions.Formats;

// YAML as text, written through the library's object model.
internal static class YamlText
{
    private static readonly EmitterSettings s_settings = EmitterSettings
        .Default.WithNewLine("\n")
        .WithMaxSimpleKeyLength(1024)
        .WithBestWidth(int.MaxValue);

    // A node as a document of its own, without a line end.
    public static string Write(YamlNode node)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(writer, s_settings);
        new YamlStream(new YamlDocument(node)).Save(emitter, assignAnchors: false);
        var text = writer.ToString().TrimEnd('\n');
        return text.EndsWith("\n...", StringComparison.Ordinal) ? text[..^4] : text;
    }

    // 'key: value' with the value in the form that a person would choose: plain, quoted, or a block.
    public static string Field(string key, YamlNode value) => Write(new YamlMappingNode(new YamlScalarNode(key), value));

    public static YamlNode Scalar(string text) =>
        new YamlScalarNode(text)
        {
            Style =
                text.Contains('\n', StringComparison.Ordinal) && IsBlock(text) ? ScalarStyle.Literal
                : IsPlain(text) ? ScalarStyle.Any
                : ScalarStyle.DoubleQuoted,
        };

    public static YamlNode List(IEnumerable<string> items) => new YamlSequenceNode(items.Select(Scalar)) { Style = SequenceStyle.Flow };

    // A block keeps its text only where no line begins or ends with blanks that YAML would take for its own.
    private static bool IsBlock(string text) =>
        !text.StartsWith('\n')
        && !text.StartsWith(' ')
        && !text.EndsWith('\n')
        && !text.Contains('\t', StringComparison.Ordinal)
        && text.Split('\n').All(static line => line.Length == line.TrimEnd().Length)
        && text.All(static c => c == '\n' || (!char.IsControl(c) && c is not ('\u0085' or '\u2028' or '\u2029' or '\uFEFF')));

    private static bool IsPlain(string text) =>
        text.Length > 0
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !text.EndsWith(':')
        && !text.Any(char.IsControl);
}
