using System.Globalization;
using System.Text.Json;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Docker;

/// <summary>
/// Writes the container image's build: packages from a cache, a runtime image without a shell, no root, and labels that say what it is.
/// </summary>
internal sealed class DockerEmitter : IEmitter
{
    // Without a shell and a package manager; 'extra' has what time zones and languages need, which is where tests run, too.
    private const string BuildImage = "mcr.microsoft.com/dotnet/sdk:10.0";
    private const string RuntimeImage = "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra";
    private const string Labels = "org.opencontainers.image";
    private static readonly string[] s_publish = ["--configuration", "Release", "--output", "/app", "-p:UseAppHost=false"];

    private static readonly string[] s_unpinned =
    [
        "# Base images are named by tags, so that a rebuild brings their patches. To pin the very bytes, give their digests in",
        "# backend.yaml: options of the capability 'docker', 'digests: IMAGE@sha256:…'.",
    ];

    /// <inheritdoc />
    public string Id => "docker";

    /// <inheritdoc />
    public string Description => "Dockerfile (two stages, no shell in what runs, numeric non-root user, health check) and .dockerignore";

    /// <inheritdoc />
    public IEnumerable<Artifact> Emit(Delivery delivery) =>
        Image(delivery.Plan, delivery.Plan.HttpPorts, ProjectFiles.Beside(delivery.Plan.Blueprint));

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
        var publish = Array(["dotnet", "publish", file, .. s_publish]);
        return new CodeWriter()
            .Line($"# Generated from backend.yaml. Build: docker build --tag {ServiceImage.Name(plan)} .")
            .Lines(ServiceImage.Digests(plan.Blueprint).Count == 0 ? s_unpinned : [])
            .Line($"FROM {ServiceImage.Pinned(plan.Blueprint, BuildImage)} AS build")
            .Line("WORKDIR /source")
            .Line($"COPY {Array("Directory.Build.props", "./")}")
            .Lines(beside.Select(static other => $"COPY {Array(other, other)}"))
            .Line($"COPY {Array(folder, folder)}")
            .Line("# Packages lie in a cache of the builder: none is loaded twice, and none is part of a layer.")
            .Line($"RUN --mount=type=cache,target=/root/.nuget/packages {publish}")
            .Line()
            .Line($"FROM {ServiceImage.Pinned(plan.Blueprint, RuntimeImage)} AS final")
            .Line($"ARG VERSION={ServiceImage.Tag(plan)}")
            .Line("ARG REVISION=unknown")
            .Line("ARG SOURCE=unknown")
            .Line($"LABEL {Labels}.title=\"{ServiceImage.Name(plan)}\" \\")
            .Line($"      {Labels}.version=\"$VERSION\" \\")
            .Line($"      {Labels}.revision=\"$REVISION\" \\")
            .Line($"      {Labels}.source=\"$SOURCE\" \\")
            .Line($"      {Labels}.base.name=\"{RuntimeImage}\" \\")
            .Line("      sbom=\"beside this image, where buildx made it with --sbom=true: docker buildx imagetools inspect\"")
            .Line("WORKDIR /app")
            .Line($"COPY --from=build {Array("/app", ".")}")
            .Line($"ENV ASPNETCORE_HTTP_PORTS={listensAt}")
            .Line($"EXPOSE {string.Join(' ', ports)}")
            .Line($"USER {ServiceImage.UserId.ToString(CultureInfo.InvariantCulture)}")
            .Line()
            .Line("# The image has neither shell nor curl; the service asks itself.")
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
