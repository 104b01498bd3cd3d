using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Documents;

/// <summary>Every code that an answer can carry: when, where, and what a caller does about it.</summary>
internal static class ErrorCatalogue
{
    public static string Write(ServicePlan plan)
    {
        var text = new CodeWriter()
            .Line("# Errors")
            .Line()
            .Line(
                "Every error is a problem document (RFC 9457, `application/problem+json`) with a `code` that stays the same; "
                    + "texts may change."
            )
            .Line("Callers decide by `status` and `code`, and show or log `detail`; `traceId` leads to the service's log.")
            .Line()
            .Line("| code | status | means | again? | where |")
            .Line("|---|---|---|---|---|");
        var all =
            from endpoint in plan.Contract.Endpoints
            from response in endpoint.Responses
            where response.IsProblem
            from code in response.Codes
            group endpoint.OperationId by (response.Status, Code: code, response.Description) into same
            orderby same.Key.Status, same.Key.Code
            select same;
        foreach (var same in all)
            text.Line(
                $"| `{same.Key.Code}` | {same.Key.Status} | {MarkdownText.Escape(same.Key.Description)} | {Again(same.Key.Status)} | "
                    + $"{Where([.. same.Distinct()], plan.Contract.Endpoints.Count)} |"
            );
        return text.ToString();
    }

    private static string Again(int status) =>
        status switch
        {
            401 => "with a new token",
            412 or 428 => "after reading it anew",
            409 or 423 => "after looking at the state",
            429 or 503 => "after `Retry-After`",
            >= 500 => "yes, if it may be repeated",
            _ => "no, the request must change",
        };

    private static string Where(IReadOnlyList<string> operations, int all) =>
        operations.Count == all ? "everywhere"
        : operations.Count > 6 ? $"{operations.Count} operations"
        : string.Join(", ", operations.Select(static operation => $"`{operation}`"));
}
