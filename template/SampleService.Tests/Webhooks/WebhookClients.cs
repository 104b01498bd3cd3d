using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Clients that sign what they send, as the other system would.</summary>
internal static class WebhookClients
{
    /// <summary>A client that signs each call, as a new event where the call names none.</summary>
    public static Task<(HttpClient Client, Guid Account)> ClientAsync(this TestHost host, string? _, string webhook) =>
        Task.FromResult((host.CreateDefaultClient(new Signing(host, webhook)), Guid.Empty));

    /// <summary>Signs a request just before it is sent; headers that it has already stay.</summary>
    public static Func<TestHost, HttpRequestMessage, Task> Sign(string secret) => (host, request) => SignAsync(host, request, secret);

    private static async Task SignAsync(TestHost host, HttpRequestMessage request, string secret)
    {
        var now = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var id = Header(request, SignedCalls.Id, Guid.CreateVersion7().ToString());
        var timestamp = Header(request, SignedCalls.Timestamp, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        var secrets = host.Services.GetRequiredService<WebhookSecrets>();
        Header(request, SignedCalls.Signature, secrets.Sign(secret, id, timestamp, body));
    }

    private static string Header(HttpRequestMessage request, string name, string value)
    {
        if (request.Headers.TryGetValues(name, out var given))
            return given.Single();
        request.Headers.Add(name, value);
        return value;
    }

    private sealed class Signing(TestHost host, string secret) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await SignAsync(host, request, secret);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
