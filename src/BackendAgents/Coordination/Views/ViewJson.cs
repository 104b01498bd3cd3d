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
    private static readonly ViewJsonContext Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter<TaskKind>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<Area>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<Severity>(JsonNamingPolicy.CamelCase),
        },
    });

    public static string Write(TeamTask task) => JsonSerializer.Serialize(task, Context.TeamTask);

    public static string Write(ViewFinding finding) => JsonSerializer.Serialize(finding, Context.ViewFinding);

    public static string Write(IEnumerable<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            if (text.Length > 0)
                text.Append('\n');
            text.Append(Write(ViewFinding.Of(finding)));
        }

        return text.ToString();
    }

    public static TeamTask? ReadTask(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Context.TeamTask);
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
                if (JsonSerializer.Deserialize(line, Context.ViewFinding) is { } finding)
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

[JsonSerializable(typeof(TeamTask))]
[JsonSerializable(typeof(ViewFinding))]
internal sealed partial class ViewJsonContext : JsonSerializerContext;
