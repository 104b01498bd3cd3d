using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BackendAgents.Definitions.Reading;

// Names that every provider takes, from names that people give.
internal static partial class AgentNames
{
    // Signs that are part of a language's name: without them C, C++ and C# would be one.
    private static readonly Dictionary<string, string> s_symbols = new(StringComparer.Ordinal)
    {
        ["c#"] = "csharp",
        ["f#"] = "fsharp",
        ["j#"] = "jsharp",
        ["q#"] = "qsharp",
        ["c++"] = "cpp",
        [".net"] = "dotnet",
    };

    private const int MaxName = 64;
    private const int MaxShort = 60;

    // By a table: Unicode normalisation depends on the host's settings, and an id must not.
    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ";
    private const string Plain = "aaaaaaceeeeiiiinoooooouuuuyyaaaaaaceeeeiiiinoooooouuuuy";

    // Lower-case letters, digits and single hyphens; accents go, other scripts are spelt by their code points so that names stay apart.
    public static string Kebab(string title)
    {
        var name = new StringBuilder();
        title = Symbols().Replace(title, static found => s_symbols[found.Value.ToLowerInvariant()]);
        foreach (var rune in title.EnumerateRunes())
        {
            var plain = Accented.IndexOf(rune.ToString(), StringComparison.Ordinal);
            if (plain >= 0)
            {
                name.Append(Plain[plain]);
                continue;
            }

            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value)))
                name.Append(char.ToLowerInvariant((char)rune.Value));
            else if (Rune.IsLetter(rune))
                name.Append(CultureInfo.InvariantCulture, $"-u{rune.Value:x}-");
            else if (name.Length > 0 && name[^1] != '-')
                name.Append('-');
            if (name.Length >= 2 * MaxName)
                break;
        }

        var kebab = string.Join('-', name.ToString().Split('-', StringSplitOptions.RemoveEmptyEntries));
        kebab = kebab.Length > MaxName ? kebab[..MaxName].TrimEnd('-') : kebab;
        return kebab.Length > 0 ? kebab : "agent";
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:[CFJQcfjq]#|[Cc]\+\+|\.[Nn][Ee][Tt])(?![A-Za-z0-9#+])", RegexOptions.CultureInvariant)]
    private static partial Regex Symbols();

    // Text of a file within a message: one line, and not too much of it.
    public static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= MaxShort ? line : line[..MaxShort] + "…";
    }
}
