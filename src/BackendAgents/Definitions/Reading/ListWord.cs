namespace BackendAgents.Definitions.Reading;

// A word of a list with its place: an item, or what stands between the commas of a text.
internal readonly record struct ListWord(string Text, int Line, int Column)
{
    public static IEnumerable<ListWord> Of(RawValue value)
    {
        if (value.Items is { } items)
            return items.SelectMany(Of);
        if (value.Map is { } map)
            return map.Select(pair => new ListWord(pair.Key, value.Line, value.Column));
        return Split(value);
    }

    // At commas, semicolons, bars and line ends, but not within brackets: Bash(git add:*, git commit:*) is one tool.
    private static IEnumerable<ListWord> Split(RawValue value)
    {
        var text = value.Text ?? "";
        if (text.Trim() is ['[', .., ']'])
            text = text.Replace('[', ' ').Replace(']', ' ');
        var (depth, start, line, begin) = (0, 0, value.Line, value.Column);
        for (var i = 0; i <= text.Length; i++)
        {
            var sign = i < text.Length ? text[i] : '\n';
            depth +=
                sign is '(' ? 1
                : sign is ')' && depth > 0 ? -1
                : 0;
            if (i < text.Length && (depth > 0 || sign is not (',' or ';' or '|' or '\n')))
                continue;
            var word = Unquoted(text[start..i].Trim());
            if (word.Length > 0)
                yield return new ListWord(word, line, begin + text[start..i].Length - text[start..i].TrimStart().Length);
            begin += i + 1 - start;
            start = i + 1;
            if (sign == '\n' && line > 0)
                (line, begin) = (line + 1, 1);
        }
    }

    // Without the quotes around the whole; one that only opens or only closes is a slip.
    private static string Unquoted(string word) => word.Trim('"', '\'').Trim();
}
