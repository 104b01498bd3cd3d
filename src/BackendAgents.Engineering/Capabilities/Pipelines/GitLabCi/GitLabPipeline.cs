using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Pipelines.GitLabCi;

/// <summary>
/// Writes the pipeline in GitLab's words. Secrets are protected variables of the project, which GitLab hands to its jobs.
/// </summary>
internal sealed class GitLabPipeline(Pipeline pipeline)
{
    private const string SdkImage = "mcr.microsoft.com/dotnet/sdk:10.0";
    private const string DockerVersion = "28";
    private const string ToolsImage = "alpine/k8s:1.34.1";
    private const string OnMain = "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH";

    public string Write()
    {
        var root = new YamlMap
        {
            { "stages", pipeline.Jobs.Select(StageOf).Distinct().ToArray() },
            {
                "workflow",
                new YamlMap { { "rules", new[] { Rule("$CI_PIPELINE_SOURCE == \"merge_request_event\""), Rule(OnMain) } } },
                "One pipeline for a merge request, and one for what has landed."
            },
            {
                "default",
                new YamlMap { { "interruptible", true }, { "timeout", $"{PipelineJob.UsualMinutes} minutes" } }
            },
            {
                "variables",
                new YamlMap { { ServiceImage.TagVariable, "$CI_COMMIT_SHA" } }
            },
        };
        foreach (var job in pipeline.Jobs)
            root.Add(job.Id, Job(job));
        return YamlText.Write("Generated from backend.yaml; change that instead.", root);
    }

    private static YamlMap Job(PipelineJob job)
    {
        var variables = new YamlMap();
        foreach (var (name, value) in job.Connections(static resource => resource.Name))
            variables.Add(name, value);
        if (job.Id == Pipeline.Image)
        {
            variables.Add("DOCKER_TLS_CERTDIR", "/certs");
            variables.Add(ServiceImage.SourceVariable, "$CI_PROJECT_URL");
        }

        return new YamlMap
        {
            { "stage", StageOf(job) },
            { "needs", job.Needs.Count > 0 ? job.Needs : null },
            {
                "parallel",
                job.Rows.Count > 0
                    ? new YamlMap { { "matrix", job.Rows.Select(Row).ToArray() } }
                    : null
            },
            { "timeout", job.Minutes == PipelineJob.UsualMinutes ? null : $"{job.Minutes} minutes" },
            { "image", ImageOf(job) },
            { "services", Services(job) },
            { "variables", variables.IsEmpty ? null : variables },
            { "rules", job.OnMain ? new[] { Rule(OnMain, job.Id == Pipeline.Deploy ? "manual" : null) } : null },
            {
                "environment",
                job.Id == Pipeline.Deploy
                    ? new YamlMap { { "name", "production" } }
                    : null
            },
            { "resource_group", job.Id == Pipeline.Deploy ? "production" : null },
            { "interruptible", job.Id == Pipeline.Deploy ? false : null },
            {
                "before_script",
                job.Id == Pipeline.Scan ? YamlMap.List("git config --global --add safe.directory \"$CI_PROJECT_DIR\"") : null
            },
            { "script", job.Steps.Select(static step => $"# {step.Title}\n{step.Command}").ToArray() },
        };
    }

    private static YamlMap Row(IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        var row = new YamlMap();
        foreach (var (name, value) in variables)
            row.Add(name, value);
        return row;
    }

    private static string StageOf(PipelineJob job) => job.OnMain ? job.Id : Pipeline.Test;

    private static string ImageOf(PipelineJob job) =>
        job.Id switch
        {
            Pipeline.Image => $"docker:{DockerVersion}",
            Pipeline.Deploy => ToolsImage,
            _ => SdkImage,
        };

    private static List<YamlMap>? Services(PipelineJob job)
    {
        if (job.Id == Pipeline.Image)
            return [new() { { "name", $"docker:{DockerVersion}-dind" } }];
        return job.Resources.Count == 0 ? null : [.. job.Resources.Select(Service)];
    }

    private static YamlMap Service(Resource resource)
    {
        var environment = new YamlMap();
        foreach (var (name, value) in resource.Container?.Trial?.EnvironmentAt(resource.Name) ?? [])
            environment.Add(name, value);
        return new()
        {
            { "name", resource.Container!.Image },
            { "alias", resource.Name },
            { "entrypoint", resource.Container.Trial?.Script is { } script ? YamlMap.List("sh", "-c", script) : null },
            { "variables", environment.IsEmpty ? null : environment },
        };
    }

    private static YamlMap Rule(string condition, string? when = null) => new() { { "if", condition }, { "when", when } };
}
