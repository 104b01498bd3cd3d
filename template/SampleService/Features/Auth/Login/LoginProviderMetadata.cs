using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace SampleService.Features;

/// <summary>
/// What a provider says about itself: its endpoints and keys. What was once read is kept while the provider is away; where nothing was
/// read yet, callers are told at once for some seconds after each failure, instead of waiting one after the other.
/// </summary>
internal sealed class LoginProviderMetadata(string address, HttpClient http, bool isOpen, TimeProvider clock)
    : IConfigurationManager<OpenIdConnectConfiguration>
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _source = new(
        address.TrimEnd('/') + "/.well-known/openid-configuration",
        new OpenIdConnectConfigurationRetriever(),
        new HttpDocumentRetriever(http) { RequireHttps = !isOpen }
    );
    private long _notBefore;

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (clock.GetUtcNow().UtcTicks < Interlocked.Read(ref _notBefore))
            throw new LoginProviderUnavailableException($"{address} was away a moment ago.", null);
        try
        {
            var found = await _source.GetConfigurationAsync(cancel);
            // Else whoever can write metadata at one address could speak for another (RFC 9700, 4.4; ASVS 10.5.3).
            if (found.Issuer != address && !LoginProvider.IsShared(address))
                throw new LoginProviderUnavailableException($"{address} says that it is {found.Issuer}.", null);
            return found;
        }
        catch (Exception problem) when (!cancel.IsCancellationRequested && problem is not LoginProviderUnavailableException)
        {
            Interlocked.Exchange(ref _notBefore, (clock.GetUtcNow() + s_pause).UtcTicks);
            throw new LoginProviderUnavailableException($"{address} can't be reached.", problem);
        }
    }

    public void RequestRefresh() => _source.RequestRefresh();
}

/// <summary>A provider doesn't answer as it should.</summary>
internal sealed class LoginProviderUnavailableException(string message, Exception? inner) : Exception(message, inner);
