using SampleGateway;

if (args.Contains(HealthProbe.Argument))
    return await HealthProbe.RunAsync();

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddKeyPerFile("/run/secrets", optional: true);
builder.WebHost.ConfigureKestrel(options =>
{
    options.AddServerHeader = false;
    options.Limits.MaxRequestBodySize = Upstreams.MaxBodyBytes;
});
builder.Services.AddGateway(builder.Configuration);

var app = builder.Build();
app.UseGateway();
await app.RunAsync();
return 0;

/// <summary>The gateway; public, so that tests can host it.</summary>
public partial class Program;
