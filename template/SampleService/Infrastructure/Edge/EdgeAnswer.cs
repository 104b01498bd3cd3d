using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace SampleService.Infrastructure;

/// <summary>A public answer in JSON: with a tag, and without a body for who has it already (RFC 9110).</summary>
internal sealed class EdgeAnswer(IResult answer, Action<HttpResponse> describe) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        using var body = await WriteAsync(httpContext);
        if (response.StatusCode == StatusCodes.Status200OK)
        {
            describe(response);
            if (response.Headers.ETag.Count == 0)
                response.Headers.ETag = TagOf(body);
            if (IsKnown(httpContext.Request, response.Headers.ETag.ToString()))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentLength = null;
                response.ContentType = null;
                return;
            }
        }

        response.ContentLength = body.Length;
        await body.CopyToAsync(response.Body, httpContext.RequestAborted);
    }

    // Nothing is sent until it is known what.
    private async Task<MemoryStream> WriteAsync(HttpContext http)
    {
        var outer = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = new MemoryStream();
        http.Response.Body = body;
        try
        {
            await answer.ExecuteAsync(http);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        finally
        {
            http.Features.Set(outer);
        }

        body.Position = 0;
        return body;
    }

    private static string TagOf(MemoryStream body)
    {
        var hash = SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length));
        return $"\"{Base64Url.EncodeToString(hash.AsSpan(0, 16))}\"";
    }

    private static bool IsKnown(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch is { Count: > 0 } known
        && EntityTagHeaderValue.TryParseList(known!, out var tags)
        && tags.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Tag.Value == tag);
}
