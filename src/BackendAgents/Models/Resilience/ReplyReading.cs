using System.Text.Json;

namespace BackendAgents.Models.Resilience;

/// <summary>
/// Reads what a whole reply says about itself, and nothing of what it says. Takes any reply; what is not as it should be is left out.
/// </summary>
internal static class ReplyReading
{
    /// <summary>A longer reply is not read.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int MaxText = 200;
    private const int MaxReasons = 16;

    public static ModelReply Read(ReadOnlySpan<byte> body)
    {
        ModelReply reply = default;
        try
        {
            Utf8JsonReader reader = new(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return reply;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (Next(ref reader, "id"u8))
                    reply = reply with { Id = Text(ref reader) };
                else if (Next(ref reader, "model"u8))
                    reply = reply with { Model = Text(ref reader) };
                else if (Next(ref reader, "usage"u8))
                    reply = Usage(ref reader, reply);
                else if (Next(ref reader, "choices"u8))
                    reply = reply with { FinishReasons = Reasons(ref reader) };
                else
                    Pass(ref reader);
            }
        }
        catch (JsonException)
        {
            // The rest of the reply is unreadable. What was read before it is kept.
        }

        return reply;
    }

    private static ModelReply Usage(ref Utf8JsonReader reader, ModelReply reply)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return reply;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Next(ref reader, "prompt_tokens"u8))
                reply = reply with { InputTokens = Count(ref reader) };
            else if (Next(ref reader, "completion_tokens"u8))
                reply = reply with { OutputTokens = Count(ref reader) };
            else
                Pass(ref reader);
        }

        return reply;
    }

    private static List<string>? Reasons(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        List<string> reasons = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (!Next(ref reader, "finish_reason"u8))
                    Pass(ref reader);
                else if (Text(ref reader) is { } reason && reasons.Count < MaxReasons)
                    reasons.Add(reason);
            }
        }

        return reasons;
    }

    // Moves on to the value of a property of this name.
    private static bool Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    private static void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= MaxText)
        {
            try
            {
                return reader.GetString();
            }
            catch (InvalidOperationException)
            {
                // These bytes are no text in any encoding.
                return null;
            }
        }

        reader.Skip();
        return null;
    }

    private static long? Count(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long count) && count >= 0)
            return count;
        reader.Skip();
        return null;
    }
}
