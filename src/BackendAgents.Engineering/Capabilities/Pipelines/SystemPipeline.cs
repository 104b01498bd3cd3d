using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Pipelines;

/// <summary>
/// The pipeline of several services: each is tested, tried on the servers of production and built by itself, side by side; then all of them
/// through the gateway; and they are rolled out together.
/// </summary>
internal static class SystemPipeline
{
    private const string Service = "SERVICE";
    private const string Project = "PROJECT";
    private const string Image = "IMAGE";
    private const string Folder = "FOLDER";

    /// <summary>The pipeline.</summary>
    /// <param name="gateway">The plan of the gateway.</param>
    /// <param name="services">The plans of the services.</param>
    /// <param name="rollout">How they are rolled out; nothing where they go nowhere.</param>
    public static Pipeline Of(ServicePlan gateway, IReadOnlyList<ServicePlan> services, IReadOnlyList<CiStep> rollout)
    {
        IReadOnlyList<KeyValuePair<string, string>>[] each =
        [
            .. services.Select(static plan => Row((Service, plan.Blueprint.Part!.Name), (Project, plan.ProjectName))),
        ];
        var solution = $"services/\"${Service}\"/\"${Project}\".slnx";
        var resources = services
            .SelectMany(static plan => plan.Resources)
            .Where(static resource => resource.Container?.Trial is not null)
            .DistinctBy(static resource => resource.Name)
            .ToList();
        List<PipelineJob> jobs =
        [
            new(
                Pipeline.Test,
                [
                    new CiStep("compiles without a warning", $"dotnet build {solution}"),
                    new CiStep("passes its tests", $"dotnet test {solution}"),
                ]
            )
            {
                Rows = each,
            },
            new(Pipeline.Whole, [new CiStep("passes the tests of all services, through the gateway", Whole(gateway))]),
            new(
                Pipeline.Scan,
                Pipeline.Scans(
                    gateway,
                    [$"src/{gateway.ProjectName}", .. services.Select(static plan => $"{FolderOf(plan)}src/{plan.ProjectName}")]
                )
            ),
        ];
        if (resources.Count > 0)
            jobs.Add(
                new PipelineJob(Pipeline.Integration, Pipeline.OnServers($"services/\"${Service}\"/src/\"${Project}\"", solution))
                {
                    Rows = each,
                    Resources = resources,
                }
            );
        jobs.Add(
            new PipelineJob(
                Pipeline.Image,
                Pipeline.Images(gateway, [Pipeline.Build(ServiceImage.Repository(gateway, $"\"${Image}\""), $"\"${Folder}\"")])
            )
            {
                Needs = [.. jobs.Select(static job => job.Id)],
                Rows = [Row((Image, ServiceImage.Name(gateway)), (Folder, ".")), .. services.SelectMany(Images)],
            }
        );
        if (rollout.Count > 0)
            jobs.Add(
                new PipelineJob(Pipeline.Deploy, rollout) { Needs = [Pipeline.Image], Minutes = PipelineJob.Deployment(services.Count) }
            );
        return new Pipeline(gateway, jobs);
    }

    private static string Whole(ServicePlan gateway) => $"dotnet test tests/{gateway.ProjectName}.Tests";

    private static IEnumerable<IReadOnlyList<KeyValuePair<string, string>>> Images(ServicePlan plan) =>
        plan
            .Jobs.Select(job => Row((Image, job.Image(plan)), (Folder, FolderOf(plan) + job.Folder)))
            .Prepend(Row((Image, ServiceImage.Name(plan)), (Folder, FolderOf(plan).TrimEnd('/'))));

    private static string FolderOf(ServicePlan plan) => $"{Release.ServicesFolder}{plan.Blueprint.Part!.Name}/";

    private static IReadOnlyList<KeyValuePair<string, string>> Row(params (string Name, string Value)[] variables) =>
        [.. variables.Select(static variable => KeyValuePair.Create(variable.Name, variable.Value))];
}
