using System.Text.Json;
using GraphQL;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>Problems of operations as errors of GraphQL.</summary>
internal static class GraphErrors
{
    /// <summary>The error of a problem: its detail, with its code, its status, and what is wrong with which value.</summary>
    public static ExecutionError Of(int status, JsonElement problem)
    {
        var detail = Text(problem, "detail") ?? Text(problem, "title") ?? "The operation refused.";
        var error = new ExecutionError(detail) { Code = Text(problem, "code") ?? Problems.CodeOf(status) };
        error.AddExtension("status", status);
        if (problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("errors", out var errors))
            error.AddExtension("errors", errors);
        return error;
    }

    private static string? Text(JsonElement problem, string name) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
