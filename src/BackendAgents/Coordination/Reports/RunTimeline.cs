using System.Globalization;
using System.Xml.Linq;
using BackendAgents.Coordination.Views;
using BackendAgents.Verification;

namespace BackendAgents.Coordination.Reports;

// Draws one row for each member and one bar for each turn. Turns carry durations only, so the reviewers of a round start together, as
// they are run.
internal static class RunTimeline
{
    public static IEnumerable<XElement> Draw(TeamResult result)
    {
        var bars = Bars(result);
        var end = Math.Max(bars.Select(static bar => bar.Start + bar.Length).DefaultIfEmpty(0).Max(), 0.001);
        foreach (var row in bars.GroupBy(static bar => bar.Row))
            yield return Piece.Of(
                "div",
                "row",
                new XElement("div", Piece.Clean(row.Key)),
                Piece.Of("div", "track", row.Select(bar => Draw(bar, end)))
            );
        yield return Piece.Of("p", "quiet", $"From 0 to {end.ToString("0.0", CultureInfo.InvariantCulture)} s.");
    }

    private static XElement Draw(Bar bar, double end) =>
        new(
            "span",
            new XAttribute("class", "bar " + bar.Kind),
            new XAttribute("style", $"left:{Percent(bar.Start / end)};width:{Percent(bar.Length / end)}"),
            new XAttribute("title", Piece.Clean($"{bar.Row}: {bar.Tip}, {bar.Length.ToString("0.00", CultureInfo.InvariantCulture)} s"))
        );

    private static List<Bar> Bars(TeamResult result)
    {
        var bars = new List<Bar>();
        var now = 0.0;
        var together = 0.0;
        var last = result.Verdicts.ToDictionary(
            static verdict => verdict.Turn,
            static verdict => !verdict.Approves,
            StringComparer.Ordinal
        );
        foreach (var turn in result.Transcript)
        {
            var seconds = turn.Duration.TotalSeconds;
            var isReview = turn.Task.Kind == TaskKind.Review;
            if (!isReview)
                (now, together) = (now + together, 0);
            var kind =
                turn.Failure is not null ? "failed"
                : !isReview ? "make"
                : Asked(turn) ? "asked"
                : "review";
            bars.Add(
                new Bar(
                    turn.Task.Role,
                    now,
                    seconds,
                    kind,
                    $"{turn.Task.Id} {Events.RunLines.Words(turn.Task.Kind.ToString())}, round {turn.Task.Round}"
                )
            );
            if (isReview)
                together = Math.Max(together, seconds);
            else
                now += seconds;
        }

        now += together;

        // The result keeps only a reviewer's last verdict, so earlier ones are read from the replies.
        bool Asked(TurnRecord turn) =>
            last.TryGetValue(turn.Task.Id, out var asked) ? asked : turn.Text.Contains("request_changes", StringComparison.Ordinal);
        foreach (var verification in result.Verifications)
        {
            bars.Add(
                new Bar(
                    verification.Verifier,
                    now,
                    verification.Duration.TotalSeconds,
                    verification.Outcome switch
                    {
                        VerificationOutcome.Passed => "passed",
                        VerificationOutcome.Failed => "failed",
                        _ => "notrun",
                    },
                    Events.RunLines.Words(verification.Outcome.ToString())
                )
            );
            now += verification.Duration.TotalSeconds;
        }

        return bars;
    }

    private static string Percent(double part) => (part * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}

internal sealed record Bar(string Row, double Start, double Length, string Kind, string Tip);
