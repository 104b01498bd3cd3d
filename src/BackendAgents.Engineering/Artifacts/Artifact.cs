namespace BackendAgents.Engineering.Artifacts;

/// <summary>One file to deliver.</summary>
/// <param name="Path">Relative, with forward slashes: <c>src/SocialMedia/Program.cs</c>. Never rooted, never with <c>..</c>.</param>
/// <param name="Content">Text with LF line endings that ends in one.</param>
/// <param name="Ownership">Whose file it is once it is written.</param>
public sealed record Artifact(string Path, string Content, ArtifactOwnership Ownership = ArtifactOwnership.Generated);

/// <summary>Whose file an artifact is once it is written.</summary>
public enum ArtifactOwnership
{
    /// <summary>Written anew from the blueprint each time; a hand edit is reported or merged, never overwritten.</summary>
    Generated,

    /// <summary>Created for a person, who fills it in: never touched again once it was changed.</summary>
    CreatedOnce,

    /// <summary>Added beside what follows from the blueprint, by an agent or a host; stays when a later delivery lacks it.</summary>
    Document,

    /// <summary>Written by an agent in a file that was created for it; a person's as soon as it is changed on disk.</summary>
    Written,
}
