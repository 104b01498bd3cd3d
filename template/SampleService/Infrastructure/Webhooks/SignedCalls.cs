using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>Marks an endpoint that another system calls and signs.</summary>
/// <param name="Secret">The setting of the secret.</param>
/// <param name="Minutes">Minutes by which its clock may differ.</param>
internal sealed record SignedCall(string Secret, int Minutes);

/// <summary>Calls of other systems: known by their signature, and each event done once.</summary>
internal static class SignedCalls
{
    /// <summary>Names the event.</summary>
    public const string Id = "webhook-id";

    /// <summary>When it was sent, in seconds since 1970.</summary>
    public const string Timestamp = "webhook-timestamp";

    /// <summary>One signature or, while a secret is replaced, several between spaces.</summary>
    public const string Signature = "webhook-signature";

    private const int MaxBody = 256 * 1024;
    private const int MaxId = 200;

    /// <summary>Takes the secrets by which senders are known.</summary>
    public static IServiceCollection AddWebhooks(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment,
        params string[] secrets
    ) => services.AddSingleton(new WebhookSecrets(configuration, environment, secrets));

    /// <summary>Asks a signature of whoever calls.</summary>
    public static RouteHandlerBuilder SignedBy(this RouteHandlerBuilder endpoint, string secret, int minutes) =>
        endpoint.WithMetadata(new SignedCall(secret, minutes));

    /// <summary>Refuses what is not signed before anything reads the body.</summary>
    public static IApplicationBuilder UseSignedCalls(this IApplicationBuilder app) =>
        app.Use(
            async (http, next) =>
            {
                if (http.GetEndpoint()?.Metadata.GetMetadata<SignedCall>() is { } signed)
                {
                    if (!await HoldsAsync(http, signed))
                    {
                        await Unsigned.ExecuteAsync(http);
                        return;
                    }

                    http.Features.Set(signed);
                }

                await next(http);
            }
        );

    /// <summary>
    /// Answers an event that was done already, before anything is done for it. Stands outside of the transaction, in which it is looked for
    /// again.
    /// </summary>
    public static RouteHandlerBuilder KnownEvents(this RouteHandlerBuilder endpoint, string source, int status) =>
        endpoint.AddEndpointFilter(
            async (context, next) =>
            {
                var http = context.HttpContext;
                if (http.Features.Get<SignedCall>() is null)
                    return Unsigned;
                return await IsKnownAsync(http, source) ? TypedResults.StatusCode(status) : await next(context);
            }
        );

    /// <summary>
    /// Does an event once: its id is stored in the transaction of what it does. The same again is a success that does nothing; of two at
    /// once the second waits for the first. Stands within the transaction.
    /// </summary>
    public static RouteHandlerBuilder OncePerEvent(this RouteHandlerBuilder endpoint, string source, int status) =>
        endpoint.AddEndpointFilter(
            async (context, next) =>
            {
                var http = context.HttpContext;
                // Whatever else leads here within the process has no signature.
                if (http.Features.Get<SignedCall>() is null)
                    return Unsigned;
                var db = http.RequestServices.GetRequiredService<AppDb>();
                var id = http.Request.Headers[Id].ToString();
                if (await IsKnownAsync(http, source))
                    return TypedResults.StatusCode(status);
                db.Add(
                    new WebhookEvent
                    {
                        Source = source,
                        EventId = id,
                        CreatedAt = db.Now,
                    }
                );
                try
                {
                    await db.SaveChangesAsync(http.RequestAborted);
                }
                catch (DbUpdateException problem) when (problem.InnerException is { } inner && Databases.IsDuplicate(inner))
                {
                    // The transaction is tried again, and finds it.
                    throw new DbUpdateConcurrencyException("The event came twice at once.", problem);
                }

                return await next(context);
            }
        );

    private static Task<bool> IsKnownAsync(HttpContext http, string source)
    {
        var id = http.Request.Headers[Id].ToString();
        return http
            .RequestServices.GetRequiredService<AppDb>()
            .Set<WebhookEvent>()
            .AnyAsync(found => found.Source == source && found.EventId == id, http.RequestAborted);
    }

    private static IResult Unsigned =>
        Problems.Of(StatusCodes.Status401Unauthorized, "The signature does not hold, or is too old.", "signature-invalid");

    private static async Task<bool> HoldsAsync(HttpContext http, SignedCall signed)
    {
        var headers = http.Request.Headers;
        var (id, timestamp) = (headers[Id].ToString(), headers[Timestamp].ToString());
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (
            id.Length is 0 or > MaxId
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > signed.Minutes * 60
        )
            return false;
        var body = await BodyAsync(http);
        var expected = Encoding.ASCII.GetBytes(
            http.RequestServices.GetRequiredService<WebhookSecrets>().Sign(signed.Secret, id, timestamp, body)
        );
        var holds = false;
        foreach (var signature in headers[Signature].ToString().Split(' '))
            holds |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), expected);
        return holds;
    }

    // The bytes as they were sent; the endpoint reads them again.
    private static async Task<byte[]> BodyAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBody;
        http.Request.EnableBuffering();
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        http.Request.Body.Position = 0;
        return body.ToArray();
    }
}
