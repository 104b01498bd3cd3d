using System.ComponentModel;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Code;
using BackendAgents.Engineering.Projects;
using BackendAgents.Verification;
using Microsoft.SemanticKernel;

namespace BackendAgents.Plugins;

/// <summary>
/// Functions to write the hooks and handlers of the service in C#. What is written is compiled in memory with the whole service and held
/// against what such code may use; it is run only where the host allows that.
/// </summary>
/// <param name="project">The work in progress.</param>
/// <param name="trial">Runs it; null where the host does not allow that.</param>
internal sealed class CodePlugin(BackendProject project, IScenarioTrial? trial = null)
{
    /// <summary>The function that runs what was written, as agents call it.</summary>
    public const string RunName = "code-run";

    private const int MaxSteps = 50;

    /// <summary>The files that can be written, and what each is given.</summary>
    [KernelFunction("scaffold")]
    [Description(
        "Lists the hooks and handlers that can be written in C#, or shows one with the classes that it works with. "
            + "An operation gets a handler by 'kind: call' and 'handler: written'."
    )]
    public string Scaffold([Description("Path of one file; empty lists all.")] string path = "")
    {
        var snapshot = project.Current;
        if (snapshot.Blueprint is null)
            return PluginArtifacts.NoBlueprint;
        if (!string.IsNullOrEmpty(path))
            return snapshot.Artifacts.Find(path) is { } file && HandWritten.Is(path)
                ? PluginAnswer.Give(Around(snapshot.Artifacts, file), path)
                : Unknown(path);
        var files = snapshot.Artifacts.Where(static artifact => HandWritten.Is(artifact.Path)).ToList();
        return PluginAnswer.Give(
            string.Join('\n', files.Select(static file => $"{file.Path} ({State(file)})")),
            PluginAnswer.Count(files.Count, "file")
        );
    }

    /// <summary>Lines of one file as it is.</summary>
    [KernelFunction("read")]
    [Description("Returns a hook or handler as it is now, with line numbers.")]
    public string Read([Description("Path as code-scaffold gives it.")] string path)
    {
        if (PluginLimits.Refuse(path, nameof(path)) is { } refusal)
            return refusal;
        return project.Current.Artifacts.Find(path) is { } file && HandWritten.Is(path)
            ? PluginAnswer.Give(PluginArtifacts.Lines(file.Content, 1, HandWritten.MaxLines), State(file))
            : Unknown(path);
    }

    /// <summary>Puts code into a file, and says what the compiler and the list of what it may use have against it.</summary>
    [KernelFunction("write")]
    [Description(
        "Writes a whole hook or handler in C#, compiles the service with it in memory and answers with what is wrong by line. "
            + "The file is kept either way; it must be clean before the delivery is approved."
    )]
    public string Write([Description("Path as code-scaffold gives it.")] string path, [Description("The whole C# file.")] string content)
    {
        if ((PluginLimits.Refuse(path, nameof(path)) ?? PluginLimits.Refuse(content, nameof(content))) is { } refusal)
            return refusal;
        try
        {
            project.PutCode(path, content.ReplaceLineEndings("\n").TrimEnd('\n') + "\n");
        }
        catch (WorkspaceException problem)
        {
            return PluginAnswer.Refuse(problem.Message, problem.Remedy, isChange: true);
        }

        return Judge(path);
    }

    /// <summary>The same judgement without a change.</summary>
    [KernelFunction("check")]
    [Description("Compiles the service with all that is written by hand, in memory, and answers with what is wrong by line.")]
    public string Check() => project.Current.Blueprint is null ? PluginArtifacts.NoBlueprint : Judge(null);

