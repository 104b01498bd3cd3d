using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.Diagrams;
using BackendAgents.Engineering.Emitters.Docker;
using BackendAgents.Engineering.Emitters.PostgreSql;

namespace BackendAgents.Engineering.Emitters;

/// <summary>All emitters, in the order in which they are listed to people.</summary>
public static class EmitterCatalog
{
    /// <summary>Every emitter. To add one: one file in a folder of its kind, one line here, one test.</summary>
    public static IReadOnlyList<IEmitter> All { get; } =
    [
        new PostgreSqlEmitter(),
        new OpenApi.OpenApiEmitter(),
        new ErDiagramEmitter(),
        new DockerEmitter(),
        new AspNetCore.ServiceEmitter(),
        new AspNetCore.ServiceTestsEmitter(),
        new AspNetCore.ReadmeEmitter(),
    ];

    /// <summary>Everything that a blueprint delivers.</summary>
    public static ArtifactSet Emit(Blueprint blueprint) => new(All.SelectMany(emitter => emitter.Emit(blueprint)));
}
