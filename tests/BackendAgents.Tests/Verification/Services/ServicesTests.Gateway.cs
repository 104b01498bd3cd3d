using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification.Services;

/// <summary>What the gateway alone tells a service.</summary>
public sealed partial class ServicesTests
{
    private const string TimeLeft = "X-Time-Left:";

    [Test]
    public async Task The_gateway_says_how_long_it_waits_whatever_the_caller_says()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var head = AnswerOnceAsync(listener);
        var settings = new Dictionary<string, string?> { ["Services__catalog"] = $"http://{listener.LocalEndpoint}" };
        await using var gateway = await DeliveredService.StartAsync(_bed["market"].Folder, Market, "", CancellationToken.None, settings);
        using var caller = new HttpClient { BaseAddress = gateway.Address };
        caller.DefaultRequestHeaders.Add("X-Time-Left", "99999999");

        using var answer = await caller.GetAsync("/api/v1/products");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var said = (await head).Split("\r\n").Where(static line => line.StartsWith(TimeLeft, StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.That(said, Has.Count.EqualTo(1), "the caller's own is gone");
        // A second less than it waits itself, and what it spent before.
        Assert.That(int.Parse(said[0][TimeLeft.Length..], CultureInfo.InvariantCulture), Is.InRange(1, 29_000));
    }

    // The head of the first request that is no question for health; all are answered.
    private static async Task<string> AnswerOnceAsync(TcpListener listener)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync();
            var head = new StringBuilder();
            var buffer = new byte[4096];
            while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                var read = await client.GetStream().ReadAsync(buffer);
                if (read == 0)
                    break;
                head.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }

            await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8.ToArray());
            if (head.ToString().StartsWith("GET /api/", StringComparison.Ordinal))
                return head.ToString();
        }
    }
}
