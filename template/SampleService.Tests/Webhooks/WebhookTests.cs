using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>What anybody could send to an endpoint that another system signs for.</summary>
public sealed class WebhookTests
{
    private TestHost _host = null!;

    // Nothing that is sent here is kept, so that one database does for all.
    [OneTimeSetUp]
    public void Start() => _host = new TestHost();

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    [TestCase("unsigned")]
    [TestCase("altered")]
    [TestCase("another secret")]
    [TestCase("too old")]
    [TestCase("from the future")]
    [TestCase("another id")]
    public async Task What_is_not_signed_as_it_is_does_nothing(string why)
    {
        foreach (var endpoint in Signed())
        {
            var signed = endpoint.Metadata.GetMetadata<SignedCall>()!;
            using var client = _host.CreateClient();
            using var request = Request(endpoint);
            var shift = TimeSpan.FromMinutes(
                why == "too old" ? -signed.Minutes - 1
                : why == "from the future" ? signed.Minutes + 1
                : 0
            );
            var time = (DateTimeOffset.UtcNow + shift).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            request.Headers.Add(SignedCalls.Timestamp, time);
            if (why == "unsigned")
                request.Headers.Add(SignedCalls.Id, "event");
            else
                await WebhookClients.Sign(signed.Secret)(_host, request);
            if (why == "altered")
                request.Content = JsonContent.Create(new { altered = true });
            if (why == "another id")
            {
                request.Headers.Remove(SignedCalls.Id);
                request.Headers.Add(SignedCalls.Id, "another");
            }

            if (why == "another secret")
            {
                request.Headers.Remove(SignedCalls.Signature);
                request.Headers.Add(SignedCalls.Signature, "v1," + Convert.ToBase64String(new byte[32]));
            }

            using var response = await client.SendAsync(request);

            await response.AssertStatusAsync(401, "signature-invalid");
        }

        Assert.That(await _host.WithDbAsync(static db => db.Set<WebhookEvent>().CountAsync()), Is.Zero);
    }

    [Test]
    public async Task An_event_that_is_refused_may_be_sent_again()
    {
        foreach (var endpoint in Signed())
        {
            var (client, _) = await _host.ClientAsync(null, webhook: endpoint.Metadata.GetMetadata<SignedCall>()!.Secret);
            using var response = await client.SendAsync(Request(endpoint));

            Assert.That((int)response.StatusCode, Is.AnyOf(400, 404), "what is signed is read, and this makes no sense");
        }

        Assert.That(await _host.WithDbAsync(static db => db.Set<WebhookEvent>().CountAsync()), Is.Zero);
    }

    private IEnumerable<RouteEndpoint> Signed() =>
        _host
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.Metadata.GetMetadata<SignedCall>() is not null);

    private static HttpRequestMessage Request(RouteEndpoint endpoint) =>
        new(HttpMethod.Post, Regex.Replace(endpoint.RoutePattern.RawText!, @"\{[^}]*\}", Guid.NewGuid().ToString()))
        {
            Content = JsonContent.Create(new { }),
        };
}
