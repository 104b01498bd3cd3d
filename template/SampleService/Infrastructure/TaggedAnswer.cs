namespace SampleService.Infrastructure;

/// <summary>An answer that carries the tag of a row.</summary>
internal sealed class TaggedAnswer(string tag, IResult answer) : IResult, IStatusCodeHttpResult, IValueHttpResult
{
    /// <summary>The tag, in quotes.</summary>
    public string Tag => tag;

    public int? StatusCode => (answer as IStatusCodeHttpResult)?.StatusCode;

    public object? Value => (answer as IValueHttpResult)?.Value;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = tag;
        return answer.ExecuteAsync(httpContext);
    }
}
