using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Providers that accounts log in by, as people write them.</summary>
public sealed class LoginProviderValidationTests
{
    private static BlueprintReadResult Read(string providers, string login = "email", string kind = "jwt", string operation = "getLink") =>
        BlueprintYaml.Parse(
            $$"""
            service: { name: links, title: Links }
            authentication: { kind: {{kind}}, account: User, login: {{login}}, defaultRole: member, providers: {{providers}} }
            roles: [{ name: member }, { name: guest, selfRegister: true }, { name: editor }]
            entities:
              - name: User
                fields:
                  - { name: email, type: email, required: true, unique: true }
                  - { name: nick, required: true, unique: true, maxLength: 40 }
              - { name: Link, fields: [{ name: code, maxLength: 12, required: true, unique: true }] }
            operations:
              - { name: {{operation}}, entity: Link, kind: get, access: [{ role: member }] }
            """
        );

    [TestCase("[google]", ExpectedResult = "https://accounts.google.com")]
    [TestCase("[{ name: microsoft, role: guest }]", ExpectedResult = "https://login.microsoftonline.com/common/v2.0")]
    [TestCase("[{ name: google, role: member, scopes: [openid, email] }]", ExpectedResult = "https://accounts.google.com")]
    [TestCase("{ company-login: https://login.example.com/realms/a }", ExpectedResult = "https://login.example.com/realms/a")]
    [TestCase("[{ provider: okta, authority: https://a.example.com }]", ExpectedResult = "https://a.example.com")]
    [TestCase("[{ name: keycloak }]", ExpectedResult = null)]
    public string? Providers_that_are_taken(string providers)
    {
        var read = Read(providers);

        Assert.That(read.Problems, Is.Empty);
        return read.Blueprint!.Authentication.Providers.Single().Address;
    }

    [TestCase("[{ name: Google Login }]", "no name of a provider")]
    [TestCase("[{ name: links }]", "no name of a provider")]
    [TestCase("[{ name: github }]", "doesn't speak OpenID Connect")]
    [TestCase("[{ name: own, issuer: http://login.example.com }]", "no address of a provider")]
    [TestCase("[{ name: own, issuer: 'https://u:p@login.example.com' }]", "no address of a provider")]
    [TestCase("[{ name: google, scopes: [profile] }]", "doesn't tell who somebody is")]
    [TestCase("[{ name: google, scopes: [openid, email, 'a b'] }]", "words without spaces")]
    [TestCase("[{ name: google, role: nobody }]", "no role 'nobody'")]
    [TestCase("[{ name: google, role: editor }]", "would become 'editor'")]
    [TestCase("[google, google]", "the same name")]
    public void Providers_that_are_refused_with_their_reason(string providers, string reason) =>
        Assert.That(Read(providers).Problems.Select(static problem => problem.Message), Has.Some.Contains(reason));

    [Test]
    public void Who_logs_in_by_a_provider_has_an_account_that_logs_in_by_e_mail()
    {
        Assert.That(Messages(Read("[google]", kind: "none")), Has.Some.Contains("the service has none"));
        Assert.That(Messages(Read("[google]", login: "nick")), Has.Some.Contains("Providers tell an e-mail address"));
    }

    [Test]
    public void What_comes_with_providers_is_taken() =>
        Assert.That(Messages(Read("[google]", operation: "linkProvider")), Has.Some.Contains("belongs to authentication"));

    [Test]
    public void A_blueprint_with_providers_is_written_as_it_is_read()
    {
        var blueprint = Read("[{ name: google, role: guest }, { name: own, issuer: https://login.example.com }]").Blueprint!;

        var again = BlueprintYaml.Parse(BlueprintYaml.Write(blueprint)).Blueprint!;

        Assert.That(
            again.Authentication.Providers.Select(static provider => (provider.Name, provider.Issuer, provider.Role)),
            Is.EqualTo(blueprint.Authentication.Providers.Select(static provider => (provider.Name, provider.Issuer, provider.Role)))
        );
    }

    private static IEnumerable<string> Messages(BlueprintReadResult read) => read.Problems.Select(static problem => problem.Message);
}
