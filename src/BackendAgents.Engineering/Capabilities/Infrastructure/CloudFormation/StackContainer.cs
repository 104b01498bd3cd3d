using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>A container as a task of ECS has it: no root, no disk that can be written; its secrets stay where they lie.</summary>
/// <param name="Image">The image with its tag.</param>
/// <param name="Environment">Settings that are no secrets.</param>
/// <param name="Secrets">Secrets by their settings.</param>
/// <param name="Logs">Name of the group of logs.</param>
internal sealed record StackContainer(
    YamlMap Image,
    IReadOnlyList<(string Name, string Value)> Environment,
    IReadOnlyList<(string Name, YamlMap Arn)> Secrets,
    YamlMap Logs
)
{
    /// <summary>What it is called in its task.</summary>
    public string Name { get; init; } = "app";

    /// <summary>Port on which it listens; null for none.</summary>
    public int? Port { get; init; }

    /// <summary>How AWS asks whether it is well; null for not at all.</summary>
    public string[]? HealthCommand { get; init; }

    /// <summary>What it is started with; null for nothing.</summary>
    public string[]? Command { get; init; }

    /// <summary>Seconds in which it may end; null for what AWS has.</summary>
    public int? StopSeconds { get; init; }

    /// <summary>The container as a template has it.</summary>
    public YamlMap Write() =>
        new()
        {
            { "Name", Name },
            { "Image", Image },
            { "Essential", true },
            { "User", DataStack.Number(ServiceImage.UserId) },
            { "ReadonlyRootFilesystem", true },
            { "Command", Command },
            { "StopTimeout", StopSeconds, "Others are told first that it goes, and what is under way ends." },
            { "PortMappings", Port is null ? null : new[] { new YamlMap { { "ContainerPort", Port.Value } } } },
            {
                "MountPoints",
                new[]
                {
                    new YamlMap { { "SourceVolume", "tmp" }, { "ContainerPath", "/tmp" } },
                }
            },
            {
                "Environment",
                Environment.Select(static setting => new YamlMap { { "Name", setting.Name }, { "Value", setting.Value } }).ToArray()
            },
            {
                "Secrets",
                Secrets.Count == 0
                    ? null
                    : Secrets.Select(static secret => new YamlMap { { "Name", secret.Name }, { "ValueFrom", secret.Arn } }).ToArray()
            },
            {
                "HealthCheck",
                HealthCommand is null
                    ? null
                    : new YamlMap
                    {
                        { "Command", HealthCommand },
                        { "Interval", 10 },
                        { "Timeout", 5 },
                        { "Retries", 3 },
                        { "StartPeriod", 60 },
                    }
            },
            {
                "LogConfiguration",
                new YamlMap
                {
                    { "LogDriver", "awslogs" },
                    {
                        "Options",
                        new YamlMap
                        {
                            { "awslogs-group", Logs },
                            { "awslogs-region", Ref("AWS::Region") },
                            { "awslogs-stream-prefix", "app" },
                        }
                    },
                }
            },
        };
}
