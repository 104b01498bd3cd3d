using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>What deliveries wrote to a folder: the hash of each file as it was written.</summary>
internal sealed record WorkspaceManifest
{
    public const string Folder = ".backend-agents";
    public const string Path = Folder + "/manifest.json";

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public int Format { get; init; } = 1;

    public SortedDictionary<string, ManifestEntry> Files { get; init; } = new(StringComparer.Ordinal);

    public string Write() => JsonSerializer.Serialize(this, s_options) + "\n";

    public static WorkspaceManifest Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<WorkspaceManifest>(json, s_options) ?? throw new JsonException("It is null.");
        }
        catch (JsonException problem)
        {
            throw new WorkspaceException(
                $"{Path} can't be read: {problem.Message}",
                "Restore it from version control, or delete it and write with --into-existing.",
                problem
            );
        }
    }

    public static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}

/// <summary>One file as it was written.</summary>
internal sealed record ManifestEntry(string Hash, ArtifactOwnership Ownership)
{
    /// <summary>
    /// For a file edited by hand: the generated version that the edit was last brought in line with, when not the written one.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Merged { get; init; }

    /// <summary>The generated version that was reported as not taken up yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Missed { get; init; }

    /// <summary>What the person's file was when that was reported.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Found { get; init; }

    /// <summary>
    /// This entry of a hand-edited file before a generated version, and whether the edit may no longer fit it. An edit fits the version
    /// that it was made on, and one that it was changed again for after the new version was reported.
    /// </summary>
    public (ManifestEntry Entry, bool Outdated) Meet(string generated, string found)
    {
        if (generated == (Merged ?? Hash))
            return (this with { Missed = null, Found = null }, false);
        if (generated == Missed && found != Found)
            return (this with { Merged = generated, Missed = null, Found = null }, false);
        return (generated == Missed ? this : this with { Missed = generated, Found = found }, true);
    }
}
