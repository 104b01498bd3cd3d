using System.Xml.Linq;
using BackendAgents.Coordination.Events;
using BackendAgents.Verification;

namespace BackendAgents.Coordination.Reports;

/// <summary>Who judged the delivery, and how: verifiers, the scenarios that they played, and reviewers.</summary>
internal static class JudgeTables
{
    public static IEnumerable<XElement> Draw(TeamResult result)
    {
        if (result.Blueprint is null && result.Verdicts.Count == 0 && result.Verifications.Count == 0)
            return [];
        return [Piece.Heading("judges", "Judges"), .. Verifications(result), .. Scenarios(result), .. Verdicts(result)];
    }

    private static IEnumerable<XElement> Verifications(TeamResult result) =>
        result.Verifications.Count == 0
            ? [Piece.Of("p", "wait", "No verifier ran: nothing here was compiled, tested or started.")]
            : Piece.Section(
                "Verifiers",
                ["Verifier", "Outcome", "Seen", "Time"],
                result.Verifications.Select(static verification =>
                    new object[]
                    {
                        verification.Verifier,
                        Piece.Word(
                            verification.Outcome switch
                            {
                                VerificationOutcome.Passed => "ok",
                                VerificationOutcome.Failed => "bad",
                                _ => "wait",
                            },
                            RunLines.Words(verification.Outcome.ToString())
                        ),
                        verification.Summary,
                        Piece.Seconds(verification.Duration),
                    }
                )
            );

    private static IEnumerable<XElement> Scenarios(TeamResult result) =>
        Piece.Section(
            "Scenarios",
            ["Scenario", "Outcome", "Seen"],
            result
                .Verifications.SelectMany(static verification => verification.Scenarios)
                .OrderBy(static played => played.Proves)
                .Select(played =>
                    new object[]
                    {
                        result.Blueprint?.Scenarios.FirstOrDefault(scenario => scenario.Id == played.Scenario)?.Title ?? played.Scenario,
                        Piece.Word(
                            played.Failure is not null ? "bad"
                                : played.Proves ? "ok"
                                : "wait",
                            played.Failure is not null ? "fails" : "passes"
                        ),
                        played.Failure
                            ?? (
                                played.Proves
                                    ? "and fails when an operation of it does nothing"
                                    : $"and would if {string.Join(", ", played.Unshown)} did nothing"
                            ),
                    }
                )
        );

    private static IEnumerable<XElement> Verdicts(TeamResult result) =>
        Piece.Section(
            "Reviewers",
            ["Reviewer", "Verdict", "On the delivered bytes", "Reasons"],
            result.Verdicts.Select(static verdict =>
                new object[]
                {
                    verdict.Reviewer,
                    Piece.Word(verdict.Approves ? "ok" : "bad", verdict.Approves ? "approved" : "requests changes"),
                    verdict.Valid ? "yes" : "no: they changed since",
                    verdict.Summary,
                }
            )
        );
}
