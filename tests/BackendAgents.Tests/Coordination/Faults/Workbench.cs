using System.Globalization;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Journal;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;
using BackendAgents.Plugins;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Coordination.Faults;

/// <summary>
/// A team whose tools are as unforgiving as possible: one appends to a file of the project, one appends to a ledger on the disk, and the
/// package's own writes a document of all that was answered before. Each shows at once when a call is lost or made twice. Its models are
/// pure functions, so every run must end alike.
/// </summary>
internal sealed class Workbench
{
    public const int Rounds = 4;

    private readonly string _ledger;
    private readonly TimeSpan _pause;

    public Workbench(string folder, TimeSpan pause = default)
    {
        Folder = folder;
        _ledger = Path.Combine(folder, "ledger.txt");
        _pause = pause;
        Developer = new ScriptedModel(WorkAsync);
        Reviewer = new ScriptedModel(static call =>
            ScriptedModel.Say(
                call.Task.Round < Rounds
                    ? Desk.Verdict(
                        "request_changes",
                        Desk.At("all.md", 1, "round " + call.Task.Round.ToString(CultureInfo.InvariantCulture))
                    )
                    : Desk.Approve
            )
        );
        var developer = Developer.Agent(
            "developer",
            KernelPluginFactory.CreateFromFunctions("blueprint", [KernelFunctionFactory.CreateFromMethod(Append, "append")]),
            KernelPluginFactory.CreateFromObject(new WorkspacePlugin(Project), "workspace"),
            KernelPluginFactory.CreateFromFunctions("ledger", [KernelFunctionFactory.CreateFromMethod(Book, "book")])
        );
        Team = new BackendTeam(
            [
                TeamMember.Worker(developer),
                TeamMember.Reviewer(Reviewer.Agent("first")),
                TeamMember.Reviewer(Reviewer.Agent("second"), Area.Data),
            ],
            Desk.Files(folder) with
            {
                Reconcilers = [new LedgerReconciler(_ledger)],
            }
        );
    }

    public string Folder { get; }

    public BackendProject Project { get; } = new();

    public ScriptedModel Developer { get; }

    public ScriptedModel Reviewer { get; }

    public BackendTeam Team { get; }

    public string JournalPath => JournalFile.PathOf(Folder, "run");

    public IReadOnlyList<string> Ledger => File.Exists(_ledger) ? File.ReadAllLines(_ledger) : [];

    public Task<TeamResult> StartAsync(CancellationToken cancellationToken = default) =>
        Team.RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "run",
                Project = Project,
            },
            cancellationToken
        );

    /// <summary>Goes on from the journal; a journal without any record begins anew.</summary>
    public Task<TeamResult> ResumeAsync(CancellationToken cancellationToken = default) =>
        Team.RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "run",
                Project = Project,
                Resume = File.Exists(JournalPath),
            },
            cancellationToken
        );

    private async Task<Microsoft.Extensions.AI.ChatMessage> WorkAsync(ScriptedCall call, CancellationToken cancellationToken)
    {
        if (_pause > TimeSpan.Zero)
            await Task.Delay(_pause, cancellationToken);
        var round = call.Task.Round.ToString(CultureInfo.InvariantCulture);
        return call.Step switch
        {
            0 => ScriptedModel.Call(
                ("blueprint_append", new() { ["text"] = $"design {round}" }),
                ("ledger_book", new() { ["text"] = $"paid {round}" })
            ),
            1 => ScriptedModel.Call(
                ("workspace_write", new() { ["path"] = $"docs/round-{round}.md", ["content"] = string.Join('\n', call.Results) }),
                ("ledger_book", new() { ["text"] = $"tip {round}" }),
                ("workspace_write", new() { ["path"] = "docs/last.md", ["content"] = $"round {round}" })
            ),
            2 => ScriptedModel.Call(("blueprint_append", new() { ["text"] = $"after {string.Join(", ", call.Results)}" })),
            _ => ScriptedModel.Say($"Round {round}: {string.Join("; ", call.Results)}"),
        };
    }

    private static string Append(string text)
    {
        var project = TurnContext.Current!.Project;
        var old = project.Current.Artifacts.Find("all.md")?.Content ?? "";
        project.PutFile(new Artifact("all.md", old + text + "\n"));
        return $"{old.Split('\n').Length} lines";
    }

    private string Book(string text)
    {
        File.AppendAllText(_ledger, TurnContext.Current!.IdempotencyKey + " " + text + "\n");
        return "booked " + text;
    }

    /// <summary>Looks the key up in the ledger, as a real service looks up an idempotency key.</summary>
    private sealed class LedgerReconciler(string ledger) : IEffectReconciler
    {
        public ValueTask<(EffectOutcome Outcome, string? Result)> ReconcileAsync(UnknownEffect effect, CancellationToken cancellationToken)
        {
            if (!effect.Function.StartsWith("ledger-", StringComparison.Ordinal))
                return new((EffectOutcome.Unknown, null));
            var line = File.Exists(ledger)
                ? File.ReadLines(ledger).FirstOrDefault(line => line.StartsWith(effect.Key + " ", StringComparison.Ordinal))
                : null;
            return new(
                line is null ? (EffectOutcome.DidNotHappen, null) : (EffectOutcome.Happened, "booked " + line[(effect.Key.Length + 1)..])
            );
        }
    }
}
