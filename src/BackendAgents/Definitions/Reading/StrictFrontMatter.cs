using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BackendAgents.Definitions.Reading;

// Front matter that is YAML: read from the parser's events in one pass, without building a document.
internal static class StrictFrontMatter
{
    private const int MaxDepth = 32;

    // The fields, or null with the reason and its place when it is not YAML, or not one mapping.
    public static List<RawField>? Read(string[] lines, int firstLine, out (string Message, int Line, int Column) problem)
    {
        problem = ("", firstLine, 1);
        var parser = new Parser(new StringReader(string.Join('\n', lines)));
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.Accept<DocumentStart>(out _))
                return [];
            parser.Consume<DocumentStart>();
            if (!parser.TryConsume<MappingStart>(out _))
            {
                problem = ("it is not a mapping of keys and values", firstLine, 1);
                return null;
            }

            var fields = new List<RawField>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>();
                var value = Value(parser, firstLine, 0);
                fields.Add(
                    new RawField(key.Value, firstLine + (int)key.Start.Line - 1, (int)key.Start.Column, value)
                    {
                        Source = Slice(
                            lines,
                            (int)key.End.Line - 1,
                            (int)key.End.Column,
                            (int)(parser.Current?.Start.Line ?? lines.Length) - 1
                        ),
                    }
                );
            }

            parser.Consume<DocumentEnd>();
            if (parser.Accept<StreamEnd>(out _))
                return fields;
            problem = ("it holds more than one document", firstLine, 1);
        }
        catch (YamlException exception)
        {
            problem = (exception.Message, firstLine + Math.Max(0, (int)exception.Start.Line - 1), Math.Max(1, (int)exception.Start.Column));
        }
        catch (Exception exception)
            when (exception
                    is InvalidOperationException
                        or ArgumentException
                        or IndexOutOfRangeException
                        or NullReferenceException
                        or FormatException
                        or OverflowException
            )
        {
            // The parser stumbles over some broken documents instead of refusing them; both mean the same here.
            var at = parser.Current?.Start ?? Mark.Empty;
            problem = ("it can't be parsed", firstLine + Math.Max(0, (int)at.Line - 1), Math.Max(1, (int)at.Column));
        }

        return null;
    }

    private static RawValue Value(Parser parser, int firstLine, int depth)
    {
        if (depth > MaxDepth)
            throw new YamlException(parser.Current!.Start, parser.Current.End, "it is nested too deeply");
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            var plain = scalar.Style == ScalarStyle.Plain;
            return new RawValue
            {
                Text = plain && scalar.Value is "~" or "null" ? "" : scalar.Value,
                IsPlain = plain && scalar.Start.Line == scalar.End.Line,
                IsEscaped = scalar.Style == ScalarStyle.DoubleQuoted,
                Line = firstLine + (int)scalar.Start.Line - 1,
                Column = (int)scalar.Start.Column + (plain ? 0 : 1),
            };
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<RawValue>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Value(parser, firstLine, depth + 1));
            return new RawValue { Items = items };
        }

        if (parser.TryConsume<MappingStart>(out _))
        {
            var map = new List<KeyValuePair<string, RawValue>>();
            while (!parser.TryConsume<MappingEnd>(out _))
                map.Add(KeyValuePair.Create(Value(parser, firstLine, depth + 1).Text ?? "", Value(parser, firstLine, depth + 1)));
            return new RawValue { Map = map };
        }

        // An alias: what it stands for is not worth the harm that aliases can do.
        throw new YamlException(parser.Current!.Start, parser.Current.End, "it uses an alias");
    }

    // The text after the key's colon up to the next key.
    private static string Slice(string[] lines, int line, int column, int end)
    {
        if (line >= lines.Length)
            return "";
        var colon = lines[line].IndexOf(':', Math.Min(Math.Max(0, column - 1), lines[line].Length));
        var first = colon < 0 ? "" : lines[line][(colon + 1)..].Trim();
        var rest = lines[Math.Min(line + 1, lines.Length)..Math.Clamp(end, Math.Min(line + 1, lines.Length), lines.Length)];
        return string.Join('\n', rest.Prepend(first)).TrimEnd();
    }
}
