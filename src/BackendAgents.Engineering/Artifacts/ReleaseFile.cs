using System.Text.Json;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>
/// A release on disk, beside the manifest. One file holds all of it, so that a process that dies while it writes leaves the old release or
/// the new one, and migrations are never counted twice.
/// </summary>
internal sealed record ReleaseFile
{
    public const string Name = "release.json";
    public const string Path = WorkspaceManifest.Folder + "/" + Name;
    private const string BlueprintPath = "backend.yaml";

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    public int Format { get; init; } = 1;

    /// <summary>Paths of all migrations.</summary>
    public IReadOnlyList<string> Migrations { get; init; } = [];

    /// <summary>The blueprint in YAML, line by line, so that version control shows what changed.</summary>
    public IReadOnlyList<string> Blueprint { get; init; } = [];

    /// <summary>The text of the file for a delivery; null when it has no blueprint.</summary>
    public static string? Write(ArtifactSet artifacts) =>
        artifacts.Find(BlueprintPath) is not { } blueprint
            ? null
            : JsonSerializer.Serialize(
                new ReleaseFile
                {
                    Migrations =
                    [
                        .. artifacts.Where(static artifact => Release.IsMigration(artifact.Path)).Select(static artifact => artifact.Path),
                    ],
                    Blueprint = blueprint.Content.TrimEnd('\n').Split('\n'),
                },
                s_options
            ) + "\n";

    /// <summary>Reads the file.</summary>
    /// <exception cref="WorkspaceException">It can't be read, or holds no blueprint of today's format.</exception>
    public static (Blueprint Blueprint, IReadOnlyList<string> Migrations) Read(string json)
    {
        ReleaseFile file;
        try
        {
            file = JsonSerializer.Deserialize<ReleaseFile>(json, s_options) ?? throw new JsonException("It is null.");
        }
        catch (JsonException problem)
        {
            throw Unreadable(problem.Message, problem);
        }

        var read = BlueprintYaml.Parse(string.Join('\n', file.Blueprint) + "\n", Path);
        return read.Blueprint is { } blueprint ? (blueprint, file.Migrations) : throw Unreadable(read.Problems[0].ToString(), null);
    }

    private static WorkspaceException Unreadable(string why, Exception? problem) =>
        new(
            $"{Path} can't be read: {why}",
            "Restore it from version control. Without it nobody knows which tables are deployed; delete it only when none are.",
            problem
        );
}
