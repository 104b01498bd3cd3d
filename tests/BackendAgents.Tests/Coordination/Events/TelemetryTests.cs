using System.Diagnostics;
using System.Text.Json;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Coordination.Faults;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Coordination.Events;

[NonParallelizable]
public sealed class TelemetryTests
{
    private static async Task<Watcher> RecordAsync(bool content = false)
    {
        var watcher = new Watcher();
        using var folder = new TempFolder();
        var bench = new Workbench(folder.Path);
        await bench.Team.RunAsync(
            new()
            {
                Brief = Desk.Brief,
                RunId = "run",
                Project = bench.Project,
                Options = bench.Team.Options with
                {
                    RecordContent = content,
                    Prices = new PriceTable([new("scripted", new Price(1m, 2m))]),
                },
            }
        );
        return watcher;
    }

    [Test]
    public async Task A_run_is_a_tree_of_run_turns_and_tools_in_the_words_of_the_conventions()
    {
        using var watcher = await RecordAsync();

        var run = watcher.Spans.Single(static span => span.DisplayName == "invoke_agent backend-team");
        var turns = watcher.Named("invoke_agent ").Where(span => span != run).ToList();
        Assert.That(turns.Select(static turn => turn.ParentSpanId), Is.All.EqualTo(run.SpanId));
        Assert.That(turns.Select(static turn => turn.GetTagItem("gen_ai.operation.name")), Is.All.EqualTo("invoke_agent"));
        Assert.That(
            turns.Select(static turn => turn.GetTagItem("gen_ai.agent.name")).Distinct(),
            Is.EquivalentTo(new[] { "developer", "first", "second" })
        );
        Assert.That(turns.Select(static turn => turn.GetTagItem("gen_ai.response.model")), Is.All.EqualTo("scripted"));
        Assert.That(turns.Select(static turn => turn.GetTagItem("backend_agents.outcome")), Is.All.EqualTo("ok"));
        Assert.That(turns[0].GetTagItem("gen_ai.usage.input_tokens"), Is.GreaterThan(0L));
        // Each call once: what calls the functions finds no span to add its own to.
        var tools = watcher.Named("execute_tool ").ToList();
        Assert.That(
            tools.Select(static tool => tool.DisplayName).Distinct(),
            Is.EquivalentTo(new[] { "execute_tool blueprint-append", "execute_tool ledger-book", "execute_tool workspace-write" })
        );
        Assert.That(tools, Has.Count.EqualTo(6 * Workbench.Rounds));
        Assert.That(tools.Select(static tool => tool.ParentSpanId).Distinct(), Is.SubsetOf(turns.Select(static turn => turn.SpanId)));
        Assert.That(tools.Select(static tool => tool.GetTagItem("gen_ai.agent.name")), Is.All.EqualTo("developer"));
        Assert.That(tools.Select(static tool => tool.GetTagItem("gen_ai.tool.call.id")), Is.All.StartsWith("call-"), "the model's own id");
        Assert.That(tools.Select(static tool => tool.GetTagItem("backend_agents.idempotency_key")), Is.All.StartsWith("run/t"));
        Assert.That(tools.Select(static tool => tool.GetTagItem("backend_agents.idempotency_key")), Is.Unique);
        Assert.That(watcher.Spans, Has.Count.EqualTo(1 + turns.Count + tools.Count));
        Assert.That(run.GetTagItem("backend_agents.stop"), Is.EqualTo("Approved"));
    }

    [Test]
    public async Task Every_measure_has_its_tags()
    {
        using var watcher = await RecordAsync();

        Assert.That(
            watcher.Of("backend_agents.turns").Select(static measured => measured.Keys),
            Is.All.EqualTo("gen_ai.agent.name outcome")
        );
        Assert.That(
            watcher.Of("backend_agents.turn.duration").Select(static measured => measured.Keys),
            Is.All.EqualTo("gen_ai.agent.name outcome")
        );
        Assert.That(
            watcher.Of("gen_ai.client.token.usage").Select(static measured => measured.Keys),
            Is.All.EqualTo("gen_ai.agent.name gen_ai.operation.name gen_ai.response.model gen_ai.token.type")
        );
        Assert.That(
            watcher.Of("gen_ai.client.token.usage").Select(static measured => measured.Tags["gen_ai.token.type"]).Distinct(),
            Is.EquivalentTo(new[] { "input", "output" })
        );
        Assert.That(watcher.Of("backend_agents.cost").Select(static measured => measured.Keys), Is.All.EqualTo("gen_ai.agent.name"));
        Assert.That(watcher.Of("backend_agents.cost").Sum(static measured => measured.Value), Is.GreaterThan(0));
        Assert.That(watcher.Of("backend_agents.findings").Select(static measured => measured.Keys), Is.All.EqualTo("rule severity"));
        Assert.That(watcher.Of("backend_agents.runs").Single().Tags["stop"], Is.EqualTo("Approved"));
        Assert.That(watcher.Of("backend_agents.run.duration").Single().Keys, Is.EqualTo("stop"));
        Assert.That(watcher.Of("backend_agents.turns").Count(), Is.EqualTo(3 * Workbench.Rounds));
    }

