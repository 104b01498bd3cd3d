using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>The keys of the service that issues tokens: which sign, and what is published of them.</summary>
public sealed class IssuerKeysTests
{
    [Test]
    public void The_first_signs_and_the_public_halves_of_all_are_published()
    {
        var keys = Of(Pem() + "\n" + Pem());
        var published = JsonDocument.Parse(keys.Document).RootElement.GetProperty("keys").EnumerateArray().ToList();

        Assert.That(keys.Credentials.Key.KeyId, Is.EqualTo(published[0].GetProperty("kid").GetString()));
        Assert.That(published, Has.Count.EqualTo(2));
        Assert.That(published.Select(static key => key.GetProperty("kid").GetString()), Is.Unique);
        // 'd' would be the private half.
        Assert.That(
            published.SelectMany(static key => key.EnumerateObject()).Select(static member => member.Name).Distinct(),
            Is.EquivalentTo(new[] { "kty", "crv", "use", "alg", "kid", "x", "y" })
        );
    }

    [Test]
    public void A_key_has_the_same_name_wherever_it_is_read()
    {
        var pem = Pem();

        Assert.That(Of(pem).All[0].KeyId, Is.EqualTo(Of(pem).All[0].KeyId).And.Not.EqualTo(Of(Pem()).All[0].KeyId));
    }

    [TestCase("")]
    [TestCase("a secret of more than thirty-two bytes, as one service alone has it")]
    [TestCase("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void What_is_no_key_is_refused(string text) => AssertRefused(text);

    [Test]
    public void A_key_of_another_curve_is_refused() => AssertRefused(ECDsa.Create(ECCurve.NamedCurves.nistP384).ExportPkcs8PrivateKeyPem());

    [Test]
    public void A_public_half_is_refused() => AssertRefused(ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportSubjectPublicKeyInfoPem());

    private static void AssertRefused(string text) =>
        Assert.That(() => Of(text), Throws.InvalidOperationException.With.Message.Contains("openssl"));

    private static string Pem() => ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem();

    private static IssuerKeys Of(string pem) =>
        new(
            new ConfigurationBuilder().AddInMemoryCollection([new("Auth:SigningKey", pem)]).Build(),
            new HostingEnvironment { EnvironmentName = Environments.Production }
        );
}
