using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;

namespace BackendAgents.Engineering.Capabilities.Deployment.Compose;

/// <summary>Writes the compose file, and the script that makes its secrets.</summary>
internal sealed class ComposeEmitter : IEmitter
{
    /// <summary>Path of the compose file.</summary>
    public const string Path = "compose.yaml";

    /// <summary>What git does not see of the folder of secrets.</summary>
    public const string Ignored = "# Secrets stay on the machine; the script that makes them does not.\n*\n!.gitignore\n!create.sh\n";

    /// <inheritdoc />
    public string Id => "compose";

    /// <inheritdoc />
    public string Description => "Compose file with the service, its resources, health checks and secrets from files";

    /// <inheritdoc />
    public IEnumerable<Artifact> Emit(Delivery delivery) =>
        [
            new Artifact(Path, new ComposeDocument(delivery.Plan).Write()),
            new Artifact("secrets/create.sh", SecretScript.Write(delivery.Plan)),
            new Artifact("secrets/.gitignore", Ignored),
        ];
}
