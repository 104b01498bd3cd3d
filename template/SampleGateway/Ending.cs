namespace SampleGateway;

/// <summary>
/// Lets one of several gateways end without a call that fails. When it is told to end it turns reads away by 502: the balancer before it
/// takes them to another gateway, and asks this one for nothing more. Changes, which are sent once only, are still carried out, and no
/// connection is kept. Where nothing before it asks another (Shutdown:DrainSeconds is not set), it ends when all is answered.
/// </summary>
internal sealed class Ending(IConfiguration configuration) : IHostedLifecycleService
{
    private readonly TimeSpan _length = TimeSpan.FromSeconds(configuration.GetValue("Shutdown:DrainSeconds", 0));
    private volatile bool _isEnding;

    /// <summary>Answers a request of a gateway that ends, or hands it on.</summary>
    public Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        if (!_isEnding)
            return next(http);
        http.Response.Headers.Connection = "close";
        if (!IsRead(http.Request.Method))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status502BadGateway;
        return Task.CompletedTask;
    }

    // The host waits for this before it closes anything.
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isEnding = _length > TimeSpan.Zero;
        return Task.Delay(_length, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
