using System.Collections;
using System.Globalization;
using System.Text;
using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;

/// <summary>
/// Writes blocks as Terraform's own formatter would: the one place that knows how text is quoted and what stands under what. There is no
/// library for it on .NET; Terraform's JSON form would need none, and can't say why a value is what it is.
/// </summary>
internal static class HclText
{
    /// <summary>A file.</summary>
    /// <param name="heading">Comment at the top.</param>
    /// <param name="blocks">Its blocks.</param>
    public static string Write(string heading, IEnumerable<HclBlock> blocks)
    {
        var text = new CodeWriter(2).Line("# " + heading);
        foreach (var block in blocks)
        {
            text.Line();
            Block(text, block);
        }

        return text.ToString();
    }

    private static void Block(CodeWriter text, HclBlock block)
    {
        var heading = string.Concat(block.Labels.Select(static label => $" \"{label}\"").Prepend(block.Type));
        if (block.Any())
            text.Block(heading + " {", inner => Body(inner, [.. block]), open: "");
        else
            text.Line(heading + " {}");
    }

    private static void Body(CodeWriter text, IReadOnlyList<HclItem> items)
    {
        for (var at = 0; at < items.Count; at++)
        {
            if (items[at].Value is HclBlock block)
            {
                // A block stands apart from what is before and after it.
                if (at > 0)
                    text.Line();
                Block(text, block);
                if (at + 1 < items.Count && items[at + 1].Value is not HclBlock)
                    text.Line();
                continue;
            }

            if (items[at].Comment is { } comment)
                text.Line("# " + comment);
            var value = Value(items[at].Value);
            text.Line($"{items[at].Name.PadRight(Width(items, at))} = {value}");
        }
    }

    // The equals signs of lines that follow each other stand under each other; a value of several lines ends such a group.
    private static int Width(IReadOnlyList<HclItem> items, int at)
    {
        if (IsLong(items[at]))
            return items[at].Name.Length;
        var first = at;
        while (first > 0 && items[first].Comment is null && IsShort(items[first - 1]))
            first--;
        var last = at;
        while (last + 1 < items.Count && items[last + 1].Comment is null && IsShort(items[last + 1]))
            last++;
        return items.Skip(first).Take(last - first + 1).Max(static item => item.Name.Length);
    }

    private static bool IsShort(HclItem item) => item.Value is not HclBlock && !IsLong(item);

    private static bool IsLong(HclItem item) => item.Value is not HclBlock && Value(item.Value).Contains('\n', StringComparison.Ordinal);

    /// <summary>A value as an expression.</summary>
    public static string Expression(object value) => Value(value);

    private static string Value(object value) =>
        value switch
        {
            string text => Quoted(text),
            bool flag => flag ? "true" : "false",
            HclExpression expression => expression.Text,
            HclMap map => Braces("{", "}", map),
            IEnumerable list => List([.. list.Cast<object>()]),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static string List(IReadOnlyList<object> items)
    {
        var values = items.Select(Value).ToList();
        if (
            values.TrueForAll(static value => !value.Contains('\n', StringComparison.Ordinal))
            && values.Sum(static value => value.Length) < 90
        )
            return $"[{string.Join(", ", values)}]";
        return "[\n" + string.Concat(values.Select(static value => Indented(value) + ",\n")) + "]";
    }

    private static string Braces(string open, string close, HclMap map)
    {
        var items = map.ToList();
        if (items.Count == 0)
            return open + close;
        var text = new CodeWriter(2);
        Body(text, [.. items.Select(static item => item with { Name = Key(item.Name) })]);
        return $"{open}\n{Indented(text.ToString().TrimEnd('\n'))}\n{close}";
    }

    private static string Key(string name) => name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') ? name : Quoted(name);

    private static string Indented(string text) =>
        string.Join('\n', text.Split('\n').Select(static line => line.Length == 0 ? line : "  " + line));

    // A text is a text: what looks like an expression in it is none.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        for (var at = 0; at < text.Length; at++)
        {
            var isTemplate = text[at] is '$' or '%' && at + 1 < text.Length && text[at + 1] == '{';
            quoted.Append(
                text[at] switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    _ when isTemplate => $"{text[at]}{text[at]}",
                    _ => text[at].ToString(),
                }
            );
        }

        return quoted.Append('"').ToString();
    }
}
