using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using SampleService.Features;

namespace SampleService.Tests;

/// <summary>Logging in by a provider: the way there and back, and everything on it that doesn't hold.</summary>
[Property("Proves", "capability login-providers")]
public sealed class LoginProviderTests
{
    private FakeLoginProvider _provider = null!;
    private TestHost _host = null!;
    private LoginBrowser _browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _provider = await FakeLoginProvider.StartAsync();
        _host = new TestHost(settings: LoginBrowser.Settings(_provider));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [SetUp]
    public async Task OpenAsync()
    {
        (_provider.Change, _provider.Signer, _provider.Fails, _provider.TellsApart) = (null, null, null, false);
        _provider.Person = Somebody();
        _browser = new LoginBrowser(_host, _provider);
        await _host.WithDbAsync(static db => db.Set<PendingLogin>().ExecuteDeleteAsync());
    }

    [TearDown]
    public void Close() => _browser.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public async Task Who_comes_for_the_first_time_gets_an_account_and_the_next_time_the_same(bool tellsApart)
    {
        _provider.TellsApart = tellsApart;
        using var first = await _browser.ExchangeAsync(await _browser.CodeAsync());
        using var again = new LoginBrowser(_host, _provider);
        _provider.Person["email"] = "moved." + _provider.Person["email"];
        using var second = await again.ExchangeAsync(await again.CodeAsync());

        await first.AssertStatusAsync(200);
        await second.AssertStatusAsync(200);
        var account = await MeAsync(first);
        Assert.That(await MeAsync(second), Is.EqualTo(account));
        Assert.That($"moved.{account.Login}", Is.EqualTo(_provider.Person["email"]));
        var row = await _host.WithDbAsync(db => db.Set<SampleAccount>().SingleAsync(found => found.Id == account.Id));
        Assert.That((row.Role, row.PasswordHash), Is.EqualTo((LoginBrowser.Provider.Role, "")));
        Assert.That(await _browser.WaitingAsync(), Is.Zero);
        // No password logs in to it.
        using var byPassword = await _browser.Http.SendAsync(
            "POST",
            "/api/v1/auth/login",
            new Dictionary<string, object?> { ["loginName"] = account.Login, ["password"] = "" }
        );
        await byPassword.AssertStatusAsync(401);
    }

    [Test]
    public async Task The_provider_is_asked_with_all_that_keeps_a_login_one_persons()
    {
        await _browser.ReturnAsync();

        Assert.That(_provider.Asked["response_type"], Is.EqualTo("code"));
        Assert.That(_provider.Asked["code_challenge_method"], Is.EqualTo("S256"));
        Assert.That(_provider.Asked["scope"].Split(' '), Is.EqualTo(LoginBrowser.Provider.Scopes));
        Assert.That(_provider.Asked.Keys, Is.SupersetOf(new[] { "state", "nonce", "code_challenge" }));
        Assert.That(_provider.Asked["redirect_uri"], Does.EndWith(LoginBrowser.Provider.CallbackPath));
    }

    [TestCase("nonce")]
    [TestCase("audience")]
    [TestCase("issuer")]
    [TestCase("expired")]
    [TestCase("subject")]
    [TestCase("signature")]
    [TestCase("shared-key")]
    [TestCase("unsigned")]
    public async Task A_token_that_does_not_hold_logs_nobody_in(string wrong)
    {
        using var other = RSA.Create(2048);
        _provider.Change = claims => Spoil(claims, wrong);
        _provider.Signer = wrong switch
        {
            "signature" => () => new SigningCredentials(new RsaSecurityKey(other) { KeyId = "one" }, SecurityAlgorithms.RsaSha256),
            "shared-key" => static () =>
                new SigningCredentials(new SymmetricSecurityKey(new byte[64]) { KeyId = "one" }, SecurityAlgorithms.HmacSha256),
            "unsigned" => static () => null,
            _ => null,
        };

        var (code, error) = await _browser.ArriveAsync(await _browser.ReturnAsync());

        Assert.That((code, error), Is.EqualTo(((string?)null, "provider-login-failed")));
        Assert.That(await _browser.WaitingAsync(), Is.Zero);
    }

