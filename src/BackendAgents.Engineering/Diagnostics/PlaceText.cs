using System.Globalization;
using System.Text;

namespace BackendAgents.Engineering.Diagnostics;

/// <summary>
/// The written form of places. A character that would be taken for a part's beginning is written as <c>%</c> and its code, and so are
/// controls, since a place stands on one line.
/// </summary>
internal static class PlaceText
{
    public static string Write(Place place)
    {
        if (place is { Path: null, Element: null, Line: null } && IsPlain(place.File))
            return place.File;
        var text = new StringBuilder();
        Escape(text, place.File, "#@", colons: true);
        if (place.Line is { } line)
        {
            text.Append(CultureInfo.InvariantCulture, $":{line}");
            if (place.Column is { } column)
                text.Append(CultureInfo.InvariantCulture, $":{column}");
        }

        if (place.Element is { Length: > 0 })
            Escape(text.Append('#'), place.Element, "@", colons: false);
        if (place.Path is { Length: > 0 })
            Escape(text.Append('@'), place.Path, "", colons: false);
        return text.ToString();
    }

    public static Place Read(string text)
    {
        var (before, path) = Cut(text, text.IndexOf('@', StringComparison.Ordinal));
        var (file, element) = Cut(before, before.IndexOf('#', StringComparison.Ordinal));
        int? line = null;
        int? column = null;
        if (LastNumber(ref file) is { } last)
        {
            line = last;
            if (LastNumber(ref file) is { } first)
                (line, column) = (first, last);
        }

        return new Place(Unescape(file), Known(element), line, column, Known(path));
    }

    private static (string Before, string? After) Cut(string text, int at) => at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);

    private static string? Known(string? text) => string.IsNullOrEmpty(text) ? null : Unescape(text);

    // Takes ':12' off the end.
    private static int? LastNumber(ref string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        text = text[..colon];
        return number;
    }

    private static bool IsPlain(string file)
    {
        foreach (var letter in file)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('/' or '.' or '-' or '_' or ' '))
                return false;
        }

        return true;
    }

    private static void Escape(StringBuilder text, string part, string also, bool colons)
    {
        for (var i = 0; i < part.Length; i++)
        {
            var letter = part[i];
            var isColon = colons && letter == ':' && i + 1 < part.Length && char.IsAsciiDigit(part[i + 1]);
            if (letter == '%' || char.IsControl(letter) || isColon || also.Contains(letter, StringComparison.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"%{(int)letter:X2}");
            else
                text.Append(letter);
        }
    }

    private static string Unescape(string part)
    {
        if (!part.Contains('%', StringComparison.Ordinal))
            return part;
        var text = new StringBuilder(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            if (
                part[i] == '%'
                && i + 2 < part.Length
                && int.TryParse(part.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            )
            {
                text.Append((char)code);
                i += 2;
            }
            else
            {
                text.Append(part[i]);
            }
        }

        return text.ToString();
    }
}
