using System.Text;
using System.Text.Json;

namespace SampleService.Infrastructure;

/// <summary>An answer 200 as it is kept: its tag in the first line, and behind it the body.</summary>
internal sealed class CachedAnswer(byte[] kept) : IResult
{
    /// <summary>What is kept of an answer; null when it is none to be kept: a refusal, or no JSON.</summary>
    public static byte[]? Of(object? result, JsonSerializerOptions json)
    {
        if (result is not (IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK } and IValueHttpResult { Value: { } value }))
            return null;
        var tag = (result as TaggedAnswer)?.Tag ?? "";
        return [.. Encoding.ASCII.GetBytes(tag), (byte)'\n', .. JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), json)];
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var end = Array.IndexOf(kept, (byte)'\n');
        var response = httpContext.Response;
        if (end > 0)
            response.Headers.ETag = Encoding.ASCII.GetString(kept, 0, end);
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = kept.Length - end - 1;
        return response.Body.WriteAsync(kept, end + 1, kept.Length - end - 1, httpContext.RequestAborted);
    }
}
