using Microsoft.Net.Http.Headers;

namespace SampleService.Infrastructure;

/// <summary>Sends kept files.</summary>
internal static class FileAnswers
{
    /// <summary>
    /// Sends a file, or the part that was asked for, as something to be kept and not to be shown: browsers never run what somebody
    /// uploaded. 404 when there is none.
    /// </summary>
    /// <param name="files">Where it is.</param>
    /// <param name="name">The name under which it is kept; null when the row has none.</param>
    /// <param name="called">What it is called where it is saved, without an ending.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public static async Task<IResult> SendAsync(IFileStore files, string? name, string called, CancellationToken cancellationToken)
    {
        if (name is null || await files.OpenAsync(name, cancellationToken) is not { } content)
            return Problems.NotFound();
        var type = FileType.OfName(name);
        return new FileAnswer(
            TypedResults.Stream(
                content,
                type.Media,
                $"{called}.{type.Ending}",
                entityTag: new EntityTagHeaderValue($"\"{name}\""),
                enableRangeProcessing: true
            )
        );
    }

    // The framework leaves the answer to a part that isn't there without a body.
    private sealed class FileAnswer(IResult file) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await file.ExecuteAsync(httpContext);
            var response = httpContext.Response;
            if (response.StatusCode != StatusCodes.Status416RangeNotSatisfiable || response.HasStarted)
                return;
            response.ContentLength = null;
            response.Headers.ContentDisposition = default;
            await Problems.Of(response.StatusCode, "The file has no such part.").ExecuteAsync(httpContext);
        }
    }
}
