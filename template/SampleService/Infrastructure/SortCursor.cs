using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SampleService.Infrastructure;

/// <summary>
/// The cursor of a list in an order that was asked for: the order, the value of the last row seen and its id. It holds nothing that its
/// holder has not seen.
/// </summary>
public static class SortCursor
{
    // More than the longest text that rows are sorted by takes.
    private const int MaxLength = 4000;

    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 2 };

    /// <summary>The cursor after a row.</summary>
    public static string Write(string sort, object? value, Guid id) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<object?[]>([sort, value, id], s_options));

    /// <summary>Reads a cursor of an order.</summary>
    public static bool TryRead<TValue>(string cursor, string sort, [MaybeNullWhen(false)] out TValue value, out Guid id)
    {
        (value, id) = (default, default);
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
            return false;
        try
        {
            var parts = JsonSerializer.Deserialize<JsonElement[]>(Base64Url.DecodeFromChars(cursor), s_options);
            if (parts is not [{ ValueKind: JsonValueKind.String } of, var last, var row] || of.GetString() != sort)
                return false;
            value = Stored(last.Deserialize<TValue>(s_options));
            return value is not null && row.TryGetGuid(out id);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    // As a database takes it: an instant in UTC, a text without its end in the middle.
    private static TValue? Stored<TValue>(TValue? value) =>
        value switch
        {
            DateTimeOffset at => (TValue)(object)at.ToUniversalTime(),
            string text when text.Contains('\0', StringComparison.Ordinal) => default,
            _ => value,
        };
}
