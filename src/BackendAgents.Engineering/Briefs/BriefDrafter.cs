using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Assembly;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Proof;
using BackendAgents.Engineering.Briefs.Requirements;
using BackendAgents.Engineering.Briefs.Sayings;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Briefs;

/// <summary>Turns what a brief says into a blueprint. Pure: the same facts give the same reading. Safe on any thread.</summary>
internal static class BriefDrafter
{
    /// <summary>Drafts a blueprint from what the sentences of a brief say.</summary>
    /// <param name="said">What the brief says.</param>
    /// <param name="brief">The brief, to be quoted.</param>
    public static BriefReading Draft(BriefFacts said, string brief)
    {
        var (sentences, facts) = (said.Sentences, said.Facts);
        var draft = Drafter.Make(facts, sentences, said.IsPlain);
        if (!said.IsPlain && !draft.Entities.Exists(static entity => entity.Noun != Drafting.Draft.Account) && !AsksForAccounts(facts))
            return Refuse(
                new Diagnostic(
                    "brief-not-understood",
                    Severity.Error,
                    Place.None,
                    "The brief names nothing that a service could keep.",
                    "Name the things that the service keeps, for example \"orders with a date and a total\", and who uses them."
                ),
                sentences,
                brief
            );

        var blueprint = SayingStep.Apply(draft, sentences, EndpointStep.Apply(draft, Assembler.Assemble(draft)));
        blueprint = MessageStep.Apply(draft, sentences, blueprint);
        KeepsStep.Apply(draft, blueprint);
        foreach (var scope in facts.OfType<ScopeFact>())
            draft.Note(scope.Sentence, "service title");
        var trace = Tracer.Trace(draft, sentences);
        // The last resort: what cannot be drawn without contradiction is said, never delivered.
        if (BlueprintValidator.Validate(blueprint) is [var contradiction, ..])
            return Failed(
                new Diagnostic(
                    "brief-contradictory",
                    Severity.Error,
                    Place.None,
                    $"The model that the brief describes contradicts itself: {contradiction.Message}",
                    "Say it in shorter sentences, one thing at a time, and name each thing in the same way throughout."
                ),
                trace,
                [],
                brief
            );

        var reading = new BriefReading
        {
            Blueprint = ScenarioDrafter.Add(blueprint with { Requirements = RequirementList.Make(draft, sentences, trace) }),
            Facts = said,
            Trace = trace,
            Assumptions = [.. draft.Assumptions.Distinct()],
            Unplaced = [.. draft.Unplaced.Distinct().OrderBy(static unplaced => unplaced.Sentence).Concat(Tracer.Silent(trace))],
            Questions = [.. draft.Questions.Distinct()],
        };
        return reading with { Page = ReadingPage.Write(reading, brief) };
    }

    /// <summary>The reading of a brief that says nothing.</summary>
    public static BriefReading Refuse(Diagnostic problem, IReadOnlyList<FactSentence> sentences, string brief) =>
        Failed(
            problem,
            [
                .. sentences.Select(static sentence => new BriefSentence(
                    sentence.Number,
                    sentence.Text,
                    [],
                    "Nothing in it was recognised."
                )),
            ],
            ["What shall the service keep, and who uses it?"],
            brief
        );

    private static bool AsksForAccounts(IReadOnlyList<Fact> facts) =>
        facts.Any(static fact => fact is FeatureFact { Feature: "authentication" } or HasFact { Owner: "user" });

    private static BriefReading Failed(
        Diagnostic problem,
        IReadOnlyList<BriefSentence> trace,
        IReadOnlyList<string> questions,
        string brief
    )
    {
        var failed = new BriefReading
        {
            Problems = [problem],
            Trace = trace,
            Questions = questions,
        };
        return failed with { Page = ReadingPage.Write(failed, brief) };
    }
}
