using SampleGateway;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(options =>
{
    options.AddServerHeader = false;
    options.Limits.MaxRequestBodySize = Upstreams.MaxBodyBytes;
});
builder.Services.AddGateway(builder.Configuration, builder.Environment);

var app = builder.Build();
app.UseGateway();
await app.RunAsync();

/// <summary>The gateway; public, so that tests can host it.</summary>
public partial class Program;
