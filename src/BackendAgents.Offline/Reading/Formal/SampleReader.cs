using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Reading.Formal.Sql;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>Reads blocks of code: JSON samples and table definitions give fields, everything else is kept as unread.</summary>
internal static partial class SampleReader
{
    private const int MaxFields = 200;

    /// <summary>The parts that a block gives, each with its text.</summary>
    /// <param name="code">The block.</param>
    /// <param name="before">The line before it, which says of what an object without a name is a sample; null where there is none.</param>
    /// <param name="script">What the text says of tables; null where it defines none.</param>
    public static IEnumerable<(string Text, FormalPart Part)> Read(string code, string? before, SqlScript? script)
    {
        var text = code.Trim();
        if (text.Length == 0)
            return [];
        if (script is not null && SqlText.IsScript(text))
            return SqlReader.Read(text, script);
        if (text[0] is '{' or '[')
        {
            try
            {
                using var document = JsonDocument.Parse(
                    text,
                    new JsonDocumentOptions
                    {
                        AllowTrailingCommas = true,
                        CommentHandling = JsonCommentHandling.Skip,
                        MaxDepth = 16,
                    }
                );
                return Json(document.RootElement, null).Select(part => Owned(part, Shown(before))).Take(MaxFields).ToList();
            }
            catch (JsonException)
            {
                // An excerpt that is no JSON by itself is code like any other.
            }
        }

        return Calls(text) is { Count: > 0 } calls
            ? calls
            : [(OneLine(text), new UnreadPart("It is a sample of code or of calls, which is not read."))];
    }

    // A block of methods and paths alone names endpoints; one that calls '/members/42' is a sample.
    private static List<(string, FormalPart)> Calls(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var calls = lines.Select(EndpointLine.Read).ToList();
        return calls.TrueForAll(static found => found is [{ Part: var part }] && !part.Path.Split('/', '=').Any(IsValue))
            ? calls.ConvertAll(static found => (found[0].Text, (FormalPart)found[0].Part))
            : [];
    }

    private static bool IsValue(string segment) => segment.Length > 0 && char.IsAsciiDigit(segment[0]);

    // 'The buoys send this:' does not say that it is a buoy.
    private static string? Shown(string? before) =>
        before is null ? null
        : Posted(before) is { } posted ? posted
        : Lead().Match(before.Trim(' ', '#', '*')) is { Success: true } lead
        && FieldOwner.Noun(lead.Groups["noun"].Value) is { } noun
        && RowNouns.Are(noun)
            ? noun
        : null;

    // 'POST /api/pastes' with what is posted below it.
    private static string? Posted(string before) =>
        EndpointLine.Read(before) is [{ Part: { Method: "POST" or "PUT" } endpoint }]
        && endpoint.Path.Split('/').LastOrDefault(static part => part.Length > 0 && part[0] != '{') is { } last
        && !Vocabulary.Instance.Singular(last.ToLowerInvariant()).Equals(last, StringComparison.OrdinalIgnoreCase)
        && FieldOwner.Noun(last) is { } noun
        && RowNouns.Are(noun)
            ? noun
            : null;

    private static (string, FormalPart) Owned((string Text, FormalPart Part) part, string? owner) =>
        part.Part is not FieldPart { Owner: null } field ? part
        : owner is null ? (part.Text, new UnreadPart("It is a sample, and nothing says of which thing."))
        : (part.Text, field with { Owner = owner });

    [GeneratedRegex(
        @"^(?:(?:an?|each|every|one|the|our) )?(?<noun>[\w-]+(?: [\w-]+){0,2}?)(?: (?:looks?|is|comes?) like (?:this|that|so)"
            + @"|(?: as| in)? json|(?: json)? (?:object|example|sample|record|document|payload))*:?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Lead();

    private static IEnumerable<(string, FormalPart)> Json(JsonElement element, string? owner)
    {
        if (element.ValueKind == JsonValueKind.Array)
            element = element.EnumerateArray().FirstOrDefault();
        if (element.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var property in element.EnumerateObject())
        {
            var text = OneLine($"{property.Name}: {property.Value.GetRawText()}");
            if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                // 'body' and 'data' are around what is shown, and nothing by themselves.
                var isAround = Vocabulary.Instance.Envelopes.Contains(Vocabulary.Instance.Singular(property.Name.ToLowerInvariant()));
                var name = isAround ? null : FieldOwner.Noun(property.Name);
                var inner = Json(property.Value, name).ToList();
                if (owner is null && inner.Count > 0 && (isAround || name is not null))
                {
                    foreach (var part in inner)
                        yield return part;
                }
                else
                {
                    yield return (text, new UnreadPart("A value within a value has no place in a field."));
                }

                continue;
            }

            yield return FieldLine.Words(property.Name) is { } words
                ? (text, new FieldPart(owner, words) { Detail = FieldDetail.None with { Type = TypeOf(property.Value) } })
                : (text, new UnreadPart("Its name is none that a field can have."));
        }
    }

    private static FieldType? TypeOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => FieldType.Bool,
            JsonValueKind.Number => value.TryGetInt32(out _) ? FieldType.Int : FieldType.Decimal,
            JsonValueKind.String
                when DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) =>
                FieldType.Date,
            JsonValueKind.String when value.TryGetDateTimeOffset(out _) => FieldType.Timestamp,
            _ => null,
        };

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
