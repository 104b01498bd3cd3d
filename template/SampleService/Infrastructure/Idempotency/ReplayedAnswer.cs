namespace SampleService.Infrastructure;

/// <summary>An answer that was given before, given again.</summary>
internal sealed class ReplayedAnswer(KeptAnswer kept) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => kept.Status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = kept.Status;
        response.Headers[KeptAnswers.Replayed] = "true";
        if (kept.Location is not null)
            response.Headers.Location = kept.Location;
        if (kept.Tag is not null)
            response.Headers.ETag = kept.Tag;
        if (kept.Body is null)
            return;
        response.ContentType = "application/json; charset=utf-8";
        await response.WriteAsync(kept.Body, httpContext.RequestAborted);
    }
}
