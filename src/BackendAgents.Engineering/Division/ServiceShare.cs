using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Division;

/// <summary>What one of several services has of a blueprint.</summary>
/// <param name="Service">The service as the blueprint draws it.</param>
/// <param name="Blueprint">A blueprint of its own: what it owns, and copies of what it refers to.</param>
internal sealed record ServiceShare(ServiceBoundary Service, Blueprint Blueprint)
{
    /// <summary>The folder of its delivery within that of the whole.</summary>
    public string Folder => $"{Release.ServicesFolder}{Service.Name}/";

    /// <summary>What was delivered of a service last; null for a new one.</summary>
    /// <param name="share">The service now.</param>
    /// <param name="before">The services then.</param>
    /// <param name="released">The delivery of the whole then.</param>
    public static Release? Released(ServiceShare share, IReadOnlyList<ServiceShare> before, Release? released) =>
        before.FirstOrDefault(known => known.Service.Name == share.Service.Name) is not { } known
            ? null
            : new Release(
                known.Blueprint,
                [
                    .. released!
                        .Migrations.Where(file => file.Path.StartsWith(known.Folder, StringComparison.Ordinal))
                        .Select(file => file with { Path = file.Path[known.Folder.Length..] }),
                ]
            );
}
