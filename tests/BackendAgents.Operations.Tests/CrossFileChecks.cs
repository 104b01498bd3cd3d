using System.Text.RegularExpressions;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Operations.Tests;

/// <summary>What the files of operations name, one of some plans defines, and what these define is used.</summary>
/// <param name="plans">The plan of a service; or those of a gateway and its services.</param>
/// <param name="files">The files, by their paths.</param>
/// <param name="seed">What the blueprint was made from.</param>
internal sealed partial class CrossFileChecks(IReadOnlyList<ServicePlan> plans, IReadOnlyDictionary<string, string> files, int seed)
{
    private static readonly string[] s_framework =
    [
        "ASPNETCORE_ENVIRONMENT",
        "ASPNETCORE_HTTP_PORTS",
        "ASPNETCORE_FORWARDEDHEADERS_ENABLED",
    ];

    private static readonly string[] s_tools = ["mcr.microsoft.com/dotnet/sdk:10.0", "docker:28", "alpine/k8s:1.34.1"];

    /// <summary>All files in one.</summary>
    public string All { get; } = string.Join('\n', files.Values);

    /// <summary>What Prometheus and Grafana read, in one.</summary>
    public string Watching { get; } =
        string.Join('\n', files.Where(static file => file.Key.StartsWith("monitoring/")).Select(static file => file.Value));

    /// <summary>Whether a file belongs to operations wherever it is delivered.</summary>
    public static bool IsOfOperations(string path) =>
        path is "Dockerfile" or "compose.yaml" or ".gitlab-ci.yml" or "secrets/create.sh"
        || path.StartsWith("monitoring/", StringComparison.Ordinal)
        || path.StartsWith(".github/", StringComparison.Ordinal);

    public void Ports()
    {
        var known = plans
            .SelectMany(static plan =>
                plan.InnerPorts.Select(static port => port.Number)
                    .Concat(
                        plan.Resources.Where(static resource => resource.Container is not null)
                            .Select(static resource => resource.Container!.Port)
                    )
                    .Concat(plan.OutsideCalls.Select(static call => call.Port))
                    .Append(plan.Port)
            )
            .Select(static port => port.ToString(null, null))
            .ToHashSet();
        foreach (var (path, content) in files)
        foreach (Match match in Port().Matches(content))
            Assert.That(
                known.Contains(match.Groups[1].Value) || match.Groups[1].Value is "53" or "80",
                Is.True,
                $"{seed} {path}: {match.Value}"
            );
        foreach (var port in known)
            Assert.That(files.Values, Has.Some.Contains(port), $"{seed}: port {port} is defined and used nowhere");
    }

    public void Settings()
    {
        var known = plans
            .SelectMany(static plan => plan.Settings)
            .Select(static setting => setting.Variable)
            .Concat(s_framework)
            .ToHashSet();
        foreach (Match match in Variable().Matches(All))
            Assert.That(known, Does.Contain(match.Value), $"{seed}: no such setting");
    }

    public void Images()
    {
        var known = plans
            .SelectMany(static plan =>
                plan.Resources.Select(static resource => resource.Container?.Image)
                    .Append(ServiceImage.Name(plan))
                    .Concat(plan.Jobs.Select(job => job.Image(plan)))
            )
            .Concat(s_tools)
            .ToHashSet();
        // What a chart's user sets is a template; Helm's own test renders it.
        foreach (var match in Image().Matches(All).Where(static match => match.Groups[1].Value != "{{"))
            Assert.That(known, Does.Contain(match.Groups[1].Value), $"{seed}: nobody's image");
        foreach (var plan in plans)
            Assert.That(All, Does.Contain(ServiceImage.Repository(plan)), $"{seed}");
    }

    public void Metrics()
    {
        var known = plans
            .SelectMany(static plan => plan.Metrics)
            .Select(static metric => metric.Name.Replace('.', '_'))
            .Distinct()
            .ToList();
        foreach (var metric in known)
            Assert.That(Watching, Does.Contain(metric), $"{seed}: {metric} is measured and never looked at");
        foreach (Match match in Series().Matches(Watching))
            Assert.That(known.Exists(name => match.Value.StartsWith(name, StringComparison.Ordinal)), Is.True, $"{seed}: {match.Value}");
    }

    [GeneratedRegex("\\b(?:containerPort|targetPort|port): \"?([0-9]+)")]
    private static partial Regex Port();

    [GeneratedRegex(@"\b(?:[A-Z][A-Za-z]+(?:__[A-Za-z0-9]+)+|ASPNETCORE_[A-Z_]+)\b")]
    private static partial Regex Variable();

    [GeneratedRegex("image: \"?([^\"\\s]+)")]
    private static partial Regex Image();

    [GeneratedRegex(@"\b(?:http_server|dotnet|service)_[a-z_]+")]
    private static partial Regex Series();
}
