using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>What deliveries wrote to a folder: the hash of each file as it was written.</summary>
internal sealed record WorkspaceManifest
{
    public const string Path = ".backend-agents/manifest.json";

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
internal sealed record ManifestEntry(string Hash, ArtifactOwnership Ownership);
