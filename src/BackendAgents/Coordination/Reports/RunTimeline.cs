using System.Globalization;
using System.Xml.Linq;
using BackendAgents.Coordination.Views;
using BackendAgents.Verification;

namespace BackendAgents.Coordination.Reports;

// Who worked when: a row a member, a bar a turn. Turns carry durations only, so reviewers of a round are drawn from a common start, as
// they are run.
internal static class RunTimeline
{
    private const double Width = 960;
    private const double Left = 190;
    private const double Row = 24;
    private const double Narrowest = 3;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static XElement Draw(TeamResult result)
    {
        var bars = Bars(result);
        var rows = bars.Select(static bar => bar.Row).Distinct().ToList();
        var end = Math.Max(bars.Select(static bar => bar.Start + bar.Length).DefaultIfEmpty(0).Max(), 0.001);
        var height = (rows.Count * Row) + 30;
        var scale = (Width - Left - 10) / end;
        return new XElement(
            s_svg + "svg",
            Attributes(
                ("viewBox", $"0 0 {Number(Width)} {Number(height)}"),
                ("width", "100%"),
                ("role", "img"),
                ("aria-label", "Timeline of the run")
            ),
            rows.Select((row, index) => Text(0, (index * Row) + 16, row)),
            bars.Select(bar => Bar(bar, rows.IndexOf(bar.Row), scale)),
            Text(Left, (rows.Count * Row) + 22, "0 s"),
            Text(Width - 60, (rows.Count * Row) + 22, end.ToString("0.0", CultureInfo.InvariantCulture) + " s")
        );
    }

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
            var colour =
                turn.Failure is not null ? "#b3261e"
                : !isReview ? "#3267b5"
                : Asked(turn) ? "#c77700"
                : "#1a7f4b";
            bars.Add(
                new Bar(
                    turn.Task.Role,
                    now,
                    seconds,
                    colour,
                    $"{turn.Task.Id} {RunReport.Words(turn.Task.Kind.ToString())}, round {turn.Task.Round}"
                )
            );
            if (isReview)
                together = Math.Max(together, seconds);
            else
                now += seconds;
        }

        now += together;

        // A result keeps the last verdict of a reviewer; of earlier ones there is the reply.
        bool Asked(TurnRecord turn) =>
            last.TryGetValue(turn.Task.Id, out var asked) ? asked : turn.Text.Contains("request_changes", StringComparison.Ordinal);
        foreach (var verification in result.Verifications)
        {
            var colour = verification.Outcome switch
            {
                VerificationOutcome.Passed => "#2a8c8c",
                VerificationOutcome.Failed => "#b3261e",
                _ => "#a3abb8",
            };
            bars.Add(
                new Bar(
                    verification.Verifier,
                    now,
                    verification.Duration.TotalSeconds,
                    colour,
                    RunReport.Words(verification.Outcome.ToString())
                )
            );
            now += verification.Duration.TotalSeconds;
        }

        return bars;
    }

    private static XElement Bar(Bar bar, int row, double scale) =>
        new(
            s_svg + "rect",
            Attributes(
                ("x", Number(Left + (bar.Start * scale))),
                ("y", Number((row * Row) + 4)),
                ("width", Number(Math.Max(bar.Length * scale, Narrowest))),
                ("height", Number(Row - 8)),
                ("rx", "3"),
                ("fill", bar.Colour)
            ),
            new XElement(
                s_svg + "title",
                RunReport.Clean($"{bar.Row}: {bar.Tip}, {bar.Length.ToString("0.00", CultureInfo.InvariantCulture)} s")
            )
        );

    private static XElement Text(double x, double y, string text) =>
        new(s_svg + "text", Attributes(("x", Number(x)), ("y", Number(y))), RunReport.Clean(text));

    private static IEnumerable<XAttribute> Attributes(params (string Name, string Value)[] pairs) =>
        pairs.Select(static pair => new XAttribute(pair.Name, pair.Value));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

internal sealed record Bar(string Row, double Start, double Length, string Colour, string Tip);
