using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;

namespace SampleGateway;

/// <summary>What the gateway is made of.</summary>
internal static class GatewaySetup
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);
    private const string TimeLeft = "X-Time-Left";
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(1);
    private static readonly object s_start = new();
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_connecting = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    /// <summary>Adds routes to the services, the check of tokens, limits, deadlines and health.</summary>
    public static void AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Complete);
        services.AddTokens(configuration);
        services.AddTrustedProxies(configuration);
        services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = s_deadline });
        services.AddRateLimiter(options => Limit(options, configuration));
        services.AddCors(cors =>
            cors.AddDefaultPolicy(policy =>
                policy
                    .WithOrigins(configuration.GetSection("Cors:Origins").Get<string[]>() ?? [])
                    .AllowAnyHeader()
                    .AllowAnyMethod()
                    .WithExposedHeaders("ETag", "Location", "Retry-After", "Idempotency-Replayed", RequestIds.Header)
            )
        );
        services.AddSingleton<Ending>();
        services.AddHostedService(static all => all.GetRequiredService<Ending>());
        services.AddHttpClient(UpstreamHealth.Client, static client => client.Timeout = s_connecting);
        services.AddSingleton<UpstreamHealth>();
        // What changes something is sent once: only who made the call knows whether it may be made twice.
        services
            .AddReverseProxy()
            .ConfigureHttpClient(static (_, handler) => handler.ConnectTimeout = s_connecting)
            .AddTransforms(static route => route.AddRequestTransform(TellTimeAsync))
            .LoadFromMemory([.. Upstreams.Ways.Select(Route)], [.. Upstreams.All.Select(upstream => Cluster(upstream, configuration))]);
    }

    /// <summary>Puts it all in the way of requests, outermost first.</summary>
    public static void UseGateway(this WebApplication app)
    {
        app.Use(
            static (http, next) =>
            {
                http.Items[s_start] = Environment.TickCount64;
                return next(http);
            }
        );
        app.UseRequestIds();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(app.Services.GetRequiredService<Ending>().AnswerAsync);
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseRequestTimeouts();
        app.MapGet("/health/live", static () => Results.Text("Healthy")).AllowAnonymous().DisableRateLimiting();
        app.MapGet("/health/ready", static (UpstreamHealth health, CancellationToken stop) => health.AnswerAsync(stop))
            .AllowAnonymous()
            .DisableRateLimiting();
        app.MapReverseProxy(static proxy =>
        {
            proxy.UseUpstreamProblems();
            proxy.UseOtherInstances();
            proxy.UseLoadBalancing();
        });
    }

    // What a service may spend, and what others may that it asks: a little less than the gateway still waits. Its silence is no bound of
    // that: where bytes go to and fro, a call may take longer.
    private static ValueTask TellTimeAsync(RequestTransformContext context)
    {
        context.ProxyRequest.Headers.Remove(TimeLeft);
        var spent = Environment.TickCount64 - (long)context.HttpContext.Items[s_start]!;
        var left = Math.Max(0, (long)(s_deadline - s_margin).TotalMilliseconds - spent);
        context.ProxyRequest.Headers.TryAddWithoutValidation(TimeLeft, left.ToString(CultureInfo.InvariantCulture));
        return ValueTask.CompletedTask;
    }

    private static RouteConfig Route(Way way, int place) =>
        new()
        {
            RouteId = $"{place}-{way.Service}",
            ClusterId = way.Service,
            Match = new RouteMatch { Path = way.Path, Methods = way.Methods },
            AuthorizationPolicy = way.IsOpen ? "anonymous" : "default",
        };

    private static ClusterConfig Cluster(Upstream upstream, IConfiguration configuration)
    {
        var instances = upstream.At(configuration);
        return new()
        {
            ClusterId = upstream.Name,
            Destinations = instances
                .Select((address, place) => (Id: $"{upstream.Name}-{place + 1}", Address: address))
                .ToDictionary(static instance => instance.Id, static instance => new DestinationConfig { Address = instance.Address }),
            HttpRequest = new ForwarderRequestConfig { ActivityTimeout = s_silence },
            HealthCheck = instances.Count > 1 ? Watched() : null,
        };
    }

    // An instance that is about to end says that it isn't ready, and is sent nothing more. Where none is ready, each is asked all the same:
    // a service knows better than the gateway what is wrong with it.
    private static HealthCheckConfig Watched() =>
        new()
        {
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Interval = s_look,
                Timeout = s_look,
                Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                Path = "/health/ready",
            },
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
        };

    private static void Limit(Microsoft.AspNetCore.RateLimiting.RateLimiterOptions options, IConfiguration configuration)
    {
        var permits = configuration.GetValue("RateLimit:RequestsPerMinute", Upstreams.RequestsPerMinute);
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            RateLimitPartition.GetFixedWindowLimiter(Who(http), _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = permits,
                Window = TimeSpan.FromMinutes(1),
            })
        );
        options.OnRejected = static (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "60";
            return ValueTask.CompletedTask;
        };
    }

    // The account, or the address of who isn't logged in.
    private static string Who(HttpContext http) =>
        http.User.FindFirst("sub")?.Value is { } account ? "account:" + account : "address:" + http.Connection.RemoteIpAddress;
}
