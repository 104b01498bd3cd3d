using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.SemanticKernel;

namespace BackendAgents.Coordination.Journal;

/// <summary>Arguments and results of tools as text that is the same whenever they are.</summary>
internal static class CanonicalJson
{
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Arguments, sorted by name. A value that JSON cannot carry is written as its text.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, object?>>? arguments)
    {
        if (arguments is null)
            return "{}";
        var sorted = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
            sorted[name] = Element(value);
        return JsonSerializer.Serialize(sorted, s_options);
    }

    public static KernelArguments Read(string json)
    {
        var arguments = new KernelArguments();
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json) ?? [])
            arguments[name] = value.ValueKind == JsonValueKind.String ? value.GetString() : value;
        return arguments;
    }

    /// <summary>A result as the model is told it.</summary>
    public static string Text(object? result) =>
        result switch
        {
            null => "",
            string text => text,
            JsonElement { ValueKind: JsonValueKind.String } element => StringOf(element),
            ChatMessageContent message => message.ToString(),
            _ => Element(result).GetRawText(),
        };

    private static JsonElement Element(object? value)
    {
        try
        {
            return JsonSerializer.SerializeToElement(value, s_options);
        }
        catch (Exception error) when (error is NotSupportedException or JsonException or InvalidOperationException)
        {
            return JsonSerializer.SerializeToElement(value is JsonElement element ? element.GetRawText() : value?.ToString(), s_options);
        }
    }

    // An escape in JSON may be half of a surrogate pair. That is no valid text, so the escape is kept as written.
    private static string StringOf(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText();
        }
    }
}
