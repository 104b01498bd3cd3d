using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SampleService.Tests;

/// <summary>Another instance of a service that runs: with its database, its cache and its keys.</summary>
internal static class SecondInstance
{
    /// <summary>The first one; tests are passed over where the environment variable TEST_CACHE names no cache.</summary>
    public static TestHost First()
    {
        if (Environment.GetEnvironmentVariable("TEST_CACHE") is null)
            Assert.Ignore("TEST_CACHE names no cache.");
        return new TestHost();
    }

    /// <summary>The one beside it, which lets so many calls through a minute.</summary>
    public static WebApplicationFactory<Program> Beside(TestHost host, int requestsPerMinute)
    {
        var settings = host.Services.GetRequiredService<IConfiguration>();
        return new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment("Development");
            foreach (var key in new[] { "ConnectionStrings:Database", "ConnectionStrings:Cache", "Caching:Space", "Auth:SigningKey" })
                builder.UseSetting(key, settings[key]);
            builder.UseSetting("Background:Enabled", "false");
            builder.UseSetting("RateLimit:RequestsPerMinute", $"{requestsPerMinute}");
        });
    }
}
