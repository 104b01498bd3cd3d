using SampleService.Features;
using SampleService.Infrastructure;

if (args.Contains(HealthProbe.Argument))
    return await HealthProbe.RunAsync();

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(options =>
{
    options.AddServerHeader = false;
    options.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
});

var services = builder.Services;
services.AddSingleton(TimeProvider.System);
services.AddDatabase(builder.Configuration, builder.Environment);
services.AddLimits(builder.Configuration);
services.AddApiConventions(builder.Configuration);
services.AddFeatures();
services.AddReplica(builder.Configuration, 5);
services.AddTokens(builder.Configuration, builder.Environment);
services.AddOutbox(builder.Configuration);
services.AddRabbitMq(builder.Configuration);
services.AddEvents(builder.Configuration);
services.AddNotifications(builder.Configuration);
services.AddApiKeys();
services.AddLoginProviders(builder.Configuration, builder.Environment);
services.AddJobs(builder.Configuration);
services.AddHostedService<KeptAnswersSweep>();
services.AddReadCache(builder.Configuration, "sample_notes");
services.AddRedis(builder.Configuration);
services.AddSharedSessions();
services.AddSessions();
services.AddEdge(builder.Configuration);
services.AddFiles(builder.Configuration, builder.Environment);
services.AddWebhooks(builder.Configuration, builder.Environment, "Board:WebhookSecret");
services.AddWebhook(
    builder.Configuration, builder.Environment,
    new WebhookTarget("board", "Board:WebhookUrl", "Board:OutgoingSecret", "sample-service.note-written.v1"));
services.AddAccountWebhooks(builder.Environment);
services.AddProvider(new RatingsCalls());
services.AddContractDocument();
services.AddGraphQl();
services.AddGraphEvents();

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseSecurityHeaders();
if (!app.Environment.IsDevelopment())
    app.UseHsts();
app.UseCors();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();
app.UseRequestTimeouts();
app.UseSignedCalls();
app.UseReplica();

app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).DisableRateLimiting();
app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") }).DisableRateLimiting();
app.MapFeatures();
app.MapAuth();
app.MapOpenApi().DisableRateLimiting();
app.MapGraphQl();

await app.PrepareDatabaseAsync();
await app.CreateFirstAdminAsync();
if (await app.OutboxCommandAsync(args))
    return 0;
if (await app.EventCommandAsync(args))
    return 0;
app.ReportLoginProviders();
await app.RunAsync();
return 0;

/// <summary>The service; public, so that tests can host it.</summary>
public partial class Program;
