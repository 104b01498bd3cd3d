namespace BackendAgents.Definitions.Reading;

// A line that looks like 'key: value' at the left margin.
internal readonly record struct FieldLine(string Key, string Value, int ValueColumn)
{
    private const int MaxKey = 40;

    public static FieldLine? Read(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon is <= 0 or > MaxKey || (colon + 1 < line.Length && line[colon + 1] is not (' ' or '\t')))
            return null;
        var key = line[..colon].TrimEnd();
        foreach (var letter in key)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'))
                return null;
        }

        if (key.Length == 0)
            return null;
        var at = colon + 1;
        while (at < line.Length && line[at] is (' ' or '\t'))
            at++;
        return new FieldLine(key, line[at..].TrimEnd(), at + 1);
    }
}
