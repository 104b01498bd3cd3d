using Microsoft.AspNetCore.Authentication;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>Says whether whoever opened a stream would still be let in.</summary>
internal sealed class GraphCallers(IServiceScopeFactory scopes)
{
    /// <summary>
    /// Looks at the credentials of a request as if it came now: tokens end, and so do sessions. Who sent none is still nobody in
    /// particular.
    /// </summary>
    public async Task<bool> AreStillKnownAsync(HttpContext http)
    {
        if (http.User.Identity?.IsAuthenticated != true)
            return true;
        await using var scope = scopes.CreateAsyncScope();
        // The answer of the first time is kept with the request, so another one asks.
        var again = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = http.RequestAborted };
        foreach (var (name, value) in http.Request.Headers)
            again.Request.Headers[name] = value;
        (again.Request.Scheme, again.Request.Host) = (http.Request.Scheme, http.Request.Host);
        (again.Request.Method, again.Request.Path) = (http.Request.Method, http.Request.Path);
        again.Connection.RemoteIpAddress = http.Connection.RemoteIpAddress;
        again.SetEndpoint(http.GetEndpoint());
        return (await again.AuthenticateAsync()).Succeeded;
    }
}
