using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Pipelines;

/// <summary>The jobs of a pipeline in no product's words: what GitHub and GitLab run is the same.</summary>
internal sealed class Pipeline
{
    /// <summary>Job on every change, on SQLite.</summary>
    public const string Test = "test";

    /// <summary>Job on every change, on the servers of production: its database, its cache, its broker.</summary>
    public const string Integration = "integration";

    /// <summary>Job on every change that looks for known holes and secrets.</summary>
    public const string Scan = "scan";

    /// <summary>Job of the main branch that builds and pushes the image.</summary>
    /// <remarks>GitLab takes a job by the name <c>image</c> for the image that all jobs run in.</remarks>
    public const string Image = "publish";

    /// <summary>Job of the main branch that a person lets run.</summary>
    public const string Deploy = "deploy";

    /// <summary>Job on every change that runs the tests of several services together, through their gateway.</summary>
    public const string Whole = "whole";

    /// <summary>A pipeline of some jobs.</summary>
    /// <param name="plan">What the system is made of.</param>
    /// <param name="jobs">The jobs, in the order in which they can run.</param>
    public Pipeline(ServicePlan plan, IReadOnlyList<PipelineJob> jobs) => (Plan, Jobs) = (plan, jobs);

    /// <summary>What the system is made of.</summary>
    public ServicePlan Plan { get; }

    /// <summary>The jobs, in the order in which they can run.</summary>
    public IReadOnlyList<PipelineJob> Jobs { get; }

    /// <summary>The pipeline of a delivery.</summary>
    public static Pipeline Of(Delivery delivery)
    {
        var plan = delivery.Plan;
        var resources = plan.Resources.Where(static known => known.Container?.Trial is not null).ToList();
        List<PipelineJob> jobs = [new(Test, Tests(delivery)), new(Scan, Scans(plan, $"src/{plan.ProjectName}"))];
        if (resources.Count > 0)
            jobs.Add(new PipelineJob(Integration, OnServers(plan)) { Resources = resources });
        jobs.Add(new PipelineJob(Image, Images(plan)) { Needs = [.. jobs.Select(static job => job.Id)] });
        var rollout = delivery.Steps.Where(static step => step.Stage != CiStage.Test).ToList();
        if (rollout.Count > 0)
            jobs.Add(new PipelineJob(Deploy, rollout) { Needs = [Image], Minutes = PipelineJob.Deployment(1) });
        return new Pipeline(plan, jobs);
    }

    private static IReadOnlyList<CiStep> Tests(Delivery delivery) => [.. delivery.Steps.Where(static step => step.Stage == CiStage.Test)];

    /// <summary>What is looked for in the code of some projects of a solution.</summary>
    public static IReadOnlyList<CiStep> Scans(ServicePlan plan, params string[] projects) =>
        [
            new(
                "uses no package with a known hole",
                $"dotnet restore {plan.ProjectName}.slnx -p:NuGetAuditMode=all -warnaserror:NU1902,NU1903,NU1904"
            ),
            new(
                "passes the compiler's security rules",
                string.Join(
                    '\n',
                    projects.Select(static project => $"dotnet build {project} --no-incremental -p:AnalysisModeSecurity=All -warnaserror")
                )
            ),
            // What looks like a secret at the beginning of a line of configuration, or is a private key.
            new(
                "holds no secret",
                """
                if git grep --line-number --extended-regexp \
                  -e '-----BEGIN [A-Z ]*PRIVATE KEY-----' -e '(AKIA|ghp_|glpat-|xox[bp]-)[0-9A-Za-z_-]{16,}'; then
                  echo 'That looks like a secret: take it out, and make a new one.' >&2
                  exit 1
                fi
                """
            ),
        ];

    private static IReadOnlyList<CiStep> OnServers(ServicePlan plan) => OnServers($"src/{plan.ProjectName}", $"{plan.ProjectName}.slnx");

