using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BackendAgents.Engineering.Checks;

namespace BackendAgents.Coordination.Views;

/// <summary>The JSON forms inside a view.</summary>
internal static class ViewJson
{
    // Relaxed: the text goes to a model inside a fence, never into HTML, and escapes cost tokens.
    private static readonly ViewJsonContext s_context = new(
        new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new JsonStringEnumConverter<TaskKind>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<Area>(JsonNamingPolicy.CamelCase),
                new JsonStringEnumConverter<Severity>(JsonNamingPolicy.CamelCase),
            },
        }
    );

    private static readonly JsonWriterOptions s_writerOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    // A task is written in every turn.
    private static readonly JsonEncodedText s_id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText s_kind = JsonEncodedText.Encode("kind");
    private static readonly JsonEncodedText s_round = JsonEncodedText.Encode("round");
    private static readonly JsonEncodedText s_role = JsonEncodedText.Encode("role");
    private static readonly JsonEncodedText s_areas = JsonEncodedText.Encode("areas");
    private static readonly JsonEncodedText s_text = JsonEncodedText.Encode("text");

    // Views are made for every turn of every run; each thread writes them into a buffer of its own.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? s_writer;

    /// <summary>The section of a task: one JSON object.</summary>
    public static ViewSection Section(TeamTask task)
    {
        var (buffer, json) = Begin();
        json.WriteStartObject();
        json.WriteString(s_id, task.Id);
        json.WriteString(s_kind, NameOf(task.Kind));
        json.WriteNumber(s_round, task.Round);
        json.WriteString(s_role, task.Role);
        json.WriteStartArray(s_areas);
        foreach (var area in task.Areas)
            json.WriteStringValue(NameOf(area));
        json.WriteEndArray();
        json.WriteString(s_text, task.Text);
        json.WriteEndObject();
        return End(ViewSections.Task, buffer, json);
    }

    /// <summary>The section of findings: one JSON object a line.</summary>
    public static ViewSection Section(IReadOnlyList<Finding> findings)
    {
        var (buffer, json) = Begin();
        for (var i = 0; i < findings.Count; i++)
        {
            if (i > 0)
            {
                json.Flush();
                buffer.Write("\n"u8);
                json.Reset();
            }

            Write(json, findings[i]);
        }

        return End(ViewSections.Findings, buffer, json);
    }

    // As ViewFinding is read.
    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("key"u8, finding.Key);
        json.WriteString("rule"u8, finding.Rule);
        json.WriteString("severity"u8, NameOf(finding.Severity));
        json.WriteString("location"u8, finding.Location.ToString());
        json.WriteString("message"u8, finding.Message);
        json.WriteString("remedy"u8, finding.Remedy);
        json.WriteBoolean("fixable"u8, finding.Fixable);
        json.WriteEndObject();
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Begin()
    {
        var buffer = s_buffer ??= new ArrayBufferWriter<byte>(1_024);
        var json = s_writer ??= new Utf8JsonWriter(buffer, s_writerOptions);
        buffer.ResetWrittenCount();
        json.Reset();
        return (buffer, json);
    }

    private static ViewSection End(string name, ArrayBufferWriter<byte> buffer, Utf8JsonWriter json)
    {
        json.Flush();
        var characters = ArrayPool<char>.Shared.Rent(buffer.WrittenCount);
        var length = Encoding.UTF8.GetChars(buffer.WrittenSpan, characters);
        var section = ViewSection.Create(name, "json", characters.AsSpan(0, length));
        ArrayPool<char>.Shared.Return(characters);
        if (buffer.Capacity > 64 * 1024)
            (s_buffer, s_writer) = (null, null);
        return section;
    }

    private static JsonEncodedText NameOf<T>(T value)
        where T : struct, Enum => Names<T>.Of[value];

    public static TeamTask? ReadTask(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, s_context.TeamTask);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static IReadOnlyList<ViewFinding> ReadFindings(string lines)
    {
        var findings = new List<ViewFinding>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                if (JsonSerializer.Deserialize(line, s_context.ViewFinding) is { } finding)
                    findings.Add(finding);
            }
            catch (JsonException)
            {
                // A line that was cut at the bound of the section; the findings before it still count.
            }
        }

        return findings;
    }
}

/// <summary>Names of an enumeration as they stand in JSON.</summary>
internal static class Names<T>
    where T : struct, Enum
{
    public static readonly FrozenDictionary<T, JsonEncodedText> Of = Enum.GetValues<T>()
        .ToFrozenDictionary(
            static value => value,
            static value => JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()))
        );
}

[JsonSerializable(typeof(TeamTask))]
[JsonSerializable(typeof(ViewFinding))]
internal sealed partial class ViewJsonContext : JsonSerializerContext;
