using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Who may say which address a request comes from.</summary>
public sealed class TrustedProxiesTests
{
    private const string Trusted = "10.0.0.0/8; 2001:db8::/32";

    [TestCase(Trusted, "10.1.2.3", "198.51.100.7", ExpectedResult = "198.51.100.7")]
    [TestCase(Trusted, "::ffff:10.1.2.3", "198.51.100.7", ExpectedResult = "198.51.100.7")]
    [TestCase(Trusted, "2001:db8::9", "198.51.100.7", ExpectedResult = "198.51.100.7")]
    [TestCase(Trusted, "10.1.2.3", "6.6.6.6, 198.51.100.7", ExpectedResult = "198.51.100.7", Description = "said to the proxy")]
    [TestCase(Trusted, "203.0.113.9", "198.51.100.7", ExpectedResult = "203.0.113.9", Description = "forged")]
    [TestCase(Trusted, "127.0.0.1", "198.51.100.7", ExpectedResult = "127.0.0.1", Description = "not in the list")]
    [TestCase("", "10.1.2.3", "198.51.100.7", ExpectedResult = "10.1.2.3", Description = "no list")]
    public async Task<string> The_address_is_what_a_trusted_proxy_says(string trusted, string from, string said)
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(from) } };
        http.Request.Headers["X-Forwarded-For"] = said;
        using var services = With(trusted);
        Action<IApplicationBuilder> counted = static app => app.Run(static http => http.Response.WriteAsync(Limits.Address(http)));
        var app = new ApplicationBuilder(services);
        services.GetServices<IStartupFilter>().Aggregate(counted, static (next, filter) => filter.Configure(next))(app);
        http.Response.Body = new MemoryStream();

        await app.Build()(http);

        return System.Text.Encoding.ASCII.GetString(((MemoryStream)http.Response.Body).ToArray());
    }

    [Test]
    public void What_is_no_network_is_refused_at_the_start() =>
        Assert.That(() => With("10.0.0.0/8;proxy"), Throws.InvalidOperationException.With.Message.Contains("'proxy' is no network"));

    private static ServiceProvider With(string trusted)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddTrustedProxies(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [TrustedProxies.Key] = trusted }).Build()
        );
        return services.BuildServiceProvider();
    }
}
