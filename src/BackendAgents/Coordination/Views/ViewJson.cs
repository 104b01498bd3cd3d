using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Views;

/// <summary>The JSON forms inside a view.</summary>
internal static class ViewJson
{
    // The text goes to a model, never into HTML, and escapes cost tokens. So the relaxed encoder is used.
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

    /// <summary>The section of a task: one JSON object.</summary>
    public static ViewSection Section(TeamTask task) => new(ViewSections.Task, "json", JsonSerializer.Serialize(task, s_context.TeamTask));

    /// <summary>The section of findings: one JSON object a line.</summary>
    public static ViewSection Section(IReadOnlyList<Diagnostic> findings) =>
        new(ViewSections.Findings, "json", string.Join('\n', findings.Select(Line)));

    // Findings carry the key by which calls such as 'fix' name them, but no area, because the view already says whose it is.
    private static string Line(Diagnostic finding)
    {
        var shown = JsonSerializer.SerializeToNode(finding, s_context.Diagnostic)!.AsObject();
        shown.Remove("area");
        shown.Insert(0, "key", finding.Key);
        return shown.ToJsonString(s_context.Options);
    }

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

    public static IReadOnlyList<Diagnostic> ReadFindings(string lines)
    {
        var findings = new List<Diagnostic>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                if (JsonSerializer.Deserialize(line, s_context.Diagnostic) is { } finding)
                    findings.Add(finding);
            }
            catch (JsonException)
            {
                // The section's bound cut this line. The findings before it still count.
            }
        }

        return findings;
    }
}

[JsonSerializable(typeof(TeamTask))]
[JsonSerializable(typeof(Diagnostic))]
internal sealed partial class ViewJsonContext : JsonSerializerContext;
