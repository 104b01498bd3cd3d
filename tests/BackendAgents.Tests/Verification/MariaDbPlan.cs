using System.Text.Json;
using BackendAgents.Verification.PostgreSql.Plans;

namespace BackendAgents.Tests.Verification;

/// <summary>What a plan of MariaDB, as ANALYZE FORMAT=JSON gives it, reads without need.</summary>
internal static class MariaDbPlan
{
    /// <summary>What is wrong with a plan; null when nothing is.</summary>
    public static string? Problem(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Problem(document.RootElement);
    }

    private static string? Problem(JsonElement node) =>
        node.ValueKind switch
        {
            JsonValueKind.Array => First(node.EnumerateArray()),
            JsonValueKind.Object => OfTable(node) ?? First(node.EnumerateObject().Select(static member => member.Value)),
            _ => null,
        };

    private static string? First(IEnumerable<JsonElement> nodes) => nodes.Select(Problem).FirstOrDefault(static found => found is not null);

    private static string? OfTable(JsonElement node)
    {
        if (!node.TryGetProperty("access_type", out var access) || !node.TryGetProperty("table_name", out var table))
            return null;
        if (access.GetString() == "ALL")
            return $"reads the whole of {table.GetString()}";
        return
            node.TryGetProperty("r_rows", out var read)
            && read.ValueKind == JsonValueKind.Number
            && read.GetDouble() > PlanReader.MostRemoved
            ? $"reads {read.GetDouble():0} rows of {table.GetString()}"
            : null;
    }
}
