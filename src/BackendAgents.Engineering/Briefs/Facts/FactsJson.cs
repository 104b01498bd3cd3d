using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BackendAgents.Engineering.Briefs.Facts;

/// <summary>Writes facts as JSON.</summary>
internal static class FactsJson
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        NewLine = "\n",
        // Read by people and models, never as part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<Type, FactForm> s_forms = FactForms.All.ToDictionary(static form => form.Type);

    public static string Write(IReadOnlyList<FactSentence> sentences, IReadOnlyList<Fact> facts, bool plain)
    {
        var said = facts.ToLookup(static fact => fact.Sentence);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            if (plain)
                json.WriteBoolean("plain", true);
            json.WriteStartArray("sentences");
            foreach (var sentence in sentences)
            {
                json.WriteStartObject();
                json.WriteString("text", sentence.Text);
                if (sentence.IsHeading)
                    json.WriteBoolean("heading", true);
                json.WriteStartArray("says");
                foreach (var fact in said[sentence.Number])
                    Write(json, fact);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Fact fact)
    {
        var form = s_forms[fact.GetType()];
        json.WriteStartObject();
        json.WriteString("kind", form.Kind);
        foreach (var (key, value) in form.Write(fact))
        {
            switch (value)
            {
                case string text:
                    json.WriteString(key, text);
                    break;
                case int number:
                    json.WriteNumber(key, number);
                    break;
                case decimal number:
                    json.WriteNumber(key, number);
                    break;
                // Whether a value is required is said, or not; other flags are false where they are left out.
                case bool flag when flag || (key == "required" && fact is HasFact or BoundsFact):
                    json.WriteBoolean(key, flag);
                    break;
                case IReadOnlyList<string> { Count: > 0 } texts:
                    json.WriteStartArray(key);
                    foreach (var text in texts)
                        json.WriteStringValue(text);
                    json.WriteEndArray();
                    break;
            }
        }

        json.WriteEndObject();
    }
}
