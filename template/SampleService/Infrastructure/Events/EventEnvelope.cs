using System.Text.Json;
using System.Text.Json.Serialization;

namespace SampleService.Infrastructure;

/// <summary>An event on its way, as CloudEvents 1.0 writes it in JSON.</summary>
public sealed record EventEnvelope
{
    /// <summary>How what it tells is written: names in camel case, values of enums as the API writes them, nothing missing.</summary>
    public static JsonSerializerOptions Json { get; } =
        new(JsonSerializerOptions.Web)
        {
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
        };

    /// <summary>The version of CloudEvents.</summary>
    [JsonPropertyName("specversion")]
    public string SpecVersion { get; init; } = "1.0";

    /// <summary>Names the event; the same each time that it comes.</summary>
    public required Guid Id { get; init; }

    /// <summary>The service that announces it.</summary>
    public required string Source { get; init; }

    /// <summary>What kind of event, and in which version.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Id of the row that it tells of.</summary>
    public required string Subject { get; init; }

    /// <summary>Events with the same key come in their order.</summary>
    [JsonPropertyName("partitionkey")]
    public required string Key { get; init; }

    /// <summary>How the data is written.</summary>
    [JsonPropertyName("datacontenttype")]
    public string DataContentType { get; init; } = "application/json";

    /// <summary>What it tells.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>The event as bytes for a broker.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>The event in a message of a broker; null when it is none.</summary>
    public static EventEnvelope? Of(ReadOnlySpan<byte> message)
    {
        try
        {
            return JsonSerializer.Deserialize<EventEnvelope>(message, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
