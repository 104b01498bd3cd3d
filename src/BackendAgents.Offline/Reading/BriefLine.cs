namespace BackendAgents.Offline.Reading;

/// <summary>A line of a brief: its words without the marks that lay it out.</summary>
internal sealed record BriefLine(string Content, int Indent, bool IsBullet, bool IsHeading)
{
    private const string Bullets = "-*+\u2022\u2014\u25E6\u25CF\u25AA\u25CB\u2023\u2714\u2713\u27A2\u2192\u00B7";

    public bool IsBlank => Content.Length == 0;

    public bool IsFence => Content.StartsWith("'''", StringComparison.Ordinal) || Content.StartsWith("~~~", StringComparison.Ordinal);

    public bool IsTableRow => Content.Length > 2 && Content[0] == '|';

    /// <summary>
    /// Whether it names a heading by its looks: a few words without a mark behind them. Of a script that isn't read, nobody can say.
    /// </summary>
    public bool LooksLikeHeading =>
        !IsBullet
        && Content.Any(char.IsAsciiLetter)
        && Content.Length is > 1 and <= 60
        && !".!?;,:'\"".Contains(Content[^1], StringComparison.Ordinal)
        && Content.Count(static c => c == ' ') < 6;

    public bool IsShout => LooksLikeHeading && Content.Any(char.IsLetter) && !Content.Any(char.IsLower) && Content.Length > 3;

    public static BriefLine Of(string line)
    {
        var content = line.Trim();
        if (content.Length == 0 || content.All(static c => c is '-' or '=' or '*' or '_' or '~'))
            return new BriefLine("", 0, false, false);
        var indent = line.Length - line.TrimStart().Length;
        if (content[0] == '#')
            return new BriefLine(Plain(content.Trim('#', ' ', ':')), indent, false, IsHeading: true);
        var bullet = BulletLength(content);
        content = content[bullet..].TrimStart();
        if (content.StartsWith("[ ] ", StringComparison.Ordinal) || content.StartsWith("[x] ", StringComparison.OrdinalIgnoreCase))
            content = content[4..];
        return new BriefLine(Plain(content.TrimStart('>', ' ')), indent, bullet > 0, false);
    }

    // Bold and code say how a word looks, and not what it is.
    private static string Plain(string text) =>
        text.Replace("**", "", StringComparison.Ordinal).Replace("__", "", StringComparison.Ordinal).Trim();

    private static int BulletLength(string content)
    {
        if (content.Length > 2 && Bullets.Contains(content[0], StringComparison.Ordinal) && content[1] == ' ')
            return 2;
        var digits = 0;
        while (digits < content.Length && digits < 3 && char.IsAsciiDigit(content[digits]))
            digits++;
        if (
            digits == 0
            && content.Length > 3
            && char.IsAsciiLetterLower(content[0])
            && (content[1] == ')' || content[1] == '.')
            && content[2] == ' '
        )
            digits = 1;
        return digits > 0 && digits + 1 < content.Length && content[digits] is '.' or ')' && content[digits + 1] == ' ' ? digits + 2 : 0;
    }
}
