namespace SampleService.Infrastructure;

/// <summary>Which answers caches before the service may keep.</summary>
internal static class EdgeReads
{
    private static readonly Caller s_nobody = new(Guid.Empty, null);

    /// <summary>
    /// Lets them keep a public answer: one that anybody is given, so that it is of no matter who asks. They ask nobody whether a caller
    /// may have it.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="table">Table of the rows that it reads.</param>
    /// <param name="seconds">How long they keep it, at most; a change ends it sooner.</param>
    public static RouteHandlerBuilder AtEdge(this RouteHandlerBuilder endpoint, string table, int seconds) =>
        endpoint.AddEndpointFilter(
            async (context, next) =>
            {
                var describe = Describe(context, table, seconds);
                var answer = await next(context);
                return describe is not null && answer is IResult result ? new EdgeAnswer(result, describe) : answer;
            }
        );

    /// <summary>The same for files, which have a tag of their own and are not held up.</summary>
    /// <inheritdoc cref="AtEdge" />
    public static RouteHandlerBuilder FilesAtEdge(this RouteHandlerBuilder endpoint, string table, int seconds) =>
        endpoint.AddEndpointFilter(
            (context, next) =>
            {
                var response = context.HttpContext.Response;
                if (Describe(context, table, seconds) is { } describe)
                    response.OnStarting(() =>
                    {
                        if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status206PartialContent or 304)
                            describe(response);
                        return Task.CompletedTask;
                    });
                return next(context);
            }
        );

    private static Action<HttpResponse>? Describe(EndpointFilterInvocationContext context, string table, int seconds)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()!.Metadata.GetRequiredMetadata<AccessTable>().For(s_nobody) != Scope.Any)
            return null;
        var headers = http.RequestServices.GetRequiredService<EdgeHeaders>();
        var keys = EdgeKeys.Of(CopyNames.Read(table, context.Arguments));
        return response => headers.Write(response, keys, seconds);
    }
}
