using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace SampleService.Infrastructure;

/// <summary>
/// The keys of the service that issues tokens for all: private keys of P-256 in PEM, one after the other, from Auth:SigningKey. The first
/// signs; the public halves of all are published, so that a new key is known everywhere before it signs, and an old one for as long as
/// what it signed holds. In development, without any, a new one at each start.
/// </summary>
internal sealed class IssuerKeys
{
    private const string How = "for example from 'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256'";

    /// <summary>Takes the keys, or refuses to start without one.</summary>
    public IssuerKeys(IConfiguration configuration, IHostEnvironment environment)
    {
        var configured = configuration["Auth:SigningKey"];
        if (string.IsNullOrEmpty(configured) && !environment.IsDevelopment())
            throw new InvalidOperationException($"No signing key: set Auth__SigningKey to a private key of P-256 in PEM, {How}.");
        All = string.IsNullOrEmpty(configured) ? [Named(ECDsa.Create(ECCurve.NamedCurves.nistP256))] : [.. Read(configured)];
        if (All.Count == 0)
            throw new InvalidOperationException($"Auth__SigningKey has no private key in PEM; make one, {How}.");
        Credentials = new SigningCredentials(All[0], CheckedTokens.Algorithm);
        Document = Publish(All);
    }

    /// <summary>All keys; the first signs.</summary>
    public IReadOnlyList<ECDsaSecurityKey> All { get; }

    /// <summary>What signs.</summary>
    public SigningCredentials Credentials { get; }

    /// <summary>The public halves as a JSON Web Key Set (RFC 7517).</summary>
    public string Document { get; }

    private static IEnumerable<ECDsaSecurityKey> Read(string text)
    {
        var rest = text;
        while (PemEncoding.TryFind(rest, out var found))
        {
            var (block, label) = (rest[found.Location], rest[found.Label]);
            rest = rest[found.Location.End..];
            // openssl writes the parameters of a curve before its key.
            if (!label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
                continue;
            yield return Named(Import(block));
        }
    }

    private static ECDsa Import(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
                return key;
        }
        catch (Exception problem) when (problem is ArgumentException or CryptographicException)
        {
            throw new InvalidOperationException($"A key in Auth__SigningKey can't be read; make one, {How}.", problem);
        }

        throw new InvalidOperationException($"A key in Auth__SigningKey is none of P-256; make one, {How}.");
    }

    // Its thumbprint (RFC 7638): the same key has the same name wherever it is read.
    private static ECDsaSecurityKey Named(ECDsa key)
    {
        var named = new ECDsaSecurityKey(key);
        named.KeyId = Base64UrlEncoder.Encode(named.ComputeJwkThumbprint());
        return named;
    }

    private static string Publish(IEnumerable<ECDsaSecurityKey> keys)
    {
        var published = keys.DistinctBy(static key => key.KeyId)
            .Select(
                static JsonNode (key) =>
                {
                    var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
                    return new JsonObject
                    {
                        ["kty"] = "EC",
                        ["crv"] = "P-256",
                        ["use"] = "sig",
                        ["alg"] = CheckedTokens.Algorithm,
                        ["kid"] = key.KeyId,
                        ["x"] = Base64UrlEncoder.Encode(point.X),
                        ["y"] = Base64UrlEncoder.Encode(point.Y),
                    };
                }
            );
        return new JsonObject { ["keys"] = new JsonArray([.. published]) }.ToJsonString();
    }
}
