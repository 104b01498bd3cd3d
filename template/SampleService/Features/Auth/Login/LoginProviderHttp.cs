namespace SampleService.Features;

/// <summary>
/// Calls to providers: bounded in time and size, never led elsewhere. None is repeated: a code that a provider gave holds for one call,
/// and what it says about itself is read again by the next login.
/// </summary>
internal sealed class LoginProviderHttp : DelegatingHandler
{
    private LoginProviderHttp()
        : base(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(3),
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            }
        ) { }

    /// <summary>A client for one provider.</summary>
    public static HttpClient Client() =>
        new(new LoginProviderHttp()) { Timeout = TimeSpan.FromSeconds(8), MaxResponseContentBufferSize = 1024 * 1024 };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if ((int)response.StatusCode < 500)
            return response;
        var status = response.StatusCode;
        response.Dispose();
        throw new HttpRequestException(string.Create(null, $"{request.RequestUri?.Host} answers {(int)status}."), null, status);
    }
}
