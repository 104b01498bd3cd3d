using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>
/// Calls that a caller may send again: with the same Idempotency-Key they are done once, and answered the same. The key is stored in the
/// transaction of what the call does, so both are there or neither; a call that was refused is not kept, and may succeed the next time.
/// </summary>
internal static class KeptAnswers
{
    /// <summary>The request header with the key.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The answer's header that says that nothing was done anew.</summary>
    public const string Replayed = "Idempotency-Replayed";

    private const int MaxKey = 200;

    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Honours the keys of callers. Stands within the transaction.</summary>
    /// <param name="endpoint">What is called.</param>
    /// <param name="operation">Its operation.</param>
    /// <param name="sent">What its body is read as; null where it has none.</param>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder endpoint, string operation, Type? sent = null) =>
        endpoint.AddEndpointFilter((context, next) => AnswerAsync(context, next, operation, sent));

    /// <summary>
    /// Answers again what is kept already, before anything counts the call. Stands outside of quotas, and inside of who may call.
    /// </summary>
    public static RouteHandlerBuilder Replaying(this RouteHandlerBuilder endpoint, string operation, Type? sent = null) =>
        endpoint.AddEndpointFilter((context, next) => ReplayAsync(context, next, operation, sent));

    private static async ValueTask<object?> ReplayAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next,
        string operation,
        Type? sent
    )
    {
        var http = context.HttpContext;
        var known = KeyOf(http) is { } key && IsKey(key) ? await Same(http, operation, key).FirstOrDefaultAsync(http.RequestAborted) : null;
        return known is not null && IsKept(http, known) && known.Fingerprint == Fingerprint(context, sent)
            ? new ReplayedAnswer(known)
            : await next(context);
    }

    private static async ValueTask<object?> AnswerAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next,
        string operation,
        Type? sent
    )
    {
        var http = context.HttpContext;
        if (KeyOf(http) is not { } key)
            return await next(context);
        if (!IsKey(key))
            return Problems.Of(
                StatusCodes.Status400BadRequest,
                $"{Header} has 1 to {MaxKey} visible ASCII characters.",
                "idempotency-key-invalid"
            );
        var db = http.RequestServices.GetRequiredService<AppDb>();
        var fingerprint = Fingerprint(context, sent);
        var same = Same(http, operation, key);
        if (await same.FirstOrDefaultAsync(http.RequestAborted) is { } known)
        {
            if (IsKept(http, known))
                return known.Fingerprint == fingerprint
                    ? new ReplayedAnswer(known)
                    : Problems.Of(
                        StatusCodes.Status422UnprocessableEntity,
                        $"This {Header} was used for another request.",
                        "idempotency-key-reused"
                    );
            await same.ExecuteDeleteAsync(http.RequestAborted);
        }

        var kept = new KeptAnswer
        {
            AccountId = Caller.Of(http).Id,
            Operation = operation,
            Key = key,
            Fingerprint = fingerprint,
            CreatedAt = db.Now,
        };
        await HoldAsync(db, kept, http.RequestAborted);
        var result = await next(context);
        if (!Transactions.IsKept(result) || result is not IResult answer)
            return result;
        await RecordAsync(http, kept, answer);
        await same.ExecuteUpdateAsync(
            set =>
                set.SetProperty(found => found.Status, kept.Status)
                    .SetProperty(found => found.Location, kept.Location)
                    .SetProperty(found => found.Tag, kept.Tag)
                    .SetProperty(found => found.Body, kept.Body),
            http.RequestAborted
        );
        return result;
    }

    private static string? KeyOf(HttpContext http) => http.Request.Headers.TryGetValue(Header, out var given) ? given.ToString() : null;

    private static bool IsKey(string key) => key.Length is > 0 and <= MaxKey && key.All(static letter => letter is > ' ' and <= '~');

    private static bool IsKept(HttpContext http, KeptAnswer known) =>
        known.CreatedAt > http.RequestServices.GetRequiredService<AppDb>().Now - Kept;

    private static IQueryable<KeptAnswer> Same(HttpContext http, string operation, string key)
    {
        var account = Caller.Of(http).Id;
        return http
            .RequestServices.GetRequiredService<AppDb>()
            .Set<KeptAnswer>()
            .AsNoTracking()
            .Where(found => found.AccountId == account && found.Operation == operation && found.Key == key);
    }

    // Of two at once the second waits here for the first, and then finds what it was answered.
    private static async Task HoldAsync(AppDb db, KeptAnswer kept, CancellationToken cancellationToken)
    {
        db.Add(kept);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException problem) when (problem.InnerException is { } inner && Databases.IsDuplicate(inner))
        {
            throw new DbUpdateConcurrencyException("The key came twice at once.", problem);
        }
    }

    // As it is written on the wire, whatever kind of answer it is.
    private static async Task RecordAsync(HttpContext http, KeptAnswer kept, IResult answer)
    {
        using var body = new MemoryStream();
        var written = new DefaultHttpContext { RequestServices = http.RequestServices };
        written.Response.Body = body;
        await answer.ExecuteAsync(written);
        var headers = written.Response.GetTypedHeaders();
        kept.Status = written.Response.StatusCode;
        // Who sends callers on says so on the response itself.
        kept.Location = (headers.Location ?? http.Response.GetTypedHeaders().Location)?.OriginalString;
        kept.Tag = headers.ETag?.ToString();
        kept.Body = body.Length == 0 ? null : Encoding.UTF8.GetString(body.ToArray());
    }

    private static string Fingerprint(EndpointFilterInvocationContext context, Type? sent)
    {
        var request = context.HttpContext.Request;
        var body = sent is null ? null : context.Arguments.FirstOrDefault(sent.IsInstanceOfType);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n"));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
