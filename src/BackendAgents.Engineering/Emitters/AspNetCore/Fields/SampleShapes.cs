using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>
/// Texts that match the pattern of a field, with a mark where any digit (<c>#</c>), capital (<c>^</c>) or small letter (<c>~</c>) does as
/// well.
/// </summary>
internal static class SampleShapes
{
    private static readonly (char Mark, string Characters)[] s_marks =
    [
        ('#', "0123456789"),
        ('^', "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        ('~', "abcdefghijklmnopqrstuvwxyz"),
    ];

    private static readonly string[] s_shapes =
    [
        "ABC-1234",
        "ABC-123",
        "AB-1234",
        "ABC1234",
        "AB1234",
        "AB123",
        "A123",
        "A1",
        "abc-def-1",
        "abc",
        "abc1",
        "ABC",
        "AB",
        "A",
        "a",
        "1",
        "12",
        "123",
        "1234",
        "12345",
        "123456",
        "1234567",
        "12345678",
        "123456789",
        "1234567890",
        "12345678901",
        "9780306406157",
        "+441632960001",
        "#336699",
        "EUR",
        "en-GB",
        "1.0.0",
        "SKU-12345",
        "INV-2026-0001",
        "ORD-000001",
        "WVWZZZ1JZXW000001",
        "KA-AB-123",
        "12-345",
        "A-101",
        "2026-01",
        "12:34",
        "00:1A:2B:3C:4D:5E",
        "DE89370400440532013000",
    ];

    /// <summary>A text for a field with a pattern; empty when none is known.</summary>
    public static string Of(Field field)
    {
        Regex pattern;
        try
        {
            pattern = new Regex(field.Pattern!, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
        }
        catch (ArgumentException)
        {
            return field.Example ?? "";
        }

        var found = s_shapes
            .Prepend(field.Example ?? "")
            .FirstOrDefault(shape =>
                shape.Length > 0
                && shape.Length >= (field.MinLength ?? 0)
                && shape.Length <= (field.MaxLength ?? int.MaxValue)
                && Matches(pattern, shape)
            );
        if (found is null)
            return field.Example ?? "";
        var marked = found.ToCharArray();
        for (var i = 0; i < found.Length; i++)
        {
            foreach (var (mark, characters) in s_marks)
            {
                if (characters.Contains(found[i]) && characters.All(c => Matches(pattern, found[..i] + c + found[(i + 1)..])))
                    marked[i] = mark;
            }
        }

        var shape = new string(marked);
        return Enumerable.Range(0, 40).All(n => Matches(pattern, Fill(shape, n * 37))) ? shape : found;
    }

    /// <summary>The text with a number in place of the marks, as the delivered <c>Sample.Shape</c> does it.</summary>
    public static string Fill(string shape, int n)
    {
        var filled = shape.ToCharArray();
        for (var i = filled.Length - 1; i >= 0; i--)
        {
            if (Array.Find(s_marks, mark => mark.Mark == filled[i]).Characters is not { } characters)
                continue;
            filled[i] = characters[n % characters.Length];
            n /= characters.Length;
        }

        return new string(filled);
    }

    /// <summary>How many texts the marks stand for.</summary>
    public static double Capacity(string shape) =>
        shape.Aggregate(1d, static (product, c) => product * (Array.Find(s_marks, mark => mark.Mark == c).Characters?.Length ?? 1));

    private static bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
