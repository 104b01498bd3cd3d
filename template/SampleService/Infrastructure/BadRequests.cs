using System.Text.Json;
using System.Text.RegularExpressions;

namespace SampleService.Infrastructure;

/// <summary>Says of a request that can't be read which member is wrong, by its path in the body, and why.</summary>
internal static partial class BadRequests
{
    private const string WholeBody = "$";

    /// <summary>What is wrong, as validation would say it; null when that can't be told.</summary>
    /// <param name="problem">What reading the request ended with.</param>
    /// <param name="body">The type that the endpoint reads; null when it reads no body.</param>
    /// <param name="options">How bodies are read.</param>
    public static Validation? Explain(BadHttpRequestException problem, Type? body, JsonSerializerOptions options)
    {
        if (body is null)
            return null;
        var errors = new Validation();
        return problem switch
        {
            { StatusCode: StatusCodes.Status415UnsupportedMediaType } => errors.Add("Content-Type", "must be application/json"),
            { InnerException: JsonException wrong } => errors.Add(Name(wrong.Path), Reason(wrong, body, options)),
            { InnerException: null, StatusCode: StatusCodes.Status400BadRequest } => errors.Add(WholeBody, "is required"),
            _ => null,
        };
    }

    // $.items[2].name is items[2].name to callers.
    private static string Name(string? path) =>
        path is null ? WholeBody
        : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..]
        : path;

    private static string Reason(JsonException wrong, Type body, JsonSerializerOptions options) =>
        // The reader's own exception stands inside when the text is no JSON; otherwise a value is of another type.
        wrong.InnerException is JsonException
            ? $"is not valid JSON (line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1})"
        : TypeAt(wrong.Path ?? WholeBody, body, options) is { } type ? "must be " + Expected.Of(type)
        : "has a value of another type";

    private static Type? TypeAt(string path, Type body, JsonSerializerOptions options)
    {
        var type = body;
        foreach (Match step in Steps().Matches(path))
        {
            var info = options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
            var next = step.Groups["name"] is { Success: true, Value: var name }
                ? info.Properties.FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.PropertyType
                : info.ElementType;
            if (next is null)
                return null;
            type = next;
        }

        return type;
    }

    [GeneratedRegex(@"\.(?<name>\w+)|\['(?<name>[^']*)'\]|\[\d+\]")]
    private static partial Regex Steps();
}
