using System.Globalization;
using System.Text.Json;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Docker;

/// <summary>
/// Writes the container image's build: restore in a layer of its own, a small runtime image, no root, no shell in any command.
/// </summary>
internal sealed class DockerEmitter : IEmitter
{
    // Pinned to the minor version, so that patches of the base image come with a rebuild and nothing else does (hadolint DL3006, DL3007).
    private const string BuildImage = "mcr.microsoft.com/dotnet/sdk:10.0";
    private const string RuntimeImage = "mcr.microsoft.com/dotnet/aspnet:10.0";
    private static readonly string[] s_publish = ["--configuration", "Release", "--no-restore", "--output", "/app", "-p:UseAppHost=false"];

    /// <inheritdoc />
    public string Id => "docker";

    /// <inheritdoc />
    public string Description => "Dockerfile (two stages, numeric non-root user, health check) and .dockerignore";

    /// <inheritdoc />
    public IEnumerable<Artifact> Emit(Delivery delivery) => Image(delivery.Plan, delivery.Plan.HttpPorts, ["db/migrations/"]);

    /// <summary>The image of what a plan names, and what is no part of it.</summary>
    /// <param name="plan">Its names.</param>
    /// <param name="listensAt">Its ports, with semicolons between them.</param>
    /// <param name="beside">Folders that it is compiled with beside its own.</param>
    /// <param name="ignored">What else the image does not need.</param>
    public static IEnumerable<Artifact> Image(ServicePlan plan, string listensAt, string[] beside, params string[] ignored) =>
        [new Artifact("Dockerfile", Dockerfile(plan, listensAt, beside)), new Artifact(".dockerignore", Ignore(ignored))];

    private static string Dockerfile(ServicePlan plan, string listensAt, string[] beside)
    {
        var project = plan.ProjectName;
        var folder = $"src/{project}/";
        var file = $"{folder}{project}.csproj";
        var ports = listensAt.Split(';');
        return new CodeWriter()
            .Line($"# Generated from backend.yaml. Build: docker build --tag {ServiceImage.Name(plan)} .")
            .Line($"FROM {BuildImage} AS build")
            .Line("WORKDIR /source")
            .Line()
            .Line("# The packages change less often than the code, so that they get a layer of their own.")
            .Line($"COPY {Array("Directory.Build.props", "./")}")
            .Line($"COPY {Array(file, folder)}")
            .Line($"RUN {Array("dotnet", "restore", file)}")
            .Line()
            .Lines(beside.Select(static other => $"COPY {Array(other, other)}"))
            .Line($"COPY {Array(folder, folder)}")
            .Line($"RUN {Array(["dotnet", "publish", file, .. s_publish])}")
            .Line()
            .Line($"FROM {RuntimeImage} AS final")
            .Line("WORKDIR /app")
            .Line($"COPY --from=build {Array("/app", ".")}")
            .Line($"ENV ASPNETCORE_HTTP_PORTS={listensAt}")
            .Line($"EXPOSE {string.Join(' ', ports)}")
            .Line($"USER {ServiceImage.UserId.ToString(CultureInfo.InvariantCulture)}")
            .Line()
            .Line("# The image has no curl; the service asks itself.")
            .Line(
                "HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD "
                    + $"{Array("dotnet", project + ".dll", "--healthcheck")}"
            )
            .Line($"ENTRYPOINT {Array("dotnet", project + ".dll")}")
            .ToString();
    }

    private static string Ignore(string[] more) =>
        new CodeWriter()
            .Lines([
                "# Generated from backend.yaml. What the image does not need, or must not hold.",
                "**/bin",
                "**/obj",
                "**/TestResults",
                "**/.git",
                "**/.vs",
                "**/.vscode",
                "**/.idea",
                "**/*.user",
                "**/.env",
                "**/.env.*",
                "**/secrets.json",
                "**/appsettings.*.local.json",
                "**/*.pfx",
                "**/*.pem",
                "**/*.key",
                "**/*.db",
                "**/*.db-shm",
                "**/*.db-wal",
                "Dockerfile",
                ".dockerignore",
                ".backend-agents",
                "docs",
                "tests",
                "*.md",
                "backend.yaml",
                "openapi.json",
                .. more,
            ])
            .ToString();

    private static string Array(params string[] items) =>
        "[" + string.Join(", ", items.Select(static item => JsonSerializer.Serialize(item))) + "]";
}
