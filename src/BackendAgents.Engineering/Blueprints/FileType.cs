namespace BackendAgents.Engineering.Blueprints;

/// <summary>A kind of file that services can tell by its first bytes: <c>FileTypes</c> of the delivered code knows the same.</summary>
/// <param name="Media">Media type as requests name it.</param>
/// <param name="Ending">Ending of the stored name.</param>
internal sealed record FileType(string Media, string Ending)
{
    /// <summary>All kinds.</summary>
    public static IReadOnlyList<FileType> All { get; } =
    [
        new("image/png", "png"),
        new("image/jpeg", "jpg"),
        new("image/gif", "gif"),
        new("image/webp", "webp"),
        new("application/pdf", "pdf"),
        new("application/zip", "zip"),
        new("video/mp4", "mp4"),
        new("audio/mpeg", "mp3"),
        new("text/plain", "txt"),
        new("text/csv", "csv"),
    ];

    /// <summary>Whether a media type is one of them.</summary>
    public static bool IsKnown(string media) => All.Any(type => type.Media == media);
}