    [Test]
    public async Task A_resumed_run_counts_nothing_of_what_is_on_record()
    {
        using var folder = new TempFolder();
        var bench = new Workbench(folder.Path);
        await bench.StartAsync();
        using var watcher = new Watcher();

        var again = new Workbench(folder.Path);
        await again.ResumeAsync();
        await again.Team.ReplayAsync(again.JournalPath);

        Assert.That(
            watcher.Measured.Select(static measured => measured.Name).Distinct(),
            Is.EquivalentTo(new[] { "backend_agents.runs", "backend_agents.run.duration" })
        );
    }

    [Test]
    public async Task Turns_that_wait_or_are_cancelled_are_told_as_well()
    {
        using var watcher = new Watcher();
        var asking = new ScriptedModel(static call => ScriptedModel.Call(("people_ask", new() { ["question"] = "secret?" })));
        var waiting = await Desk.Run(new BackendProject(), Desk.Files(), Desk.Worker(asking.Agent("asker")));
        using var cancelled = new CancellationTokenSource();
        var hanging = new ScriptedAgent("hanger", async (_, token) =>
        {
            await cancelled.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return "";
        });
        var stopped = await new BackendTeam([Desk.Worker(hanging)], Desk.Files()).RunAsync(
            new TeamRequest { Brief = Desk.Brief },
            cancelled.Token
        );
        using var approvals = new TempFolder();
        await Approving(approvals.Path, "yes");
        await Approving(approvals.Path, "no");

        Assert.That((waiting.Stop.Kind, stopped.Stop.Kind), Is.EqualTo((StopKind.NeedsInput, StopKind.Cancelled)));
        Assert.That(
            watcher.Spans.Single(static span => span.DisplayName == "invoke_agent asker").GetTagItem("backend_agents.outcome"),
            Is.EqualTo("waiting")
        );
        Assert.That(
            watcher.Spans.Single(static span => span.DisplayName == "invoke_agent hanger").GetTagItem("backend_agents.outcome"),
            Is.EqualTo("cancelled")
        );
        Assert.That(
            watcher.Of("backend_agents.turns").Select(static measured => (measured.Tags["gen_ai.agent.name"], measured.Tags["outcome"])),
            Is.SupersetOf(new (object, object)[] { ("asker", "waiting"), ("hanger", "cancelled") })
        );
        Assert.That(
            watcher.Named("invoke_agent backend-team").Select(static run => run.Status),
            Has.None.EqualTo(ActivityStatusCode.Error),
            "nothing broke"
        );
        Assert.That(
            watcher.Of("backend_agents.approvals").Select(static measured => measured.Tags["decision"]),
            Is.EqualTo(new[] { "approved", "refused" })
        );
        Assert.That(watcher.Texts(), Has.None.Contain("secret"));
    }

    private static Task<TeamResult> Approving(string folder, string answer)
    {
        var model = new ScriptedModel(static call =>
            call.Step == 0 ? ScriptedModel.Call(("ledger_book", new() { ["text"] = "x" })) : ScriptedModel.Say("done")
        );
        var agent = model.Agent(
            "developer",
            KernelPluginFactory.CreateFromFunctions(
                "ledger",
                [KernelFunctionFactory.CreateFromMethod((string text) => text + folder, "book")]
            )
        );
        return Desk.Run(
            new BackendProject(),
            Desk.Files() with
            {
                Budget = new Budget { Rounds = 1 },
                NeedsApproval = static call => call.Function == "ledger-book",
                Person = (question, _) => new(new Answer(question.Id, answer)),
            },
            Desk.Worker(agent)
        );
    }

