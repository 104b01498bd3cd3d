using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace SampleService.Tests;

/// <summary>Makes real servers on this machine, in the place of other systems.</summary>
internal static class LoopbackServer
{
    /// <summary>One that says nothing on the console. Once it is started its first URL is where it listens, on a free port.</summary>
    public static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static options => options.Listen(IPAddress.Loopback, 0));
        return builder.Build();
    }
}
