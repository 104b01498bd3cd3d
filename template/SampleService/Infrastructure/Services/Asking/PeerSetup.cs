using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace SampleService.Infrastructure;

/// <summary>Adds clients of other services.</summary>
internal static class PeerSetup
{
    private const int MaxAnswer = 1024 * 1024;
    private const int Retries = 2;
    private static readonly TimeSpan s_all = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_try = TimeSpan.FromSeconds(2);

    /// <summary>A client of a service. What it asks changes nothing, so a try that fails is made again, at the next instance.</summary>
    public static void AddPeer<TClient>(this IServiceCollection services, IConfiguration configuration, string name)
        where TClient : class
    {
        services.AddHttpContextAccessor();
        services.TryAddScoped<PeerCalls>();
        var addresses = Peers.At(configuration, name);
        var client = services
            .AddHttpClient<TClient>("service-" + name, http =>
            {
                http.BaseAddress = new Uri("http://" + name);
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.MaxResponseContentBufferSize = MaxAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(static () =>
                // Nobody is followed elsewhere with a caller's token.
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    ConnectTimeout = TimeSpan.FromSeconds(1),
                    PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                }
            );
        client.AddResilienceHandler("ask", static pipeline => pipeline
                .AddTimeout(s_all)
                .AddRetry(
                    new HttpRetryStrategyOptions
                    {
                        ShouldHandle = static tried => ValueTask.FromResult(IsAway(tried.Outcome)),
                        MaxRetryAttempts = Retries,
                        BackoffType = DelayBackoffType.Exponential,
                        Delay = TimeSpan.FromMilliseconds(100),
                        UseJitter = true,
                        ShouldRetryAfterHeader = false,
                    }
                )
                .AddCircuitBreaker(
                    new HttpCircuitBreakerStrategyOptions
                    {
                        ShouldHandle = static tried => ValueTask.FromResult(IsAway(tried.Outcome)),
                        SamplingDuration = TimeSpan.FromSeconds(10),
                        MinimumThroughput = 20,
                        FailureRatio = 0.5,
                        BreakDuration = TimeSpan.FromSeconds(2),
                    }
                )
                .AddTimeout(s_try));
        var turn = new StrongBox<int>();
        client.AddHttpMessageHandler(() => new PeerInstances(addresses, turn));
    }

    // That one caller is over his limit says nothing of the service: others may go on to ask it.
    private static bool IsAway(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result?.StatusCode != HttpStatusCode.TooManyRequests && HttpClientResiliencePredicates.IsTransient(outcome);
}
