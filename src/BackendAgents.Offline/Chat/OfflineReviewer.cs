using System.Text.Encodings.Web;
using System.Text.Json;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Offline.Chat;

/// <summary>A reviewer's part of the offline client: it runs the rules of its areas and demands what can be mended.</summary>
internal static class OfflineReviewer
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static OfflineReply Reply(OfflineTurn turn)
    {
        IReadOnlyList<string> areas =
            turn.Areas.Count > 0 ? [.. turn.Areas.Select(static area => area.ToString().ToLowerInvariant())] : [""];
        if (turn.Tool("review", "check") is not { } check)
            return OfflineReply.Say(
                "I am the offline model: rules, not a language model. I can't judge without the function review-check: take it "
                    + "out of the agent's disallowedTools, or configure a live model."
            );
        if (turn.Calls.Count == 0)
            return OfflineReply.Call(
                "I run the rules of my areas.",
                [.. areas.Select(area => new OfflineCall(check, new() { ["area"] = area }))]
            );

        var findings = turn
            .Calls.SelectMany(static call => OfflineAnswers.Findings(call.Answer))
            .DistinctBy(static finding => finding.Key)
            .ToList();
        var demanded = findings
            .Where(static finding => finding.Severity == Severity.Error || finding is { Severity: Severity.Warning, Fixable: true })
            .ToList();
        return OfflineReply.Say(
            Verdict(
                demanded.Count == 0,
                demanded.Count == 0 ? findings : demanded,
                demanded.Count == 0
                    ? (
                        findings.Count == 1
                            ? "1 finding, which need not be mended."
                            : $"{findings.Count} findings, none of which must be mended."
                    )
                    : (demanded.Count == 1 ? "1 finding is to be mended." : $"{demanded.Count} findings are to be mended.")
            )
        );
    }

    private static string Verdict(bool approve, IReadOnlyList<Diagnostic> findings, string summary) =>
        $"""
            {summary}

            ```json
            {JsonSerializer.Serialize(
                new
                {
                    verdict = approve ? "approve" : "request_changes",
                    findings = findings.Select(finding => Cite(finding, approve)),
                    summary,
                },
                s_options
            )}
            ```
            """;

    // What is demanded blocks, whatever its rule says; what merely is there keeps its severity.
    private static object Cite(Diagnostic finding, bool approve)
    {
        return new
        {
            code = finding.Code,
            place = finding.Place,
            severity = approve ? finding.Severity.ToString().ToLowerInvariant() : "error",
            message = finding.Message,
            remedy = finding.Remedy,
        };
    }
}
