using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Division;

/// <summary>What one of several services has of a blueprint.</summary>
/// <param name="Service">The service as the blueprint draws it.</param>
/// <param name="Blueprint">A blueprint of its own: what it owns, and copies of what it refers to.</param>
internal sealed record ServiceShare(ServiceBoundary Service, Blueprint Blueprint)
{
    /// <summary>The folder of its delivery within that of the whole.</summary>
    public string Folder => $"{Release.ServicesFolder}{Service.Name}/";

    /// <summary>Those of the files of the whole that are this service's, by their paths within its delivery.</summary>
    /// <param name="whole">All files.</param>
    public IEnumerable<Artifact> FilesOf(IEnumerable<Artifact> whole) =>
        whole
            .Where(file => file.Path.StartsWith(Folder, StringComparison.Ordinal))
            .Select(file => file with { Path = file.Path[Folder.Length..] });

    /// <summary>A finding about this service's delivery, at its place in the whole.</summary>
    /// <param name="finding">The finding.</param>
    public Diagnostic InWhole(Diagnostic finding) =>
        finding.Place.File is "" or Place.BlueprintFile
            ? finding
            : finding with
            {
                Place = finding.Place with { File = Folder + finding.Place.File },
            };

    /// <summary>What was delivered of a service last; null for a new one.</summary>
    /// <param name="share">The service now.</param>
    /// <param name="before">The services then.</param>
    /// <param name="released">The delivery of the whole then.</param>
    public static Release? Released(ServiceShare share, IReadOnlyList<ServiceShare> before, Release? released) =>
        before.FirstOrDefault(known => known.Service.Name == share.Service.Name) is not { } known
            ? null
            : new Release(known.Blueprint, [.. known.FilesOf(released!.Migrations)]);
}
