using System.Globalization;
using BackendAgents.Coordination.Progress;

namespace BackendAgents.Tests.Coordination.Progress;

public sealed class ProgressWatchTests
{
    private const int Rounds = 200;

    private static readonly NoProgressPolicy s_endless = new()
    {
        SameState = int.MaxValue,
        SameFindings = int.MaxValue,
        SameArtifacts = int.MaxValue,
        Oscillations = int.MaxValue,
    };

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Endless_patience_is_never_at_its_end(int period) => Assert.That(First(s_endless, round => State(round % period)), Is.Null);

    [TestCase(1, 6)]
    [TestCase(5, 14)]
    [TestCase(20, 44)]
    public void A_circle_of_two_states_is_seen_after_as_many_turns_as_the_policy_says_and_not_before(int oscillations, int rounds)
    {
        // Two rounds of other work come first.
        var first = First(s_endless with { Oscillations = oscillations }, round => round < 2 ? State(100 + round) : State(round % 2));

        Assert.That(first, Is.EqualTo((rounds, "the work goes in circles of 2 states")));
    }

    [TestCase(1, 8)]
    [TestCase(5, 20)]
    public void A_circle_of_three_states_is_seen_after_as_many_turns_as_the_policy_says_and_not_before(int oscillations, int rounds)
    {
        var first = First(s_endless with { Oscillations = oscillations }, round => round < 2 ? State(100 + round) : State(round % 3));

        Assert.That(first, Is.EqualTo((rounds, "the work goes in circles of 3 states")));
    }

    [Test]
    public void Equal_artifacts_or_findings_count_apart_however_long_the_other_patterns_are()
    {
        var sameArtifacts = First(s_endless with { SameArtifacts = 60 }, static round => ("same", Name(round)));
        var sameFindings = First(s_endless with { SameFindings = 60 }, static round => (Name(round), "same"));
        var sameState = First(s_endless with { SameState = 60 }, static _ => State(0));

        Assert.Multiple(() =>
        {
            Assert.That(sameArtifacts, Is.EqualTo((61, "the same artifacts 61 times in a row")));
            Assert.That(sameFindings, Is.EqualTo((61, "the same findings 61 times in a row")));
            Assert.That(sameState, Is.EqualTo((61, "the same artifacts with the same findings 61 times in a row")));
        });
    }

    [Test]
    public void Work_that_always_changes_is_never_stopped() => Assert.That(First(new NoProgressPolicy(), State), Is.Null);

    [Test]
    public void What_was_seen_before_somebody_else_took_over_does_not_count()
    {
        var watch = new ProgressWatch(new NoProgressPolicy { SameState = 2 });
        var first = watch.Note("a", "f") ?? watch.Note("a", "f");
        watch.Reset();
        var second = watch.Note("a", "f") ?? watch.Note("a", "f");

        Assert.Multiple(() =>
        {
            Assert.That(first, Is.Null);
            Assert.That(second, Is.Null);
            Assert.That(watch.Note("a", "f"), Is.EqualTo("the same artifacts with the same findings 3 times in a row"));
        });
    }

    // The number of the round that is said to repeat, counted from 1, and what is said.
    private static (int Rounds, string Pattern)? First(NoProgressPolicy policy, Func<int, (string Artifacts, string Findings)> state)
    {
        var watch = new ProgressWatch(policy);
        for (var round = 0; round < Rounds; round++)
        {
            var (artifacts, findings) = state(round);
            if (watch.Note(artifacts, findings) is { } pattern)
                return (round + 1, pattern);
        }

        return null;
    }

    private static (string Artifacts, string Findings) State(int number) => (Name(number), "finding " + Name(number));

    private static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);
}
