using System.Text.Json;

namespace BackendAgents.Verification.PostgreSql.Plans;

/// <summary>What a plan of PostgreSQL, as EXPLAIN (ANALYZE, FORMAT JSON) gives it, reads without need.</summary>
internal static class PlanReader
{
    /// <summary>Most rows that a page may read and put away.</summary>
    public const int MostRemoved = 5_000;

    /// <summary>What is wrong with a plan; null when nothing is.</summary>
    public static string? Problem(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Problem(document.RootElement[0].GetProperty("Plan"));
    }

    private static string? Problem(JsonElement node)
    {
        var table = node.TryGetProperty("Relation Name", out var name) ? name.GetString() : null;
        if (node.GetProperty("Node Type").GetString() == "Seq Scan")
            return $"reads the whole of {table}";
        foreach (var why in (string[])["Rows Removed by Filter", "Rows Removed by Index Recheck"])
            if (node.TryGetProperty(why, out var removed) && removed.GetDouble() > MostRemoved)
                return $"reads {removed.GetDouble():0} rows of {table} that it doesn't answer with";
        return node.TryGetProperty("Plans", out var inner)
            ? inner.EnumerateArray().Select(Problem).FirstOrDefault(static found => found is not null)
            : null;
    }
}
