using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>
/// Writes a blueprint through YamlDotNet's nodes. What equals the default is left out, so that a file shows what was decided.
/// </summary>
internal static class YamlDocumentWriter
{
    public static string Write(Blueprint blueprint) => Write(Record(blueprint)!);

    /// <summary>JSON as a YAML document.</summary>
    public static string Write(JsonElement json) => Write(YamlJson.Write(json));

    /// <summary>Writes a document as it is.</summary>
    public static string Write(YamlNode root)
    {
        var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, EmitterSettings.Default.WithNewLine("\n").WithBestWidth(int.MaxValue).WithIndentedSequences());
        new YamlStream(new YamlDocument(root)).Save(emitter, assignAnchors: false);
        var written = text.ToString();
        return written.EndsWith("...\n", StringComparison.Ordinal) ? written[..^4] : written;
    }

    private static YamlMappingNode? Record(object record)
    {
        var mapping = new YamlMappingNode();
        var plain = Activator.CreateInstance(record.GetType())!;
        foreach (var (key, property) in YamlNames.Properties(record.GetType()))
        {
            var value = property.GetValue(record);
            var isDefault = Equals(value, property.GetValue(plain)) && !property.IsDefined(typeof(RequiredMemberAttribute), inherit: false);
            if (value is null || (isDefault && key != "format"))
                continue;
            if (Node(value) is { } node)
                mapping.Add(new YamlScalarNode(key), node);
        }

        // Short things of one line: who may, and from what to what.
        if (record is AccessRule)
            mapping.Style = MappingStyle.Flow;
        return mapping.Children.Count == 0 ? null : mapping;
    }

    private static YamlNode? Node(object value) =>
        value switch
        {
            string text => Text(text),
            bool flag => new YamlScalarNode(flag ? "true" : "false"),
            Enum name => new YamlScalarNode(YamlNames.Of(name)),
            JsonElement json => YamlJson.Write(json),
            IList { Count: 0 } => null,
            IEnumerable<CapabilityChoice> choices => Choices(choices),
            IReadOnlyDictionary<string, string> { Count: 0 } => null,
            IReadOnlyDictionary<string, string> values => new YamlMappingNode(
                values.Select(static pair => KeyValuePair.Create<YamlNode, YamlNode>(new YamlScalarNode(pair.Key), Text(pair.Value)))
            ),
            IList list => Sequence(list),
            IEnumerable items => Node(items.Cast<object>().ToList()),
            IFormattable number => new YamlScalarNode(number.ToString(null, CultureInfo.InvariantCulture)),
            _ => Record(value),
        };

    private static YamlMappingNode? Choices(IEnumerable<CapabilityChoice> choices)
    {
        var mapping = new YamlMappingNode();
        foreach (var choice in choices)
            mapping.Add(
                new YamlScalarNode(choice.Id),
                new YamlMappingNode(
                    choice
                        .Options.OrderBy(static option => option.Key, StringComparer.Ordinal)
                        .Select(static option =>
                            KeyValuePair.Create<YamlNode, YamlNode>(new YamlScalarNode(option.Key), Text(option.Value))
                        )
                )
                {
                    Style = MappingStyle.Flow,
                }
            );
        return mapping.Children.Count == 0 ? null : mapping;
    }

    private static YamlSequenceNode Sequence(IList list)
    {
        var sequence = new YamlSequenceNode(list.Cast<object>().Select(Node).OfType<YamlNode>());
        if (list[0] is string)
            sequence.Style = SequenceStyle.Flow;
        return sequence;
    }

    // Quoted where other readers of YAML would take it for something else than text.
    internal static YamlScalarNode Text(string text)
    {
        var ambiguous =
            text.Length == 0
            || text is "true" or "false" or "null" or "~" or "yes" or "no" or "on" or "off"
            || double.TryParse(text, NumberStyles.Any, CultureInfo.InvariantCulture, out _)
            || text.Any(char.IsControl);
        return new YamlScalarNode(text) { Style = ambiguous ? ScalarStyle.DoubleQuoted : ScalarStyle.Any };
    }
}
