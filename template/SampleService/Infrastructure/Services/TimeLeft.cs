using System.Globalization;

namespace SampleService.Infrastructure;

/// <summary>
/// How long whoever calls still waits. The gateway says it, a service that asks another hands on what is left, and what nobody waits for
/// any longer is given up: 504.
/// </summary>
internal static class TimeLeft
{
    /// <summary>The header that says it, in milliseconds.</summary>
    public const string Header = "X-Time-Left";

    private const int Most = 30_000;
    private static readonly object s_end = new();

    /// <summary>Keeps to what the caller says; nobody can ask for more than what holds without it.</summary>
    public static void UseTimeLeft(this IApplicationBuilder app) =>
        app.Use(
            async (http, next) =>
            {
                if (
                    !int.TryParse(http.Request.Headers[Header], NumberStyles.None, CultureInfo.InvariantCulture, out var left)
                    || left > Most
                )
                {
                    await next(http);
                    return;
                }

                http.Items[s_end] = Environment.TickCount64 + left;
                var given = http.RequestAborted;
                using var end = CancellationTokenSource.CreateLinkedTokenSource(given);
                end.CancelAfter(left);
                http.RequestAborted = end.Token;
                try
                {
                    await next(http);
                }
                catch (OperationCanceledException) when (end.IsCancellationRequested && !given.IsCancellationRequested)
                {
                    http.RequestAborted = given;
                    if (!http.Response.HasStarted)
                        await Problems.Of(StatusCodes.Status504GatewayTimeout, "This took longer than you wait.").ExecuteAsync(http);
                }
            }
        );

    /// <summary>What is left of it.</summary>
    public static TimeSpan Of(HttpContext http) =>
        TimeSpan.FromMilliseconds(http.Items[s_end] is long end ? Math.Max(0, end - Environment.TickCount64) : Most);
}