    /// <summary>Plays one scenario against the service as it stands.</summary>
    [KernelFunction("run")]
    [Description(
        "Plays one scenario against the service as it stands, with all that is written by hand, and answers with the steps that passed "
            + "and the first that failed: what was sent, expected and answered, and what the code threw, by line. "
            + "Only where the host runs what agents write. Takes half a minute the first time."
    )]
    public async Task<string> RunAsync(
        [Description("Id of the scenario, as scenario-list gives it.")] string scenario,
        CancellationToken cancellationToken = default
    )
    {
        if (PluginLimits.Refuse(scenario, nameof(scenario)) is { } refusal)
            return refusal;
        if (trial is null)
            return PluginAnswer.Refuse(
                "This host does not run what agents write, so nothing was played.",
                "Only a person can allow it: RunWrittenCode with AddBackendVerification, or --run-written-code. "
                    + "Until then go by code-check; scenarios are played when somebody verifies the delivery."
            );
        var snapshot = project.Current;
        if (snapshot.Blueprint is not { } blueprint)
            return PluginArtifacts.NoBlueprint;
        if (blueprint.Scenarios.FirstOrDefault(one => one.Id == scenario) is not { } told)
            return PluginAnswer.Refuse($"There is no scenario '{HandWritten.Short(scenario)}'.", "scenario-list names them.");
        // What may not be used is not run either, nor what nobody could look at.
        var code = WrittenCode.Of(snapshot.Artifacts);
        if (code.NotChecked is { } reason)
            return NotChecked(reason);
        if (Problems(code) is { Count: > 0 } problems)
            return PluginAnswer.Refuse(problems, $"Nothing was played. {PluginAnswer.Count(problems.Count, "problem")} to mend first.");
        var result = await trial.PlayAsync(blueprint, snapshot.Artifacts, told, cancellationToken).ConfigureAwait(false);
        var steps = string.Join('\n', result.Passed.Take(MaxSteps));
        var summary = $"{PluginAnswer.Count(result.Passed.Count, "step")} passed in {result.Duration.TotalSeconds:0.0} s.";
        return result.Failure is null
            ? PluginAnswer.Give(steps, $"Scenario \"{told.Title}\" passes: {summary}")
            : PluginAnswer.Refuse(
                [
                    new
                    {
                        Place = $"scenario {scenario}",
                        Message = result.Failure,
                        Remedy = "Mend the code; or the scenario, if wrong.",
                    },
                ],
                $"Scenario \"{told.Title}\" fails: {summary}\n{steps}"
            );
    }

    private string Judge(string? written)
    {
        var artifacts = project.Current.Artifacts;
        var code = WrittenCode.Of(artifacts);
        if (code.NotChecked is { } reason)
            return NotChecked(reason);
        var problems = Problems(code);
        var kept = written is null ? "" : $"{written} is kept. ";
        return problems.Count == 0
            ? PluginAnswer.Give("", kept + "It compiles with the whole service, and uses nothing that it may not.")
            : PluginAnswer.Refuse(problems, kept + $"{PluginAnswer.Count(problems.Count, "problem")} to mend.");
    }

    private static string NotChecked(string reason) =>
        PluginAnswer.Refuse("It could not be compiled here. " + reason, "A person has to restore the service's packages on this machine.");

    private static List<object> Problems(WrittenCode code) =>
        [
            .. code
                .Errors.Concat(code.Forbidden)
                .Select(static problem =>
                    (object)
                        new
                        {
                            Place = problem.Place.ToString(),
                            problem.Message,
                            problem.Remedy,
                        }
                ),
        ];

    private static string State(Artifact file) =>
        file.Ownership == ArtifactOwnership.Written ? "written"
        : HandWritten.IsEmpty(file.Content) ? "not written"
        : "written by a person";

    // A handler as it is, and what the class that it derives from and the records beside it offer: enough to write it in one go.
    private static string Around(ArtifactSet artifacts, Artifact file)
    {
        var folder = file.Path[..(file.Path.LastIndexOf('/') + 1)];
        var name = HandWritten.Class(file.Path);
        var infrastructure = file.Path[..file.Path.IndexOf("/Features/", StringComparison.Ordinal)] + "/Infrastructure/";
        var wanted = name.EndsWith("Handler", StringComparison.Ordinal)
            ? (string[])[folder + name[..^"Handler".Length] + "Call.g.cs", infrastructure + "Answer.g.cs"]
            : [infrastructure + "Hooks.g.cs"];
        var shown = new[] { file.Path }
            .Concat(wanted)
            .Concat([infrastructure + "Work.g.cs", infrastructure + "Refusal.g.cs"])
            .Concat(
                artifacts
                    .Where(artifact =>
                        artifact.Path.StartsWith(folder, StringComparison.Ordinal)
                        && (artifact.Path.EndsWith("Contracts.g.cs", StringComparison.Ordinal) || IsRow(artifact.Path))
                    )
                    .Select(static artifact => artifact.Path)
            );
        return PluginArtifacts.Bound(
            string.Join(
                '\n',
                shown
                    .Select(artifacts.Find)
                    .OfType<Artifact>()
                    .Select(found => $"// {found.Path}\n{(found == file ? found.Content : CodeOutline.Of(found.Content))}")
            )
        );
    }

    // Post.g.cs, but not PostEndpoints.g.cs: in Posts.
    private static bool IsRow(string path) =>
        path.Split('/') is [.., var folder, var file]
        && file.EndsWith(".g.cs", StringComparison.Ordinal)
        && folder.StartsWith(file[..^".g.cs".Length][..^1], StringComparison.Ordinal);

    private static string Unknown(string path) =>
        PluginAnswer.Refuse($"'{HandWritten.Short(path)}' is no hook or handler of this service.", "See code-scaffold for what there is.");
}
