using System.Text.Encodings.Web;
using System.Text.Json;

namespace SampleService.Tests.Acceptance;

/// <summary>
/// What became of scenarios, a file each, in the folder that the environment variable ACCEPTANCE_REPORT names. With it each scenario is
/// also played without each of its operations, unless ACCEPTANCE_ONCE is set.
/// </summary>
internal static class ScenarioReport
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The folder; null when no report is asked for.</summary>
    public static string? Folder { get; } =
        Environment.GetEnvironmentVariable("ACCEPTANCE_REPORT") is { Length: > 0 } folder ? folder : null;

    /// <summary>Whether each is played once only.</summary>
    public static bool IsOnce { get; } = Environment.GetEnvironmentVariable("ACCEPTANCE_ONCE") is { Length: > 0 };

    /// <summary>Writes what became of a scenario.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="scenario">The scenario's id.</param>
    /// <param name="passed">The steps that went as they should, in words.</param>
    /// <param name="failure">Where it went otherwise; null when it passed.</param>
    /// <param name="without">By operation: where the scenario failed without it; null when it passed all the same.</param>
    public static async Task WriteAsync(
        string folder,
        string scenario,
        IReadOnlyList<string> passed,
        string? failure,
        IReadOnlyDictionary<string, string?> without
    )
    {
        Directory.CreateDirectory(folder);
        var report = JsonSerializer.Serialize(
            new
            {
                scenario,
                passed,
                failure,
                without,
            },
            s_options
        );
        await File.WriteAllTextAsync(Path.Combine(folder, scenario + ".json"), report);
    }
}
