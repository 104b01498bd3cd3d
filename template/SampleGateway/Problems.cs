using Yarp.ReverseProxy.Forwarder;

namespace SampleGateway;

/// <summary>The problems that the gateway itself answers with (RFC 9457), by the codes that the services use.</summary>
internal static class Problems
{
    private const string Service = "unreachable-service";

    /// <summary>Says which service can't be reached, in place of the proxy's bare status.</summary>
    public static void UseUpstreamProblems(this IApplicationBuilder proxy) =>
        proxy.Use(
            async (http, next) =>
            {
                await next(http);
                if (http.GetForwarderErrorFeature() is not { } failure || http.Response.HasStarted)
                    return;
                var late = failure.Error is ForwarderError.RequestTimedOut;
                http.Items[Service] = http.GetReverseProxyFeature().Cluster.Config.ClusterId;
                http.Response.StatusCode = late ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status503ServiceUnavailable;
                if (!late)
                    http.Response.Headers.RetryAfter = "5";
            }
        );

    /// <summary>Adds the code, the request's id and the service that is away.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Extensions.TryAdd("code", CodeOf(problem.Status ?? StatusCodes.Status500InternalServerError));
        problem.Extensions["requestId"] = context.HttpContext.TraceIdentifier;
        if (context.HttpContext.Items[Service] is string service)
            problem.Detail =
                problem.Status == StatusCodes.Status504GatewayTimeout
                    ? $"The service {service} did not answer in time. What was asked for may have been done."
                    : $"The service {service} can't be reached at the moment. Others go on.";
    }

    private static string CodeOf(int status) =>
        status switch
        {
            400 => "validation-failed",
            401 => "unauthorized",
            403 => "forbidden",
            404 => "not-found",
            405 => "method-not-allowed",
            413 => "too-large",
            429 => "rate-limited",
            500 => "internal-error",
            503 => "unavailable",
            504 => "timed-out",
            _ => $"status-{status}",
        };
}
