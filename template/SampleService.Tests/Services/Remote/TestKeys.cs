using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Keys as the service publishes them that issues tokens, which is not there in tests of this one.</summary>
internal static class TestKeys
{
    private static readonly ECDsaSecurityKey s_key = Make("test");

    /// <summary>What signs tokens that hold.</summary>
    public static SigningCredentials Credentials { get; } = new(s_key, CheckedTokens.Algorithm);

    /// <summary>A new key.</summary>
    public static ECDsaSecurityKey Make(string name) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = name };

    /// <summary>Has the service under test find the keys.</summary>
    public static void Publish(IServiceCollection services) =>
        services
            .AddHttpClient(PublishedKeys.Client)
            .ConfigurePrimaryHttpMessageHandler(() => new Issuer(() => Task.FromResult<string?>(Document(s_key))));

    /// <summary>Keys as they are published.</summary>
    public static string Document(params ECDsaSecurityKey[] keys)
    {
        var published = keys.Select(static key =>
        {
            var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
            return $$"""
                { "kty": "EC", "crv": "P-256", "kid": "{{key.KeyId}}",
                  "x": "{{Base64UrlEncoder.Encode(point.X)}}", "y": "{{Base64UrlEncoder.Encode(point.Y)}}" }
                """;
        });
        return $$"""{ "keys": [{{string.Join(", ", published)}}] }""";
    }

    /// <summary>Answers what is published; nothing, and the issuer is away.</summary>
    public sealed class Issuer(Func<Task<string?>> published) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsolutePath == PublishedKeys.Path && await published() is { } document
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(document) }
                : throw new HttpRequestException("The issuer is away.");
    }
}
