using System.Text.Json;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Journal;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Coordination.Journal;

/// <summary>Halves of characters change when they are written down; a run must read what its replay will read.</summary>
public sealed class WellFormedTests
{
    private const string High = "\ud83d";
    private const string Low = "\ude00";

    private static readonly string[] s_halves =
    [
        High,
        Low,
        Low + High,
        "a" + High,
        High + "b",
        High + High + Low,
        High + Low + Low,
        "é" + High + "\n" + Low,
    ];

    [TestCase("")]
    [TestCase("plain")]
    [TestCase("größe 😀😀 ﷽")]
    public void Text_that_is_well_formed_is_the_very_same(string text) => Assert.That(WellFormed.Text(text), Is.SameAs(text));

    [TestCaseSource(nameof(s_halves))]
    public void Halves_become_what_writing_makes_of_them(string text)
    {
        var written = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

        Assert.That(WellFormed.Text(text), Is.EqualTo(written));
        Assert.That(WellFormed.Text(text), Has.Length.EqualTo(text.Length));
        Assert.That(JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(text)), Is.EqualTo(written));
    }

    [Test]
    public async Task Halves_of_characters_anywhere_do_not_make_a_replay_part()
    {
        using var runs = new TempFolder();
        BackendTeam Team(BackendProject project, string name)
        {
            var model = new ScriptedModel(call =>
                (call.Task.Round, call.Step) switch
                {
                    (_, 0) => ScriptedModel.Call(("blueprint_put", new() { ["text"] = $"round {call.Task.Round} {High}\n" })),
                    (1, 1) => ScriptedModel.Say($"said {Low}\n```json\n{{\"questions\":[\"Which {High} one?\"]}}\n```"),
                    _ => ScriptedModel.Say($"{High} {string.Join(',', call.Results)}"),
                }
            );
            var agent = model.Agent(
                "developer",
                KernelPluginFactory.CreateFromFunctions(
                    "blueprint",
                    [
                        KernelFunctionFactory.CreateFromMethod(
                            (string text) =>
                            {
                                project.PutFile(new Artifact("all.md", text + "own " + Low + "\n"));
                                return "put " + High;
                            },
                            "put"
                        ),
                    ]
                )
            );
            var reviewer = new ScriptedAgent(name, turn =>
                turn.Task.Round < 2 ? Desk.Verdict("request_changes", Desk.At("all.md", 1, "not " + High)) + Low : Desk.Approve
            );
            return new BackendTeam(
                [TeamMember.Worker(agent), Desk.Reviewer(reviewer)],
                Desk.Files(runs.Path) with
                {
                    Person = static (question, _) => new(new Answer(question.Id, "this " + High)),
                }
            );
        }

        var project = new BackendProject();
        var result = await Team(project, "reviewer")
            .RunAsync(
                new TeamRequest
                {
                    Brief = "A shop " + High + " with products",
                    Context = Low + " for all",
                    RunId = "r",
                    Project = project,
                }
            );
        var replay = await Team(new BackendProject(), "reviewer").ReplayAsync(result.JournalPath!);

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(result.Transcript, Has.Count.EqualTo(4));
        Assert.That(replay.Divergence, Is.Null, replay.Divergence?.ToString());
        Assert.That(
            replay.Result.Transcript.Select(static turn => turn.Text),
            Is.EqualTo(result.Transcript.Select(static turn => turn.Text))
        );
        Assert.That(replay.Result.Artifacts.Hash, Is.EqualTo(result.Artifacts.Hash));
    }

    [TestCase("""```json{0}{{"verdict":"approve","summary":"\ud83d"}}{0}```""")]
    [TestCase("""```json{0}{{"questions":["\ud83d"]}}{0}```""")]
    public async Task Half_a_character_as_an_escape_is_a_bad_reply_and_no_crash(string reply)
    {
        reply = string.Format(System.Globalization.CultureInfo.InvariantCulture, reply, "\n");
        var project = new BackendProject();
        var first = true;
        var worker = new ScriptedAgent("developer", _ =>
        {
            project.PutFile(new Artifact("all.md", "x\n"));
            return reply;
        });
        var reviewer = new ScriptedAgent("reviewer", _ => first && !(first = false) ? reply : Desk.Approve);

        var result = await Desk.Run(project, Desk.Files(), Desk.Worker(worker), Desk.Reviewer(reviewer));

        Assert.That(result.Approved, Is.True, result.Stop.Message);
    }

    [Test]
    public void Arguments_and_results_that_are_no_text_are_still_written()
    {
        using var document = JsonDocument.Parse("""{"a":"\ud83d"}""");
        var half = document.RootElement.GetProperty("a");

        Assert.That(CanonicalJson.Write([new("x", half)]), Does.Contain("ud83d"));
        Assert.That(CanonicalJson.Write([new("x", document.RootElement)]), Does.Contain("ud83d"));
        Assert.That(CanonicalJson.Text(half), Is.EqualTo("\"\\ud83d\""));
        Assert.That(CanonicalJson.Text(document.RootElement), Does.Contain("ud83d"));
    }
}