    [Test]
    public async Task Who_comes_back_must_be_who_went()
    {
        var back = await _browser.ReturnAsync();
        using var other = new LoginBrowser(_host, _provider);
        var (stolen, error) = await other.ArriveAsync(back);
        using var forged = await _browser.Http.GetAsync($"{LoginBrowser.Provider.CallbackPath}?code=a&state={new string('A', 120)}");
        var (code, _) = await _browser.ArriveAsync(back);
        var (replayed, _) = await _browser.ArriveAsync(back);

        Assert.That((stolen, error), Is.EqualTo(((string?)null, "provider-login-failed")));
        await forged.AssertStatusAsync(400, "provider-login-failed");
        Assert.That(code, Is.Not.Null);
        Assert.That(replayed, Is.Null);
    }

    [Test]
    public async Task A_code_works_once_for_who_began_and_for_minutes()
    {
        var code = await _browser.CodeAsync();
        using var stranger = await _browser.ExchangeAsync(code, LoginCode.Create());
        using var unknown = await _browser.ExchangeAsync(LoginCode.Create());
        await stranger.AssertStatusAsync(401, "provider-code-invalid");
        await unknown.AssertStatusAsync(401, "provider-code-invalid");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _browser.ExchangeAsync(code)));

        Assert.That(answers.Count(static answer => answer.IsSuccessStatusCode), Is.EqualTo(1));
        using var old = new LoginBrowser(_host, _provider);
        var late = await old.CodeAsync();
        await _host.WithDbAsync(static db =>
            db.Set<PendingLogin>()
                .ExecuteUpdateAsync(static set => set.SetProperty(static row => row.ExpiresAt, DateTimeOffset.UtcNow.AddSeconds(-1)))
        );
        using var expired = await old.ExchangeAsync(late);
        await expired.AssertStatusAsync(401, "provider-code-invalid");
    }

    [Test]
    public async Task Nothing_that_opens_anything_is_kept_as_it_is()
    {
        var code = await _browser.CodeAsync();

        var kept = await _host.WithDbAsync(static db => db.Set<PendingLogin>().AsNoTracking().SingleAsync());

        Assert.That(kept.CodeHash, Is.EqualTo(LoginCode.Hash(code)).And.Not.EqualTo(code));
        Assert.That(kept.Challenge, Is.EqualTo(LoginCode.Challenge(_browser.Verifier)));
    }

    [TestCase(false)]
    [TestCase(null)]
    public async Task An_address_that_nobody_vouches_for_makes_no_account(bool? verified)
    {
        _provider.Person.Remove("email_verified");
        if (verified is { } said)
            _provider.Person["email_verified"] = said;
        using var response = await _browser.ExchangeAsync(await _browser.CodeAsync());

        await response.AssertStatusAsync(403, "email-not-verified");
    }

    [Test]
    public async Task Who_says_no_at_the_provider_is_brought_back()
    {
        var back = (await _browser.ReturnAsync()).Replace("code=", "error=access_denied&was=", StringComparison.Ordinal);

        Assert.That((await _browser.ArriveAsync(back)).Error, Is.EqualTo("provider-login-refused"));
    }

    private static Dictionary<string, object> Somebody()
    {
        var name = $"p{Guid.NewGuid():n}";
        return new()
        {
            ["sub"] = name,
            ["email"] = name + "@example.com",
            ["email_verified"] = true,
            ["name"] = "Ada",
        };
    }

    private static void Spoil(Dictionary<string, object> claims, string wrong)
    {
        if (wrong == "nonce")
            claims["nonce"] = "another";
        if (wrong == "audience")
            claims["aud"] = "another-service";
        if (wrong == "issuer")
            claims["iss"] = "https://accounts.example.com";
        if (wrong == "expired")
            claims["exp"] = DateTimeOffset.UtcNow.AddMinutes(-2).ToUnixTimeSeconds();
        if (wrong == "subject")
            claims.Remove("sub");
    }

    private async Task<(Guid Id, string? Login)> MeAsync(HttpResponseMessage login)
    {
        var token = (await login.JsonAsync()).GetProperty("accessToken").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var me = await _browser.Http.SendAsync(request);
        await me.AssertStatusAsync(200);
        var account = await me.JsonAsync();
        return (account.GetProperty("id").GetGuid(), account.GetProperty("loginName").GetString());
    }
}
