using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace BackendAgents.Cli.Mcp;

/// <summary>Tells a client what a long call is doing, in order, when the client has asked to be told.</summary>
internal sealed class ToolProgress : IProgress<string>, IDisposable
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(5);

    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
    private readonly Task _sending;

    public ToolProgress(RequestContext<CallToolRequestParams> request) =>
        _sending = request.Params?.ProgressToken is { } token ? SendAsync(request.Server, token) : Task.CompletedTask;

    /// <inheritdoc />
    public void Report(string value) => _messages.Writer.TryWrite(value);

    /// <summary>
    /// Tells every few seconds how long something has taken, until it is disposed of: clients give up on calls from which they hear nothing
    /// for a minute.
    /// </summary>
    public static Timer Clock(IProgress<string> progress, string name)
    {
        var started = TimeProvider.System.GetTimestamp();
        return new Timer(_ => progress.Report($"{name}: {TimeProvider.System.GetElapsedTime(started):m\\:ss}"), null, s_pace, s_pace);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _messages.Writer.TryComplete();
        // What was said comes before the result. A client that is gone does not matter.
        _sending.ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
    }

    private async Task SendAsync(McpServer server, ProgressToken token)
    {
        var count = 0;
        await foreach (var message in _messages.Reader.ReadAllAsync())
            await server.NotifyProgressAsync(token, new ProgressNotificationValue { Progress = ++count, Message = message });
    }
}
