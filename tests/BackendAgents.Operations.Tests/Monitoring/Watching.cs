using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Verification;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Operations.Tests.Monitoring;

/// <summary>What is delivered to watch a service with, and its logs.</summary>
internal static partial class Watching
{
    /// <summary>The names of values that rules record.</summary>
    public static IEnumerable<string> Recorded(Operated delivery) =>
        Rules(delivery).Where(static rule => rule.Children.ContainsKey("record")).Select(static rule => rule["record"].ToString());

    /// <summary>The expressions of the panels of its dashboard.</summary>
    public static IEnumerable<string> Panels(Operated delivery) =>
        JsonNode.Parse(delivery.Read($"monitoring/grafana/dashboards/{delivery.Blueprint.Service.Name}.json"))!["panels"]!
            .AsArray()
            .SelectMany(static panel => panel!["targets"]!.AsArray())
            .Select(static target => (string)target!["expr"]!);

    /// <summary>
    /// The expressions of alerts, by their names, as they give an answer on a day on which nothing is wrong, too: zero where it is not so,
    /// and nothing where what is compared is not there.
    /// </summary>
    public static IEnumerable<(string Alert, string Expression)> Alerts(Operated delivery) =>
        Rules(delivery)
            .Where(static rule => rule.Children.ContainsKey("alert"))
            .Select(static rule => (rule["alert"].ToString(), Always(rule["expr"].ToString())));

    /// <summary>The service itself, which migrates a new database and ends; its lines are read back.</summary>
    /// <returns>How many lines were read.</returns>
    public static async Task<int> LogsAreEcsAsync(Operated delivery)
    {
        var name = Conventions.Pascal(delivery.Blueprint.Service.Name);
        var run = await ProcessRunner.RunAsync(
            new ProcessRequest("dotnet", $"bin/Debug/net10.0/{name}.dll", "--migrate")
            {
                WorkingDirectory = Path.Combine(delivery.Folder, "src", name),
                Environment = new Dictionary<string, string?>
                {
                    ["ASPNETCORE_ENVIRONMENT"] = "Development",
                    ["ConnectionStrings__Database"] = $"Data Source={Path.Combine(delivery.Folder, "logged.db")}",
                    ["Logging__Console__FormatterName"] = "ecs",
                },
            },
            CancellationToken.None
        );
        Assert.That(run.Succeeded, Is.True, run.Text);
        var mapped = JsonNode.Parse(delivery.Read("monitoring/elk/index-template.json"))!["template"]!["mappings"]![
            "properties"
        ]!.AsObject();
        var lines = run
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonNode.Parse(line)!.AsObject())
            .ToList();
        Assert.That(lines, Is.Not.Empty);
        foreach (var line in lines)
        {
            Assert.That((string?)line["service.name"], Is.EqualTo(delivery.Blueprint.Service.Name));
            Assert.That((string?)line["log.level"], Is.AnyOf("info", "warn"));
            Assert.That(
                line.Select(static field => field.Key),
                Is.SubsetOf(mapped.Select(static field => field.Key)),
                "nothing that no mapping knows"
            );
        }

        return lines.Count;
    }

    private static string Always(string expression) =>
        Comparison().Replace(expression, " $1 bool ").Replace("absent(", "(", StringComparison.Ordinal);

    private static IEnumerable<YamlMappingNode> Rules(Operated delivery)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(delivery.Read("monitoring/prometheus/rules.yml")));
        return ((YamlSequenceNode)stream.Documents[0].RootNode["groups"])
            .SelectMany(static group => (YamlSequenceNode)group["rules"])
            .Cast<YamlMappingNode>();
    }

    [GeneratedRegex(" (<=?|>=?|==|!=) ")]
    private static partial Regex Comparison();
}
