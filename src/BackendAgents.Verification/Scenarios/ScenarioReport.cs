using System.Text.Json;

namespace BackendAgents.Verification.Scenarios;

/// <summary>
/// The files in which delivered scenario tests say what became of them. They come from code that was delivered, so they are bounded.
/// </summary>
internal sealed record ScenarioReport
{
    private const int MaxBytes = 1_000_000;
    private const int MaxText = 3_000;
    private const int MaxOperations = 200;
    private const int MaxSteps = 200;

    /// <summary>Where the scenario went otherwise.</summary>
    public string? Failure { get; init; }

    /// <summary>The steps that went as they should, in words.</summary>
    public IReadOnlyList<string> Passed { get; init; } = [];

    /// <summary>By operation, where it failed without it; null when it passed all the same.</summary>
    public IReadOnlyDictionary<string, string?> Without { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether its test came to say anything.</summary>
    public static bool IsThere(string folder, string scenario) => File.Exists(Path.Combine(folder, scenario + ".json"));

    /// <summary>What became of a scenario; a failure when its test left no file.</summary>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="scenario">Id of the scenario.</param>
    /// <param name="run">How the tests ended.</param>
    public static ScenarioResult Read(string folder, string scenario, ProcessResult run)
    {
        var file = new FileInfo(Path.Combine(folder, scenario + ".json"));
        if (!file.Exists)
            return new ScenarioResult(scenario, "It was not played. " + Why(run), []);
        try
        {
            var report = Of(file);
            return new ScenarioResult(
                scenario,
                report.Failure is null ? null : Short(report.Failure),
                [
                    .. report
                        .Without.Where(static pair => pair.Value is null)
                        .Select(static pair => pair.Key)
                        .Order(StringComparer.Ordinal)
                        .Take(MaxOperations),
                ]
            );
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return new ScenarioResult(scenario, "What its test reports can't be read: " + error.Message, []);
        }
    }

    /// <summary>The steps of a scenario that went as they should; none where its test left no file.</summary>
    public static IReadOnlyList<string> StepsOf(string folder, string scenario)
    {
        try
        {
            return [.. Of(new FileInfo(Path.Combine(folder, scenario + ".json"))).Passed.Take(MaxSteps).Select(Short)];
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return [];
        }
    }

    private static ScenarioReport Of(FileInfo file)
    {
        if (file.Length > MaxBytes)
            throw new JsonException("It is too long.");
        return JsonSerializer.Deserialize<ScenarioReport>(File.ReadAllText(file.FullName), JsonSerializerOptions.Web)
            ?? throw new JsonException("It is null.");
    }

    // What ended the process, before all that it was busy with.
    private static string Why(ProcessResult run) =>
        run.TimedOut ? "The tests did not end in time."
        : run.Text.Split('\n').FirstOrDefault(ScenarioPlayer.IsAbort) is { } abort ? Short(abort.Trim())
        : Short(run.Text);

    /// <summary>The end of a long text.</summary>
    public static string Short(string text) => text.Length <= MaxText ? text : "…" + text[^MaxText..];
}
