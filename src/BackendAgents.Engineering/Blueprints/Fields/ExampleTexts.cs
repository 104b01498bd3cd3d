using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>Realistic texts for documentation, the same each time.</summary>
internal static class ExampleTexts
{
    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromMilliseconds(200);

    // Last word of a field's name to what people write there. The first match counts.
    private static readonly (string Word, string Text)[] s_known =
    [
        ("email", "ada@example.com"),
        ("username", "ada.lovelace"),
        ("login", "ada.lovelace"),
        ("handle", "ada.lovelace"),
        ("first name", "Ada"),
        ("last name", "Lovelace"),
        ("full name", "Ada Lovelace"),
        ("display name", "Ada Lovelace"),
        ("name", "Ada Lovelace"),
        ("title", "A tidy title"),
        ("subtitle", "More about it"),
        ("slug", "a-tidy-title"),
        ("phone", "+441632960001"),
        ("street", "12 Example Street"),
        ("address", "12 Example Street, London"),
        ("city", "London"),
        ("country", "GB"),
        ("zip", "12345"),
        ("postcode", "12345"),
        ("currency", "EUR"),
        ("sku", "ABC-1234"),
        ("code", "ABC-1234"),
        ("isbn", "9780306406157"),
        ("colour", "#336699"),
        ("color", "#336699"),
        ("language", "en"),
        ("summary", "In one sentence."),
        ("description", "What there is to say about it."),
        ("content", "What there is to say."),
        ("body", "What there is to say."),
        ("bio", "Writes about engines."),
        ("comment", "Well said."),
        ("message", "See you at nine."),
        ("reason", "No longer needed."),
        ("notes", "Handle with care."),
        ("url", "https://example.com/a"),
        ("label", "Important"),
    ];

    private static readonly string[] s_patternCandidates =
    [
        "ABC-1234",
        "ABC-123",
        "AB-1234",
        "ABC1234",
        "ABC123",
        "AB12",
        "abc",
        "abc-def",
        "abc_def",
        "abcdef",
        "Abcdef",
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
        "9780306406157",
        "+441632960001",
        "#336699",
        "EUR",
        "en-GB",
        "2026-01-31",
        "13:45",
        "1.0.0",
        "ada@example.com",
        "https://example.com/a",
        "ada.lovelace",
        "Ada Lovelace",
        "ABCDEFGHJKLMNPRST",
    ];

    /// <summary>What people write in a field of this name.</summary>
    public static string Natural(string name)
    {
        var phrase = Conventions.Phrase(name);
        foreach (var (word, text) in s_known)
        {
            if (phrase == word || phrase.EndsWith(" " + word, StringComparison.Ordinal))
                return text;
        }

        return "Some " + phrase;
    }

    /// <summary>The first of the natural text and some usual shapes that has the pattern and the length; null when none has.</summary>
    public static string? Matching(string pattern, string natural, int least, int greatest) =>
        s_patternCandidates
            .Prepend(natural)
            .FirstOrDefault(text => text.Length >= least && text.Length <= greatest && Matches(text, pattern));

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, s_patternTimeout);
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
