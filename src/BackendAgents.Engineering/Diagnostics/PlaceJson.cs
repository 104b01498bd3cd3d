using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackendAgents.Engineering.Diagnostics;

/// <summary>A place in JSON is its written form.</summary>
internal sealed class PlaceJson : JsonConverter<Place>
{
    /// <inheritdoc />
    public override Place Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Place.Parse(reader.GetString() ?? "");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Place value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
