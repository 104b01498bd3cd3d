using System.Globalization;

namespace SampleService.Infrastructure;

/// <summary>Which reads are answered from copies, and what each is known by.</summary>
internal static class CachedReads
{
    /// <summary>
    /// Answers from a copy whoever may see all rows: what they see depends on nothing but what they ask for. Who sees rows of their own
    /// only is never given a copy, and none is made of what they see.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="table">Table of the rows that it reads.</param>
    /// <param name="seconds">How long a copy lives, at most.</param>
    /// <param name="others">Other tables that it reads.</param>
    public static RouteHandlerBuilder Cached(this RouteHandlerBuilder endpoint, string table, int seconds, params string[] others) =>
        endpoint.AddEndpointFilter(
            async (context, next) =>
            {
                var http = context.HttpContext;
                var metadata = http.GetEndpoint()!.Metadata;
                if (metadata.GetRequiredMetadata<AccessTable>().For(Caller.Of(http)) != Scope.Any)
                    return await next(context);
                var name = metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName;
                var read = new CachedRead(
                    name,
                    [.. CopyNames.Read(table, context.Arguments), .. others.Select(CopyNames.Table)],
                    Asked(context.Arguments),
                    TimeSpan.FromSeconds(seconds)
                );
                return await http.RequestServices.GetRequiredService<ReadCache>().AnswerAsync(read, context, next);
            }
        );

    // What the endpoint has read of the request, and nothing else that stands in it.
    private static string Asked(IList<object?> arguments) =>
        string.Join('\n', arguments.Where(static value => value is null or IFormattable or string).Select(Text));

    private static string Text(object? value) =>
        value switch
        {
            null => "-",
            IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
            _ => string.Create(CultureInfo.InvariantCulture, $"{((string)value).Length}:{value}"),
        };
}
