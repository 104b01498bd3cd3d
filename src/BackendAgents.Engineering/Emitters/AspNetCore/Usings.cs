using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The usings of a delivered file: those that its code needs.</summary>
internal static partial class Usings
{
    private static readonly (string Line, Regex Used)[] s_rare =
    [
        ("using System.Globalization;\n", Globalization()),
        ("using System.ComponentModel.DataAnnotations;\n", Annotations()),
        ("using System.Text.Json.Serialization;\n", Serialization()),
        ("using Microsoft.AspNetCore.Mvc;\n", Binding()),
    ];

    /// <summary>The file without usings that only some files need.</summary>
    public static string Prune(string file)
    {
        foreach (var (line, used) in s_rare)
        {
            if (!used.IsMatch(file))
                file = file.Replace(line, "", StringComparison.Ordinal);
        }

        return file;
    }

    [GeneratedRegex(@"\b(CultureInfo|NumberStyles|DateTimeStyles)\b")]
    private static partial Regex Globalization();

    [GeneratedRegex(@"[\[ ](Required|StringLength|Range|RegularExpression|AllowedValues)[\](,]")]
    private static partial Regex Annotations();

    [GeneratedRegex(@"\[(property: )?Json|, Json")]
    private static partial Regex Serialization();

    [GeneratedRegex(@"\[From(Query|Header|Route)")]
    private static partial Regex Binding();
}
