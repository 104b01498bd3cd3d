using System.Net;

namespace SampleService.Infrastructure;

/// <summary>Tells another system of events by signed calls: in order by key, again when it fails, until it is told or dead.</summary>
internal sealed class WebhookSender(WebhookTarget target, IConfiguration configuration, TimeProvider clock, bool isOpen)
    : IOutboxHandler,
        IDisposable
{
    private const int LeastSecret = 24;
    private readonly HttpClient _http = new(PublicAddresses.Handler(isOpen)) { Timeout = TimeSpan.FromSeconds(15) };

    public string Kind => target.Kind;

    public string? Missing =>
        string.IsNullOrEmpty(configuration[target.UrlSetting]) || string.IsNullOrEmpty(configuration[target.SecretSetting])
            ? $"{target.Name} isn't told of anything: {SettingNames.Variable(target.UrlSetting)} or "
                + $"{SettingNames.Variable(target.SecretSetting)} is not set."
            : null;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var told = message.Read<EventEnvelope>();
        var address = OutboxAddress.Of(configuration, target.UrlSetting, isOpen);
        using var request = WebhookCall.Of(address, told, clock.GetUtcNow(), WebhookSignature.Key(Secret()));
        // Of the answer nothing but its status is of interest, and nothing of it is read.
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Gone)
            throw new OutboxRejectedException($"{target.Name} wants to hear no more.");
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException(string.Create(null, $"{target.Name} answers {(int)answer.StatusCode}."));
    }

    public void Dispose() => _http.Dispose();

    private string Secret() =>
        configuration[target.SecretSetting] is { Length: >= LeastSecret } secret
            ? secret
            : throw new InvalidOperationException(
                $"{SettingNames.Variable(target.SecretSetting)} needs at least {LeastSecret} characters."
            );
}
