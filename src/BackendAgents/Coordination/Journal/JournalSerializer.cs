using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BackendAgents.Coordination.Journal;

/// <summary>How records are written as JSON.</summary>
internal static class JournalSerializer
{
    // The journal is never shown as HTML, so the relaxed encoder is safe and saves bytes.
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static readonly JsonTypeInfo<JournalRecord> Record = JournalJson.Default.JournalRecord;
}
