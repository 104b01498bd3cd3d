using System.Text;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions.Reading;

// Front matter that is not YAML, read line by line: a field begins where a known key does, and goes on over all that only looks like one.
internal static class FrontMatterRecovery
{
    public static List<RawField> Read(DefinitionSource source)
    {
        var lines = source.Front;
        var fields = new List<RawField>();

        // An example that is never closed does not swallow the fields after it.
        var lastClose = Array.FindLastIndex(lines, static line => line.Contains("</example>", StringComparison.OrdinalIgnoreCase));
        for (var i = 0; i < lines.Length; )
        {
            if (Begins(lines, i) is not { } start)
            {
                if (lines[i].Trim().Length > 0 && !lines[i].TrimStart().StartsWith('#'))
                    source.Report(
                        "DEF012",
                        Severity.Warning,
                        source.FrontLine + i,
                        1,
                        $"The line '{Short(lines[i])}' belongs to no field; it is left out.",
                        "Put it into a field, or below the front matter."
                    );
                i++;
                continue;
            }

            var end = i + 1;
            var inExample = OpensExample(start.Value);
            while (end < lines.Length && ((inExample && end <= lastClose) || Begins(lines, end) is null))
            {
                inExample = inExample
                    ? !lines[end].Contains("</example>", StringComparison.OrdinalIgnoreCase) || OpensExample(lines[end])
                    : OpensExample(lines[end]);
                end++;
            }

            // Three dots end a document for YAML, and nothing for a person.
            var value = Value(start, source.FrontLine + i, [.. lines[(i + 1)..end].Where(static line => line.TrimEnd() != "...")]);
            if (StrictFrontMatter.Read(lines[i..end], 1, out _) is not [_])
            {
                source.Report(
                    "DEF020",
                    Severity.Warning,
                    source.FrontLine + i,
                    start.ValueColumn,
                    $"'{start.Key}' is not valid YAML; it is read as "
                        + $"'{Short(value.Text ?? string.Join(", ", (value.Items ?? []).Select(static item => item.Text)))}'.",
                    $"Write '{start.Key}: |' and the text indented below it, or put it in double quotes."
                );
            }

            fields.Add(
                new RawField(start.Key, source.FrontLine + i, 1, value)
                {
                    Source = string.Join('\n', lines[(i + 1)..end].Prepend(start.Value)).TrimEnd(),
                }
            );
            i = end;
        }

        return fields;
    }

    private static FieldLine? Begins(string[] lines, int at) =>
        FieldLine.Read(lines[at]) is { } field && DefinitionFields.BeginsField(field.Key) ? field : null;

    private static bool OpensExample(string line) =>
        line.LastIndexOf("<example>", StringComparison.OrdinalIgnoreCase)
        > line.LastIndexOf("</example>", StringComparison.OrdinalIgnoreCase);

    private static RawValue Value(FieldLine start, int number, string[] rest)
    {
        var first = start.Value;

        // Each field stands alone: what is YAML by itself is read as YAML.
        if (
            first.Length > 0 && first[0] is '[' or '{' or '"' or '\'' or '|' or '>'
            || (
                first.Length == 0
                && rest.Any(static line =>
                    line.TrimStart().StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("  ", StringComparison.Ordinal)
                )
            )
        )
        {
            if (StrictFrontMatter.Read([.. rest.Prepend("value: " + first)], number, out _) is [{ Key: "value" } whole])
                return whole.Value;
        }

        if (
            first.Length == 0
            && rest.All(static line => line.Trim().Length == 0 || line.TrimStart().StartsWith('-'))
            && rest.Any(static line => line.TrimStart().StartsWith('-'))
        )
            return new RawValue
            {
                Items =
                [
                    .. rest.Index()
                        .Where(static row => row.Item.Trim().Length > 0)
                        .Select(row => new RawValue
                        {
                            Text = row.Item.TrimStart()[1..].Trim(),
                            Line = number + row.Index + 1,
                            Column = row.Item.Length - row.Item.TrimStart().Length + 3,
                        }),
                ],
            };
        if (first.Length > 0 && first[0] is '|' or '>' && first.TrimEnd('-', '+', '1', '2', '3', '4', '5', '6', '7', '8', '9').Length == 1)
            return new RawValue { Text = Dedent(rest) };
        // A blank line below the first one is one that a person sees.
        var gap =
            first.Length > 0 && rest.TakeWhile(static line => line.Trim().Length == 0).Count() is > 0 and var blank && blank < rest.Length
                ? new string('\n', blank)
                : "";
        var text = (Dedent(rest) is { Length: > 0 } more ? $"{first}\n{gap}{more}" : first).Trim();
        return Unquote(text) with { Line = number, Column = start.ValueColumn };
    }

    // A quote that never closes is a slip; a quote that opens and closes the whole is a quote; one that does not is a character like
    // others.
    private static RawValue Unquote(string text)
    {
        if (text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0])
        {
            var inner = text[1..^1];
            return text[0] == '"'
                ? new RawValue { Text = Unescape(inner), IsEscaped = true }
                : new RawValue { Text = inner.Replace("''", "'", StringComparison.Ordinal) };
        }

        return new RawValue
        {
            Text = text.LastIndexOf('"') == 0 ? text[1..].TrimStart() : text,
            IsPlain = !text.Contains('\n', StringComparison.Ordinal),
        };
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
                continue;
            }

            plain.Append(
                text[++i] switch
                {
                    'n' => '\n',
                    't' => '\t',
                    'r' => ' ',
                    var other => other,
                }
            );
        }

        return plain.ToString();
    }

    private static string Dedent(string[] lines)
    {
        var filled = lines.Where(static line => line.Trim().Length > 0).ToList();
        var margin = filled.Count == 0 ? 0 : filled.Min(static line => line.Length - line.TrimStart(' ', '\t').Length);
        return string.Join('\n', lines.Select(line => line.Length >= margin ? line[margin..].TrimEnd() : "")).Trim('\n');
    }

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= 60 ? line : line[..60] + "…";
    }
}
