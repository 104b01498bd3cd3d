using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace SampleService.Infrastructure;

/// <summary>
/// Asks a provider by a POST of JSON with the header Idempotency-Key, in the name of a secret. 2xx and 402 carry an answer; 202, or no
/// body, means that it has begun and calls back. What fails by the way is asked again at once, twice; after that it is for the outbox.
/// </summary>
internal sealed class HttpProvider<TRequest, TAnswer> : IProvider<TRequest, TAnswer>, IDisposable
    where TAnswer : class
{
    private const int MaxAnswer = 64 * 1024;
    private readonly ProviderTarget _target;
    private readonly IConfiguration _configuration;
    private readonly bool _isOpen;
    private readonly JsonSerializerOptions _json;
    private readonly ResiliencePipeline _pipeline;
    private readonly HttpClient _http;

    /// <summary>Takes where it is asked.</summary>
    /// <param name="target">The provider.</param>
    /// <param name="configuration">Has the address and the secret, which may change.</param>
    /// <param name="json">How this service writes JSON.</param>
    /// <param name="isOpen">Whether it may be asked without TLS: in development.</param>
    public HttpProvider(ProviderTarget target, IConfiguration configuration, JsonSerializerOptions json, bool isOpen)
    {
        (_target, _configuration, _isOpen) = (target, configuration, isOpen);
        // Whoever answers more than was asked for is not wrong.
        _json = new JsonSerializerOptions(json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };
        // Nobody is followed elsewhere with the secret.
        _http = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswer,
        };
        var passing = new PredicateBuilder().Handle<HttpRequestException>().Handle<TimeoutRejectedException>();
        _pipeline = new ResiliencePipelineBuilder()
            .AddTimeout(target.Timeout)
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = passing,
                    MaxRetryAttempts = 2,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(200),
                    UseJitter = true,
                }
            )
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    ShouldHandle = passing,
                    FailureRatio = 0.5,
                    MinimumThroughput = 20,
                }
            )
            .AddTimeout(target.Timeout / 2)
            .Build();
    }

    public string? Missing =>
        string.IsNullOrEmpty(_configuration[_target.UrlSetting]) || string.IsNullOrEmpty(_configuration[_target.SecretSetting])
            ? $"{_target.Name} isn't asked: {SettingNames.Variable(_target.UrlSetting)} or "
                + $"{SettingNames.Variable(_target.SecretSetting)} is not set."
            : null;

    public async Task<TAnswer?> AskAsync(TRequest request, string key, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, _json);
        return await _pipeline.ExecuteAsync(async stopped => await OnceAsync(body, key, stopped), cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<TAnswer?> OnceAsync(byte[] body, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, OutboxAddress.Of(_configuration, _target.UrlSetting, _isOpen))
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _configuration[_target.SecretSetting]);
        request.Headers.Add("Idempotency-Key", key);
        using var response = await _http.SendAsync(request, cancellationToken);
        var status = $"{_target.Name} answers {(int)response.StatusCode}.";
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Gone or HttpStatusCode.UnprocessableEntity)
            throw new OutboxRejectedException(status);
        if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.PaymentRequired)
            throw new HttpRequestException(status);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return answer.Length == 0 || response.StatusCode == HttpStatusCode.Accepted ? null : Read(answer);
    }

    private TAnswer Read(byte[] answer)
    {
        try
        {
            return JsonSerializer.Deserialize<TAnswer>(answer, _json) ?? throw new InvalidDataException($"{_target.Name} answers null.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"What {_target.Name} answers can't be read.", problem);
        }
    }
}
