using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;

namespace SampleService.Infrastructure;

/// <summary>Bounds on what one caller can use up.</summary>
internal static class Limits
{
    /// <summary>The policy of endpoints where passwords can be guessed.</summary>
    public const string Authentication = "authentication";

    /// <summary>Calls of such endpoints from an address in a minute, unless RateLimit:AuthenticationsPerMinute says otherwise.</summary>
    public const int AuthenticationsPerMinute = 30;

    /// <summary>Adds rate limits, by account or address, and a time limit for requests.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var all = configuration.GetValue("RateLimit:RequestsPerMinute", ServiceInfo.RequestsPerMinute);
        var logins = configuration.GetValue("RateLimit:AuthenticationsPerMinute", AuthenticationsPerMinute);
        services.AddTrustedProxies(configuration);
        services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromSeconds(30) });
        return services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => Window(Who(http), all));
            options.AddPolicy(Authentication, http => Window("auth:" + Address(http), logins));
            options.OnRejected = (context, _) =>
            {
                if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                    context.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(
                        System.Globalization.CultureInfo.InvariantCulture
                    );
                return ValueTask.CompletedTask;
            };
        });
    }

    private static RateLimitPartition<string> Window(string key, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = TimeSpan.FromMinutes(1),
        });

    /// <summary>By what a caller is counted: the account, or the address of who isn't logged in.</summary>
    public static string Who(HttpContext http) =>
        Caller.Of(http) is { IsKnown: true } caller ? "account:" + caller.Id : "address:" + Address(http);

    /// <summary>The address that a request comes from.</summary>
    public static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}