    /// <summary>What is tried on the servers of production.</summary>
    /// <param name="project">The project of the service.</param>
    /// <param name="solution">Its solution.</param>
    public static IReadOnlyList<CiStep> OnServers(string project, string solution) =>
        [
            new(
                "migrates an empty database, and has nothing left to do the second time",
                $"""
                export ASPNETCORE_ENVIRONMENT=Development
                dotnet run --project {project} -- {ServiceImage.Migrate}
                dotnet run --project {project} --no-build -- {ServiceImage.Migrate} | tee migrations.txt
                if grep --quiet 'Applying migration' migrations.txt; then exit 1; fi
                """
            ),
            new("passes its tests on the servers of production", $"dotnet test {solution}"),
        ];

    // Provenance says from which commit and how the image came to be, the list of materials what is in it; both are pushed beside it.
    private static IReadOnlyList<CiStep> Images(ServicePlan plan) =>
        Images(
            plan,
            plan.Jobs.Select(job => Build(ServiceImage.Repository(plan, job.Image(plan)), job.Folder))
                .Prepend(Build(ServiceImage.Repository(plan), "."))
        );

    /// <summary>How images are built and pushed.</summary>
    /// <param name="plan">Whose registry it is.</param>
    /// <param name="builds">The commands that build them.</param>
    public static IReadOnlyList<CiStep> Images(ServicePlan plan, IEnumerable<string> builds) =>
        [
            new(
                "builds and pushes the image",
                $"""
                printf '%s' "$REGISTRY_PASSWORD" | docker login {ServiceImage.Registry(plan)} --username "$REGISTRY_USER" --password-stdin
                docker buildx create --use
                {string.Join('\n', builds)}
                """
            )
            {
                Secrets = ["REGISTRY_USER", "REGISTRY_PASSWORD"],
            },
        ];

    /// <summary>The command that builds and pushes an image.</summary>
    /// <param name="image">Where it is pushed to, without a tag.</param>
    /// <param name="folder">Folder of its Dockerfile.</param>
    public static string Build(string image, string folder) =>
        $"docker buildx build --provenance=mode=max --sbom=true --push --tag {image}:"
        + $"\"${ServiceImage.TagVariable}\" \\\n  --build-arg REVISION=\"${ServiceImage.TagVariable}\" --build-arg "
        + $"SOURCE=\"${ServiceImage.SourceVariable}\" {folder}";
}

/// <summary>A job of a pipeline.</summary>
/// <param name="Id">Its id, in every product the same.</param>
/// <param name="Steps">What it runs, in this order; one that fails ends it.</param>
internal sealed record PipelineJob(string Id, IReadOnlyList<CiStep> Steps)
{
    /// <summary>Jobs that must have succeeded before.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Variables with which it runs, once for each row; none for a job that runs once.</summary>
    public IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> Rows { get; init; } = [];

    /// <summary>The resources that run beside it.</summary>
    public IReadOnlyList<Resource> Resources { get; init; } = [];

    /// <summary>Minutes after which it is cut off.</summary>
    public int Minutes { get; init; } = UsualMinutes;

    /// <summary>What a job has that says nothing else.</summary>
    public const int UsualMinutes = 20;

    /// <summary>
    /// Minutes of a deployment: of each service the migration may take ten and the pods five; one that is cut off never goes back.
    /// </summary>
    public static int Deployment(int services) => Math.Min(360, UsualMinutes + (15 * services));

    /// <summary>Whether it runs on the main branch alone.</summary>
    public bool OnMain => Id is Pipeline.Image or Pipeline.Deploy;

    /// <summary>The connection strings of the resources for the tests, and that of the database for the service.</summary>
    /// <param name="host">Where a resource is.</param>
    public IEnumerable<KeyValuePair<string, string>> Connections(Func<Resource, string> host)
    {
        foreach (var resource in Resources)
        {
            if (resource.Container?.Trial is not { } trial || resource.Connection is not { } connection)
                continue;
            var text = trial.Connection.Replace("{host}", host(resource), StringComparison.Ordinal);
            yield return new(trial.Tests, text);
            if (trial.Database is { } database)
                yield return new(Setting.VariableOf(connection.Setting), text.Replace("{name}", database, StringComparison.Ordinal));
        }
    }
}