    [Test]
    public async Task Messages_have_the_form_of_the_conventions()
    {
        using var watcher = await RecordAsync(content: true);

        var turn = watcher.Spans.First(static span => span.DisplayName == "invoke_agent developer");
        var sent = JsonDocument.Parse((string)turn.GetTagItem("gen_ai.input.messages")!).RootElement[0];
        Assert.That(sent.GetProperty("role").GetString(), Is.EqualTo("user"));
        Assert.That(sent.GetProperty("parts")[0].GetProperty("type").GetString(), Is.EqualTo("text"));
        Assert.That(sent.GetProperty("parts")[0].GetProperty("content").GetString(), Does.Contain(Desk.Brief));
        var got = JsonDocument.Parse((string)turn.GetTagItem("gen_ai.output.messages")!).RootElement[0];
        Assert.That((got.GetProperty("role").GetString(), got.GetProperty("finish_reason").GetString()), Is.EqualTo(("assistant", "stop")));
        Assert.That(got.GetProperty("parts")[0].GetProperty("content").GetString(), Does.StartWith("Round 1"));
        var tool = watcher.Named("execute_tool ledger-book").First();
        Assert.That(tool.GetTagItem("gen_ai.tool.call.arguments"), Is.EqualTo("""{"text":"paid 1"}"""));
        Assert.That(tool.GetTagItem("gen_ai.tool.call.result"), Is.EqualTo("booked paid 1"));
    }

    // A brief, a prompt, a reply, an argument, a tool's exception, a note and a stop that quotes a member: each has the word.
    [Test]
    public async Task What_was_said_is_in_no_span_measure_or_line_unless_asked_for([Values] bool content)
    {
        const string Word = "xylophone";
        using var watcher = new Watcher();
        var book = new LogBook();
        using var factory = book.Factory();
        var model = new ScriptedModel(static call =>
            call.Step switch
            {
                0 => ScriptedModel.Call(("blueprint_put", new() { ["text"] = Word }), ("blueprint_drop", new() { ["text"] = Word })),
                _ => ScriptedModel.Say("I wrote a " + Word),
            }
        );
        var developer = model.Agent(
            "developer",
            KernelPluginFactory.CreateFromFunctions(
                "blueprint",
                [KernelFunctionFactory.CreateFromMethod(Put, "put"), KernelFunctionFactory.CreateFromMethod(Drop, "drop")]
            )
        );
        var reviewer = new ScriptedModel(static _ => ScriptedModel.Say($"As for the {Word}, I had rather not say.")).Agent("reviewer");
        var broken = new ScriptedAgent("broken", static _ => throw new InvalidOperationException("No " + Word));

        var result = await new BackendTeam(
            [Desk.Worker(developer), Desk.Reviewer(reviewer), Desk.Reviewer(broken)],
            Desk.Files() with
            {
                Logger = factory.CreateLogger("BackendAgents.Coordination"),
                RecordContent = content,
            }
        ).RunAsync(
            new TeamRequest
            {
                Brief = $"A shop for a {Word}.",
                Context = $"The {Word} is red.",
                RunId = "run",
            }
        );

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.NotHeard));
        Assert.That(result.Stop.Message, Does.Contain(Word));
        Assert.That(watcher.Named("execute_tool blueprint-drop").First().Status, Is.EqualTo(ActivityStatusCode.Error));
        if (content)
        {
            Assert.That(watcher.Texts(), Has.Some.Contain(Word));
            Assert.That(book.Named("Quoted").Select(static line => line.Text), Has.Some.Contains("reply of developer"));
            Assert.That(book.Named("Quoted").Select(static line => line.Text), Has.Some.Contains("rather not say"));
            return;
        }

        Assert.That(watcher.Texts(), Has.None.Contain(Word));
        Assert.That(book.Lines.SelectMany(static line => line.Texts), Has.None.Contain(Word));
        Assert.That(book.Named("Quoted"), Is.Empty);

        static string Put(string text)
        {
            TurnContext.Current!.Project.PutFile(new Artifact("all.md", text + "\n"));
            return text;
        }

        static string Drop(string text) => throw new InvalidOperationException("Cannot drop " + text);
    }
}
