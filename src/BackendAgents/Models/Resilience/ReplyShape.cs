using System.Text.Json;

namespace BackendAgents.Models.Resilience;

/// <summary>Looks whether a whole reply is a chat completion at all, since the connectors fail on others in unhelpful ways.</summary>
internal static class ReplyShape
{
    /// <summary>True when the reply is a JSON object whose <c>choices</c> begin with an object. Reads no further than that.</summary>
    public static bool IsCompletion(ReadOnlySpan<byte> body)
    {
        try
        {
            Utf8JsonReader reader = new(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool choices = reader.ValueTextEquals("choices"u8);
                reader.Read();
                if (choices)
                    return reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.StartObject;
                reader.Skip();
            }

            return false;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
