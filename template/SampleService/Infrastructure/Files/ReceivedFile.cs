using Microsoft.AspNetCore.Http.Features;

namespace SampleService.Infrastructure;

/// <summary>The file of a request, received and kept, but not yet named by any row.</summary>
/// <param name="Name">The name under which it is kept.</param>
internal sealed record ReceivedFile(string Name)
{
    /// <summary>The name of the file that a request has brought.</summary>
    public static string Of(HttpContext http) => http.Features.GetRequiredFeature<ReceivedFile>().Name;
}
