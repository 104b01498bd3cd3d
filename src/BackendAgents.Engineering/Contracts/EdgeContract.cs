using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Contracts;

/// <summary>What operations answer whose answers caches before the service keep.</summary>
internal static class EdgeContract
{
    private const string Tag = "ETag";

    /// <summary>A success with its tag, by which a cache asks again.</summary>
    public static HttpResponse Tagged(HttpResponse success, Operation operation, Blueprint blueprint) =>
        EntityCache.EdgeSecondsOf(blueprint, operation) > 0 && !success.Headers.Contains(Tag)
            ? success with
            {
                Headers = [.. success.Headers, Tag],
            }
            : success;

    /// <summary>The answer to who has the present state already; a download has it in any case.</summary>
    public static IEnumerable<Responses.Answer> Unchanged(Operation operation, Blueprint blueprint) =>
        EntityCache.EdgeSecondsOf(blueprint, operation) > 0 && operation.Kind != OperationKind.Download
            ? [new HttpResponse(304, "The caller has it already.", null) { Headers = [Tag] }]
            : [];
}
