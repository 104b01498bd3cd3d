using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace SampleGateway;

/// <summary>
/// Asks another instance of a service where one is gone. A call that reached nobody is sent to the next; a GET or HEAD, which changes
/// nothing, also when its instance was lost before it answered. Each instance is asked once at most, and nothing else is sent twice.
/// </summary>
internal static class OtherInstances
{
    /// <summary>Puts that before the choice of an instance.</summary>
    public static void UseOtherInstances(this IApplicationBuilder proxy) =>
        proxy.Use(
            async (http, next) =>
            {
                // The choice leaves nothing but what it chose.
                var way = http.GetReverseProxyFeature();
                var left = way.AvailableDestinations.ToList();
                await next(http);
                while (way.ProxiedDestination is { } asked && left.Remove(asked) && left.Count > 0 && MayBeAskedAgain(http))
                {
                    way.AvailableDestinations = left;
                    way.ProxiedDestination = null;
                    http.Features.Set<IForwarderErrorFeature>(null);
                    http.Response.StatusCode = StatusCodes.Status200OK;
                    await next(http);
                }
            }
        );

    private static bool MayBeAskedAgain(HttpContext http) =>
        http.GetForwarderErrorFeature() is { } failure
        && (failure.Error is ForwarderError.Request or ForwarderError.ResponseHeaders || WasNotReached(failure))
        && !http.Response.HasStarted
        && !http.RequestAborted.IsCancellationRequested
        && (WasNotReached(failure) || IsRead(http));

    private static bool WasNotReached(IForwarderErrorFeature failure) =>
        failure.Exception
            is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError }
                // No connection within its time; the time of a call that was sent ends otherwise.
                or OperationCanceledException { InnerException: TimeoutException };

    private static bool IsRead(HttpContext http) =>
        (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        && http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true };
}
