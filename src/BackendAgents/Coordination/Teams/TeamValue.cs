using System.Globalization;
using System.Numerics;
using BackendAgents.Definitions.Formats;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Coordination.Teams;

/// <summary>A value of a team file, with its place. What it is not asked for in the right form is an error with that place.</summary>
/// <param name="file">The file to name in errors.</param>
/// <param name="name">The key that it stands under.</param>
/// <param name="node">The value.</param>
internal sealed class TeamValue(string file, string name, YamlNode node)
{
    private const int MaxDepth = 32;
    private const int MaxEntries = 1_000;

    /// <summary>Where it begins, from 1.</summary>
    public int Line => (int)node.Start.Line;

    public bool IsSection => node is YamlMappingNode;

    public bool IsList => node is YamlSequenceNode;

    /// <summary>Whether nothing is written: as good as no key at all.</summary>
    public bool IsAbsent => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>The whole of a text; null when it says nothing.</summary>
    /// <exception cref="TeamFileException">It is no YAML, or of a kind that only an attacker writes.</exception>
    public static TeamValue? Read(string yaml, string file)
    {
        const string Remedy = "docs/coordination.md shows how a team is written.";
        try
        {
            var stream = new YamlStream();
            stream.Load(new DepthBound(new Parser(new StringReader(yaml)), MaxDepth));
            if (stream.Documents.Count > 1)
                throw new TeamFileException(
                    file,
                    (int)stream.Documents[1].RootNode.Start.Line,
                    "It holds more than one document.",
                    "Write one team a file, without '---' in between."
                );
            return
                stream.Documents.Count == 0 || new TeamValue(file, "the team", stream.Documents[0].RootNode) is not { IsAbsent: false } root
                ? null
                : root;
        }
        catch (YamlException error)
        {
            throw new TeamFileException(
                file,
                error.Start.Line > 0 ? (int)error.Start.Line : null,
                $"It cannot be read: {error.Message.TrimEnd('.')}.",
                Remedy
            );
        }
        catch (Exception error)
            when (error
                    is InvalidOperationException
                        or ArgumentException
                        or IndexOutOfRangeException
                        or NullReferenceException
                        or FormatException
                        or OverflowException
            )
        {
            throw new TeamFileException(file, null, "It cannot be read as YAML.", Remedy);
        }
    }

    /// <summary>What to throw about it.</summary>
    public TeamFileException Wrong(string problem, string remedy) => new(file, Line, problem, remedy);

    public string Text()
    {
        if (Untagged() is not YamlScalarNode { Value: { } text })
            throw Wrong($"'{name}' has more than one value.", "Write a single one.");
        return string.IsNullOrWhiteSpace(text) ? throw Wrong($"'{name}' is empty.", "Write a value, or leave the key out.") : text;
    }

    public bool Flag() =>
        Text().ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "y" => true,
            "false" or "no" or "off" or "n" => false,
            _ => throw Wrong($"'{name}' is '{Short(Text())}', which is neither true nor false.", "Write true or false."),
        };

    public T Whole<T>()
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        T.TryParse(Digits(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(
                $"'{name}' is '{Short(Text())}', which is no whole number.",
                string.Create(CultureInfo.InvariantCulture, $"Write digits alone, at most {T.MaxValue}.")
            );

    public decimal Amount() =>
        decimal.TryParse(
            Digits(),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : throw Wrong($"'{name}' is '{Short(Text())}', which is no amount.", "Write digits with a point: '2.50'.");

    /// <summary>90s, 15m, 2h: what people write; anything else is refused rather than guessed.</summary>
    public TimeSpan Duration()
    {
        var text = Text();
        if (
            text.Length > 1
            && double.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number is > 0 and < 100_000
        )
        {
            switch (text[^1])
            {
                case 's':
                    return TimeSpan.FromSeconds(number);
                case 'm':
                    return TimeSpan.FromMinutes(number);
                case 'h':
                    return TimeSpan.FromHours(number);
            }
        }

        throw Wrong($"'{Short(text)}' is no duration.", "Write a number and s, m or h: '90s', '15m', '2h'.");
    }

    /// <summary>One of the names of an enumeration, in any case; never its number.</summary>
    public T Word<T>()
        where T : struct, Enum
    {
        var text = Text();
        var names = Enum.GetNames<T>();
        return Array.Find(names, known => known.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<T>(found)
            : throw Wrong(
                $"'{Short(text)}' is not known under '{name}'.",
                $"Write one of: {string.Join(", ", names.Select(static known => known.ToLowerInvariant()))}."
            );
    }

    public IReadOnlyList<TeamValue> Items()
    {
        if (Untagged() is not YamlSequenceNode list)
            throw Wrong($"'{name}' is no list.", "Write '[a, b]', or one a line after '- '.");
        if (list.Children.Count > MaxEntries)
            throw Wrong($"'{name}' has {list.Children.Count} entries.", $"At most {MaxEntries} are taken.");
        return [.. list.Children.Select(item => Present(name, new TeamValue(file, name, item)))];
    }

    /// <summary>Keys that the file is free to choose, with what they hold.</summary>
    public IReadOnlyList<(string Key, TeamValue Value)> Entries() =>
        [.. Keys().Select(static pair => (pair.Key.Text(), Present(pair.Key.Text(), pair.Value)))];

    /// <summary>What stands under a key within; null when nothing does.</summary>
    public TeamValue? At(string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value)
            ? new TeamValue(file, key, value)
            : null;

    /// <summary>Keys of which only these are known.</summary>
    public TeamSection Section(params IReadOnlyList<string> known) => new(Keys(), known);

    private static TeamValue Present(string name, TeamValue value) =>
        value.IsAbsent ? throw value.Wrong($"An entry of '{Short(name)}' is empty.", "Fill it in, or remove it.") : value;

    /// <summary>As much of a text as a message takes.</summary>
    public static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    // A tag names a type outside of plain YAML, and is refused.
    private YamlNode Untagged() =>
        node.Tag.IsEmpty || node.Tag.IsNonSpecific ? node : throw Wrong($"'{Short(name)}' has a tag.", "Write the value alone.");

    private string Digits() => Text().Replace("_", "", StringComparison.Ordinal);

    private IEnumerable<(TeamValue Key, TeamValue Value)> Keys()
    {
        if (Untagged() is not YamlMappingNode map)
            throw Wrong($"'{Short(name)}' has no keys.", "Write 'key: value' pairs; docs/coordination.md lists them.");
        foreach (var (key, value) in map.Children)
        {
            var written = new TeamValue(file, "a key", key);
            yield return (written, new TeamValue(file, written.Text(), value));
        }
    }
}
