using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BackendAgents.Operations.Tests.LoadBalancing;

/// <summary>
/// Something that answers HTTP as an instance of a service does, notes what it was asked, and dies on demand in the worst way: in the
/// middle of requests that it has taken.
/// </summary>
internal sealed class Instance : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _accepting;
    private volatile bool _dying;

    public Instance()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Heads of all requests but health checks, also of those that were never answered.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on it takes requests and closes the connection without an answer.</summary>
    public void Die() => _dying = true;

    /// <summary>From now on nobody listens.</summary>
    public void BeGone() => _listener.Stop();

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var head = new StringBuilder();
            var buffer = new byte[4096];
            while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                var read = await client.GetStream().ReadAsync(buffer);
                if (read == 0)
                    return;
                head.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }

            var text = head.ToString();
            if (!text.Contains("/health/", StringComparison.Ordinal))
                Heads.Enqueue(text);
            if (!_dying)
                await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray());
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // The balancer is gone.
        }
    }
}
