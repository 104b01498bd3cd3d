using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>What an address of an account is to be told.</summary>
internal sealed record AccountWebhookCall(Guid Hook, EventEnvelope Told, bool IsTest);

/// <summary>
/// Tells addresses of accounts of events by signed calls. There are several of it, each with the addresses of a share, so that one that
/// answers slowly keeps few others waiting. What an account does wrong is told to it, and is no dead letter of the service.
/// </summary>
internal sealed class AccountWebhookSender(
    int share,
    IServiceScopeFactory scopes,
    AccountWebhookSecrets secrets,
    TimeProvider clock,
    bool isOpen
) : IOutboxHandler, IDisposable
{
    /// <summary>How many there are.</summary>
    public const int Shares = 8;

    private const int MaxFailure = 300;
    private readonly HttpClient _http = new(PublicAddresses.Handler(isOpen)) { Timeout = TimeSpan.FromSeconds(5) };

    public string Kind => KindOf(share);

    /// <summary>Adds a call to what is stored next. Those of one address and key come in their order.</summary>
    public static void Post(AppDb db, Guid hook, EventEnvelope told, bool isTest) =>
        db.Post(
            KindOf(hook.ToByteArray()[^1] % Shares),
            string.Create(null, $"{hook:n}-{WebhookCall.Short(told.Key)}"),
            new AccountWebhookCall(hook, told, isTest)
        );

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var call = message.Read<AccountWebhookCall>();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var named = db.Set<AccountWebhook>().Where(found => found.Id == call.Hook);
        var hook = await named.AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (hook is null || (hook.SwitchedOffAt is not null && !call.IsTest))
            return;
        var (failure, isGone) = await CallAsync(hook, call.Told, cancellationToken);
        var now = db.Now;
        if (failure is null)
        {
            await named.ExecuteUpdateAsync(
                set => set.SetProperty(found => found.Failures, 0).SetProperty(found => found.LastToldAt, now),
                cancellationToken
            );
            return;
        }

        await named.ExecuteUpdateAsync(
            set =>
                set.SetProperty(found => found.Failures, found => found.Failures + 1)
                    .SetProperty(found => found.LastFailedAt, now)
                    .SetProperty(found => found.LastFailure, failure),
            cancellationToken
        );
        var isOff =
            await named
                .Where(found => isGone || found.Failures >= AccountWebhookRules.MostFailures)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(found => found.SwitchedOffAt, found => found.SwitchedOffAt ?? now),
                    cancellationToken
                ) > 0;
        if (!isOff && !call.IsTest && message.Attempts < OutboxDispatcher.MaxAttempts)
            throw new HttpRequestException(failure);
    }

    public void Dispose() => _http.Dispose();

    private static string KindOf(int share) => string.Create(CultureInfo.InvariantCulture, $"account-webhooks-{share}");

    // What went wrong, in words for the owner of the address; null when nothing did.
    private async Task<(string? Failure, bool IsGone)> CallAsync(
        AccountWebhook hook,
        EventEnvelope told,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var now = clock.GetUtcNow();
            using var request = WebhookCall.Of(new Uri(hook.Url), told, now, secrets.Signing(hook, now));
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode
                ? (null, false)
                : (
                    string.Create(CultureInfo.InvariantCulture, $"It answers {(int)answer.StatusCode}."),
                    answer.StatusCode == HttpStatusCode.Gone
                );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ("It did not answer within 5 seconds.", false);
        }
        catch (HttpRequestException problem)
        {
            return (problem.Message.Length > MaxFailure ? problem.Message[..MaxFailure] : problem.Message, false);
        }
    }
}
