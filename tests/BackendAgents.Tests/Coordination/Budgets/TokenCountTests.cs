using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Coordination.Budgets;

/// <summary>Tokens where the model does not say how many there were.</summary>
[CancelAfter(60_000)]
public sealed class TokenCountTests
{
    [Test]
    public void A_text_is_counted_by_a_real_vocabulary()
    {
        Assert.That(TokenCounter.Count(""), Is.Zero);
        Assert.That(TokenCounter.Count("The quick brown fox jumps over the lazy dog."), Is.EqualTo(10));
    }

    // The time limit is what is tested: taken whole, such a word costs minutes.
    [Test]
    public void A_word_without_end_is_counted_at_once()
    {
        Assert.That(TokenCounter.Count(new string('x', 190_000)), Is.InRange(190_000 / 16, 190_000));
        Assert.That(TokenCounter.Count(new string('x', 10_000_000)), Is.InRange(10_000_000 / 16, 10_000_000));
    }

    [Test]
    public void Halves_of_characters_are_counted_too() =>
        Assert.That(
            TokenCounter.Count(new string('\ud83d', 5_000) + string.Concat(Enumerable.Repeat("x😀", 4_000))),
            Is.GreaterThan(4_000)
        );

    [Test]
    public async Task Every_call_of_a_turn_is_sent_all_that_was_said_before()
    {
        const int Calls = 4;
        const int Long = 8_000;
        var project = new BackendProject();
        var model = new ScriptedModel(static call =>
            call.Step < Calls - 1 ? ScriptedModel.Call(("desk_write", new() { ["page"] = call.Step })) : ScriptedModel.Say("done")
        )
        {
            Usage = null,
        };
        var agent = model.Agent(
            "developer",
            KernelPluginFactory.CreateFromFunctions(
                "desk",
                [
                    KernelFunctionFactory.CreateFromMethod(
                        (int page) =>
                        {
                            project.PutFile(new Artifact("all.md", $"{page}\n"));
                            return string.Concat(Enumerable.Repeat("word ", Long / 5));
                        },
                        "write"
                    ),
                ]
            )
        );

        var result = await Desk.Run(project, Desk.Files(), Desk.Worker(agent));

        // An answer of some 1,600 tokens is sent along three, two and one times; the task, with the form, comes with each call.
        const int Answer = Long / 5;
        Assert.That(model.Calls, Is.EqualTo(Calls));
        Assert.That((result.Usage.ModelCalls, result.Usage.Estimated), Is.EqualTo((Calls, true)));
        Assert.That(result.Usage.InputTokens, Is.InRange(6 * Answer, (6 * Answer) + 6_000));
        Assert.That(result.Usage.OutputTokens, Is.InRange(Calls, 100));
    }

    [Test]
    public async Task A_bound_on_tokens_holds_for_a_model_that_says_nothing()
    {
        var project = new BackendProject();
        var model = new ScriptedModel(static _ => ScriptedModel.Call(("desk_write", []))) { Usage = null };
        var agent = model.Agent(
            "developer",
            KernelPluginFactory.CreateFromFunctions("desk", [KernelFunctionFactory.CreateFromMethod(() => new string('x', 8_000), "write")])
        );

        var result = await Desk.Run(project, Desk.Files() with { Budget = new Budget { InputTokens = 20_000 } }, Desk.Worker(agent));

        Assert.That((result.Stop.Kind, result.Stop.Budget), Is.EqualTo((StopKind.BudgetSpent, "run.inputTokens")), result.Stop.Message);
        Assert.That(result.Usage.InputTokens, Is.LessThanOrEqualTo(20_000));
    }
}
