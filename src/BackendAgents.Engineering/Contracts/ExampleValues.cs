using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Contracts;

// Realistic values for documentation, the same each time, within the bounds of their field.
internal static class ExampleValues
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

    public static JsonNode? Of(Field field, HttpValue value, BlueprintIndex index)
    {
        if (field.Example is { Length: > 0 } given && ValueModel.Literal(given, field.Type) is { } literal)
            return literal;
        return field.Type switch
        {
            FieldType.Int or FieldType.Long or FieldType.Decimal or FieldType.Money or FieldType.Double => Number(field, value),
            FieldType.Bool => true,
            FieldType.Date => "2026-01-31",
            FieldType.Time => "13:45:00",
            FieldType.Timestamp => ValueModel.SampleTime,
            FieldType.Uuid => ValueModel.SampleId,
            FieldType.Enum => index.EnumById(field.Enum)?.Values is [var first, ..] ? first : null,
            FieldType.Json => new JsonObject { ["key"] = "value" },
            FieldType.Binary => Convert.ToBase64String(Encoding.ASCII.GetBytes("hello")[..Math.Clamp(field.MaxLength ?? 5, 0, 5)]),
            _ => Text(field, value),
        };
    }

    private static JsonNode? Text(Field field, HttpValue value)
    {
        var least = value.MinLength ?? 0;
        var greatest = value.MaxLength ?? int.MaxValue;
        var natural = field.Type switch
        {
            FieldType.Email => "ada@example.com",
            FieldType.Url => "https://example.com/a",
            _ => Natural(field.Name),
        };
        if (value.Pattern is { Length: > 0 } pattern)
            return new[] { natural }
                .Concat(s_patternCandidates)
                .FirstOrDefault(text => text.Length >= least && text.Length <= greatest && Matches(text, pattern));
        if (natural.Length < least)
            natural = field.Type is FieldType.Email ? natural.PadLeft(least, 'a') : natural.PadRight(least, 'x');
        if (natural.Length <= greatest)
            return natural;
        return field.Type is FieldType.Email or FieldType.Url ? null : natural[..greatest].TrimEnd().PadRight(least, 'x');
    }

    private static string Natural(string name)
    {
        var phrase = Conventions.Phrase(name);
        foreach (var (word, text) in s_known)
        {
            if (phrase == word || phrase.EndsWith(" " + word, StringComparison.Ordinal))
                return text;
        }

        return "Some " + phrase;
    }

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

    private static JsonValue? Number(Field field, HttpValue value)
    {
        var fraction = field.Type is FieldType.Money || (field.Type is FieldType.Decimal && (field.Scale ?? 2) >= 2);
        var wanted =
            fraction ? 19.99m
            : field.Type is FieldType.Double ? 1.5m
            : 3m;
        if (value.Minimum is { } least && wanted < least)
            wanted = least;
        if (value.Maximum is { } greatest && wanted > greatest)
            wanted = greatest;
        return field.Type is FieldType.Int or FieldType.Long ? JsonValue.Create((long)decimal.Ceiling(wanted))
            : field.Type is FieldType.Double ? JsonValue.Create((double)wanted)
            : JsonValue.Create(wanted);
    }
}
