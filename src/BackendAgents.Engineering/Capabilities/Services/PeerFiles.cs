using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>Where the other services are that a service asks.</summary>
internal static class PeerFiles
{
    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        var peers = model.Blueprint.Part!.Peers;
        if (peers.Count == 0)
            yield break;
        var ports = peers.Select(static peer =>
            string.Create(CultureInfo.InvariantCulture, $"        [{CSharp.Literal(peer.Name)}] = {peer.Port},")
        );
        yield return new Artifact(
            $"{model.SourceFolder}/Infrastructure/Services/Peers.g.cs",
            ServiceModel.Header("services that this one asks.")
                + $$"""
                namespace {{model.Namespace}}.Infrastructure;

                /// <summary>The services that this one asks.</summary>
                internal static partial class Peers
                {
                    private static readonly Dictionary<string, int> s_ports = new(StringComparer.Ordinal)
                    {
                {{string.Join('\n', ports)}}
                    };
                }

                """
        );
        foreach (var file in Template.Folder(model, Template.Service + "Infrastructure/Services/Peers/"))
            yield return file;
    }
}
