using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SampleService.Tests;

/// <summary>An SMTP server in this process that keeps what it is given.</summary>
internal sealed class SmtpSink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    public SmtpSink()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it answers to a recipient; 250 takes it.</summary>
    public string Recipient { get; set; } = "250 Ok";

    /// <summary>The recipients of each message that it took, and its text.</summary>
    public List<(string To, string Text)> Taken { get; } = [];

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                await ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception problem) when (problem is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 sink");
            var to = "";
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                var command = line.Split(' ', ':')[0].ToUpperInvariant();
                if (command == "RCPT")
                    to += line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                await writer.WriteLineAsync(
                    command switch
                    {
                        "RCPT" => Recipient,
                        "DATA" => "354 Go on",
                        "QUIT" => "221 Bye",
                        _ => "250 Ok",
                    }
                );
                if (command == "DATA")
                {
                    Taken.Add((to, await TextAsync(reader)));
                    to = "";
                    await writer.WriteLineAsync("250 Taken");
                }
                else if (command == "QUIT")
                    return;
            }
        }
        catch (IOException)
        {
            // The client went away.
        }
    }

    private async Task<string> TextAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
            text.Append(line).Append('\n');
        return text.ToString();
    }
}
