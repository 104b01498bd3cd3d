using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Pipelines.GitHubActions;

/// <summary>Writes the workflow from the pipeline.</summary>
internal sealed class Workflow(Pipeline pipeline)
{
    private const string Host = "127.0.0.1";
    private const string OnMain = "github.ref == 'refs/heads/main'";

    public string Write()
    {
        var jobs = new YamlMap();
        foreach (var job in pipeline.Jobs)
            jobs.Add(job.Id, Job(job));
        return YamlText.Write(
            "Generated from backend.yaml; the steps of a workflow of your own stay beside it.",
            new YamlMap
            {
                { "name", "ci" },
                {
                    "on",
                    new YamlMap
                    {
                        {
                            "push",
                            new YamlMap { { "branches", YamlMap.List("main") } }
                        },
                        { "pull_request", new YamlMap() },
                    }
                },
                {
                    "permissions",
                    new YamlMap { { "contents", "read" } },
                    "Jobs read the code and nothing else."
                },
                {
                    "concurrency",
                    new YamlMap
                    {
                        { "group", "ci-${{ github.ref }}" },
                        { "cancel-in-progress", "${{ github.event_name == 'pull_request' }}" },
                    },
                    "A newer push of a pull request ends the run before; a deployment is never cut off."
                },
                { "jobs", jobs },
            }
        );
    }

    private static YamlMap Job(PipelineJob job) =>
        new()
        {
            { "if", job.OnMain ? OnMain : null },
            { "needs", job.Needs.Count > 0 ? job.Needs : null },
            { "runs-on", "ubuntu-24.04" },
            { "timeout-minutes", job.Minutes },
            {
                "environment",
                job.Id == Pipeline.Deploy ? "production" : null,
                "Whoever must agree is set in the environment's protection."
            },
            { "strategy", Strategy(job) },
            { "env", Environment(job) },
            { "services", Services(job) },
            { "steps", Steps(job) },
        };

    // One that fails doesn't cut off the others: each says what is wrong with it.
    private static YamlMap? Strategy(PipelineJob job) =>
        job.Rows.Count == 0
            ? null
            : new YamlMap
            {
                { "fail-fast", false },
                {
                    "matrix",
                    new YamlMap { { "include", job.Rows.Select(Row).ToArray() } }
                },
            };

    private static YamlMap Row(IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        var row = new YamlMap();
        foreach (var (name, value) in variables)
            row.Add(name.ToLowerInvariant(), value);
        return row;
    }

    private static YamlMap? Environment(PipelineJob job)
    {
        var environment = new YamlMap();
        foreach (var (name, _) in job.Rows.Count > 0 ? job.Rows[0] : [])
            environment.Add(name, $"${{{{ matrix.{name.ToLowerInvariant()} }}}}");
        foreach (var (name, value) in job.Connections(static _ => Host))
            environment.Add(name, value);
        if (job.OnMain)
            environment.Add(ServiceImage.TagVariable, "${{ github.sha }}");
        if (job.Id == Pipeline.Image)
            environment.Add(ServiceImage.SourceVariable, "${{ github.server_url }}/${{ github.repository }}");
        return environment.IsEmpty ? null : environment;
    }

    private static YamlMap? Services(PipelineJob job)
    {
        var services = new YamlMap();
        foreach (var resource in job.Resources)
            if (resource.Container is { Trial: { Script: null } trial } container)
                services.Add(resource.Name, Service(container, trial));
        return services.IsEmpty ? null : services;
    }

    private static YamlMap Service(Container container, TrialRun trial)
    {
        var environment = new YamlMap();
        foreach (var (name, value) in trial.EnvironmentAt(Host))
            environment.Add(name, value);
        var port = container.Port.ToString(CultureInfo.InvariantCulture);
        return new YamlMap
        {
            { "image", container.Image },
            { "env", environment.IsEmpty ? null : environment },
            { "ports", YamlMap.List($"{port}:{port}") },
            {
                "options",
                trial.HealthCheck.Count == 0
                    ? null
                    : $"--health-cmd \"{string.Join(' ', trial.HealthCheck)}\" --health-interval 5s --health-retries 20"
            },
        };
    }

    private static List<YamlMap> Steps(PipelineJob job)
    {
        List<YamlMap> steps =
        [
            new()
            {
                { "uses", Actions.Checkout },
                {
                    "with",
                    new YamlMap { { "persist-credentials", false } }
                },
            },
        ];
        if (!job.OnMain)
            steps.Add(
                new()
                {
                    { "uses", Actions.SetupDotNet },
                    {
                        "with",
                        new YamlMap { { "dotnet-version", "10.0.x" } }
                    },
                }
            );
        steps.AddRange(job.Resources.Where(static one => one.Container?.Trial?.Script is not null).Select(Started));
        steps.AddRange(job.Steps.Select(Step));
        return steps;
    }

    // A service of a job runs what its image says and nothing else.
    private static YamlMap Started(Resource resource)
    {
        var (container, trial) = (resource.Container!, resource.Container!.Trial!);
        var port = container.Port.ToString(CultureInfo.InvariantCulture);
        var ready = string.Join(' ', trial.HealthCheck);
        return Step(
            new CiStep(
                $"starts the {resource.Name}",
                $"""
                docker run --detach --name {resource.Name} --publish {port}:{port} --entrypoint sh {container.Image} \
                  -c '{trial.Script}'
                timeout 120 sh -c 'until docker exec {resource.Name} {ready}; do sleep 1; done'
                """
            )
        );
    }

    private static YamlMap Step(CiStep step)
    {
        var secrets = new YamlMap();
        foreach (var secret in step.Secrets)
            secrets.Add(secret, $"${{{{ secrets.{secret} }}}}");
        return new YamlMap
        {
            { "name", step.Title },
            { "env", secrets.IsEmpty ? null : secrets },
            { "run", step.Command },
        };
    }
}
