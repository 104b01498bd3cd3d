using System.CommandLine;
using BackendAgents.Cli.Output;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Reports;
using BackendAgents.Coordination.Runs;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Cli.Commands;

/// <summary>What <c>build</c> and <c>resume</c> have in common: how a run works, and how a person goes on with it later.</summary>
internal sealed class RunSettings
{
    private const int Rounds = 12;

    private readonly Option<string?> _output;
    private readonly Option<bool> _into = GenerateCommand.IntoOption();
    private readonly Option<bool> _noVerify = new("--no-verify")
    {
        Description = "Do not compile and test the delivery before it is approved: runs nothing.",
    };
    private readonly Option<bool> _runWritten = RunWrittenOption();
    private readonly Option<int> _rounds = Number.Option("--rounds", "Most rounds before the run stops, 1 to 1000.", Rounds, 1, 1_000);
    private readonly Option<string?> _runs = new("--runs")
    {
        Description = "The folder of journals; .backend-agents/runs of the output when not given.",
    };
    private readonly Option<string[]> _askBefore = new("--ask-before")
    {
        Description = "Functions that may only be called after a person has approved the call: workspace-write.",
        DefaultValueFactory = static _ => [],
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<Verbosity> _verbosity = Choice.Option(
        "--verbosity",
        "How much is told while it works.",
        Cli.Output.Verbosity.Normal,
        "-v"
    );
    private readonly TeamSelection _team = new();

    /// <param name="isNew">Whether a run begins, which needs a folder to deliver to.</param>
    public RunSettings(bool isNew) =>
        _output = new Option<string?>("--out", "-o")
        {
            Description = isNew ? "The folder to write to." : "The folder to write to; the one that the run was begun for when not given.",
            Required = isNew,
        };

    /// <summary>Allows what an agent wrote to be run.</summary>
    public static Option<bool> RunWrittenOption() =>
        new("--run-written-code")
        {
            Description = "Compile, start and test a delivery even where an agent wrote code in it. It runs with your rights.",
        };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_output, _into, _noVerify, _runWritten, _rounds, _runs, _askBefore, _verbosity])
            command.Options.Add(option);
        _team.AddTo(command);
    }

    public string? Output(ParseResult parsed) => parsed.GetValue(_output);

    public string? Runs(ParseResult parsed) => parsed.GetValue(_runs);

    public bool IntoExisting(ParseResult parsed) => parsed.GetValue(_into);

    public Verbosity Verbosity(ParseResult parsed) => parsed.GetValue(_verbosity);

    /// <summary>The request for a run with these settings.</summary>
    public BuildRequest Request(ParseResult parsed, CliConsole console, string brief, string? output, string? runs)
    {
        var askBefore = AskBefore(parsed);
        return new BuildRequest
        {
            Brief = brief,
            Output = output,
            Workspace = new WorkspaceOptions { AllowForeignFiles = IntoExisting(parsed) },
            Commands = new PrintedCommands(
                result => GoOn(parsed, console, result, output),
                requirement => WaiveCommand.Line(console.Program, output!, requirement)
            ),
            Verify = !parsed.GetValue(_noVerify),
            Agents = _team.Read(parsed, console),
            TeamFile = _team.TeamFile(parsed),
            Team = new TeamOptions
            {
                RunsFolder = runs,
                RunWrittenCode = parsed.GetValue(_runWritten),
                NeedsApproval = askBefore.Count == 0 ? null : call => askBefore.Contains(call.Function),
                Person = console.CanAsk ? new Person(console).AnswerAsync : null,
                Budget = new Budget
                {
                    Rounds = parsed.GetValue(_rounds),
                    ModelCalls = 500,
                    ToolCalls = 2_000,
                },
            },
        };
    }

    /// <summary>The command line that goes on with a run, to be pasted: it delivers where this one would have.</summary>
    public string GoOn(ParseResult parsed, CliConsole console, TeamResult run, string? output)
    {
        var arguments = new List<string> { "resume", run.RunId };
        Add("--out", output);
        if (run.JournalPath is { } journal && (output is null || !IsIn(journal, RunCatalog.FolderOf(output))))
            Add("--runs", parsed.GetValue(_runs) ?? Path.GetDirectoryName(Path.GetFullPath(journal)));
        if (IntoExisting(parsed))
            arguments.Add("--into-existing");
        if (parsed.GetValue(_noVerify))
            arguments.Add("--no-verify");
        if (parsed.GetValue(_runWritten))
            arguments.Add("--run-written-code");
        if (parsed.GetValue(_rounds) != Rounds)
            Add("--rounds", parsed.GetValue(_rounds).ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var function in parsed.GetValue(_askBefore)!)
            Add("--ask-before", function);
        foreach (var (option, value) in _team.Given(parsed))
            Add(option, value);
        foreach (var question in run.Stop.Questions)
            Add("--answer", $"{question.Id}={(question.Call is null ? Person.Placeholder : Answer.Yes)}");
        return Shell.Line(console.Program, arguments);

        void Add(string option, string? value)
        {
            if (value is not null)
                arguments.AddRange([option, value]);
        }
    }

    private static bool IsIn(string file, string folder) =>
        Path.GetFullPath(Path.GetDirectoryName(Path.GetFullPath(file))!) == Path.GetFullPath(folder);

    private HashSet<string> AskBefore(ParseResult parsed)
    {
        var wanted = parsed.GetValue(_askBefore)!;
        if (wanted.Length == 0)
            return [];
        var known = BackendPlugins
            .Create(new BackendProject())
            .SelectMany(static plugin => plugin)
            .Select(static function => $"{function.PluginName}-{function.Name}")
            .Order(StringComparer.Ordinal)
            .ToList();
        var stranger = wanted.FirstOrDefault(name => !known.Contains(name));
        return stranger is null
            ? [.. wanted]
            : throw new CliInputException(
                $"There is no function '{stranger}' to ask before.{Closest.Hint(stranger, known)}",
                "Functions: " + string.Join(", ", known) + "."
            );
    }
}
