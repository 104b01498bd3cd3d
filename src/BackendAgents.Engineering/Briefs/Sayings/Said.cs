using System.Globalization;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>What a sentence says by a saying: its parts by name, in lower case.</summary>
internal sealed class Said(Match match)
{
    private static readonly string[] s_numbers =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ];

    /// <summary>What a sentence that begins with 'it' speaks of; null where that is not sure.</summary>
    public Entity? It { get; init; }

    /// <summary>The words of a part; empty where the sentence has none.</summary>
    public string this[string part] => match.Groups[part].Value.Trim().ToLowerInvariant();

    /// <summary>A part as a whole number; null where it is none.</summary>
    public int? Number(string part) => Number(this[part], out var number) ? number : null;

    /// <summary>Reads a figure or a number word.</summary>
    public static bool Number(string word, out int number)
    {
        if (int.TryParse(word.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return true;
        number = Array.IndexOf(s_numbers, word);
        return number >= 0;
    }
}
