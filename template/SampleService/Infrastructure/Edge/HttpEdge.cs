using System.Data.Common;

namespace SampleService.Infrastructure;

/// <summary>
/// Caches that are told of changes by HTTP, all of them each time. The connection string is
/// <c>Urls=http://cdn-1:6081 http://cdn-2:6081;Key=…</c>; Method is PURGE and Header, which takes the key, X-Purge-Key unless it says
/// otherwise.
/// </summary>
internal sealed class HttpEdge : IEdge, IDisposable
{
    private const int KeysOfACall = 50;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    private readonly Uri[] _addresses;
    private readonly HttpMethod _method;
    private readonly string _header;
    private readonly string _key;

    public HttpEdge(string connection)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connection };
        string Part(string name, string otherwise) => parts.TryGetValue(name, out var value) ? value.ToString()! : otherwise;
        var urls = Part("Urls", "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        _addresses = [.. urls.Select(static url => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : throw Wrong())];
        (_key, _method, _header) = (Part("Key", ""), HttpMethod.Parse(Part("Method", "PURGE")), Part("Header", "X-Purge-Key"));
        if (_addresses.Length == 0 || _key.Length == 0)
            throw Wrong();
    }

    public async Task PurgeAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        foreach (var some in keys.Chunk(KeysOfACall))
            await Task.WhenAll(_addresses.Select(address => PurgeAsync(address, some, cancellationToken)));
    }

    public void Dispose() => _http.Dispose();

    private async Task PurgeAsync(Uri address, string[] keys, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(_method, address);
        request.Headers.TryAddWithoutValidation(_header, _key);
        request.Headers.TryAddWithoutValidation(EdgeKeys.Header, string.Join(' ', keys));
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException(string.Create(null, $"{address.Host} answers {(int)answer.StatusCode}."));
    }

    private static InvalidOperationException Wrong() => new("ConnectionStrings__Cdn is wrong. Write it like 'Urls=http://cdn:6081;Key=…'.");
}
