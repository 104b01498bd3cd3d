using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using SampleService.Features;

namespace SampleService.Tests;

/// <summary>Where browsers may be sent, what happens while a provider is away or unknown, and how often anybody may come back.</summary>
[Property("Proves", "capability login-providers")]
public sealed class LoginLimitTests
{
    private FakeLoginProvider _provider = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _provider = await FakeLoginProvider.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _provider.DisposeAsync();

    [Test]
    public async Task Browsers_are_sent_only_where_the_settings_say()
    {
        using var host = new TestHost(settings: LoginBrowser.Settings(_provider));
        using var client = host.CreateClient(new() { AllowAutoRedirect = false });
        string[] others =
        [
            "https://evil.example.com/",
            LoginBrowser.Target + "&more",
            "https://app.example.com",
            "//other.example.com/",
            "",
        ];
        foreach (var other in others)
        {
            using var response = await client.GetAsync(LoginBrowser.Start(other, LoginCode.Create()));
            await response.AssertNamesAsync("redirect");
        }

        using var unbound = await client.GetAsync(
            QueryHelpers.AddQueryString($"{LoginBrowser.Path}/{LoginBrowser.Provider.Name}/start", "redirect", LoginBrowser.Target)
        );
        await unbound.AssertNamesAsync("challenge");
    }

    [Test]
    public async Task A_provider_that_is_away_is_named_as_that()
    {
        await using var gone = await FakeLoginProvider.StartAsync();
        using var host = new TestHost(settings: LoginBrowser.Settings(gone));
        using var browser = new LoginBrowser(host, gone);
        var back = await browser.ReturnAsync();
        gone.Fails = 503;
        Assert.That((await browser.ArriveAsync(back)).Error, Is.EqualTo("provider-unavailable"));

        var settings = LoginBrowser.Settings(gone);
        await gone.DisposeAsync();
        using var other = new TestHost(settings: settings);
        using var client = other.CreateClient(new() { AllowAutoRedirect = false });
        for (var again = 0; again < 2; again++)
        {
            using var response = await client.GetAsync(LoginBrowser.Start(LoginBrowser.Target, browser.Verifier));
            await response.AssertStatusAsync(503, "provider-unavailable");
        }
    }

    [Test]
    public async Task A_provider_without_settings_is_not_there_and_all_else_is()
    {
        using var host = new TestHost();
        using var client = host.CreateClient(new() { AllowAutoRedirect = false });
        using var start = await client.GetAsync(LoginBrowser.Start(LoginBrowser.Target, LoginCode.Create()));
        using var unknown = await client.GetAsync(LoginBrowser.Path + "/nobody/start");
        using var ready = await client.GetAsync("/health/ready");

        await start.AssertStatusAsync(404, "provider-not-configured");
        await unknown.AssertStatusAsync(404, "provider-not-configured");
        await ready.AssertStatusAsync(200);
        Assert.That(await ready.Content.ReadAsStringAsync(), Is.EqualTo("Degraded"));
    }

    [Test]
    public async Task Nobody_comes_back_as_often_as_they_like()
    {
        var settings = LoginBrowser.Settings(_provider);
        settings["RateLimit:AuthenticationsPerMinute"] = "2";
        using var host = new TestHost(settings: settings);
        using var client = host.CreateClient(new() { AllowAutoRedirect = false });
        List<int> statuses = [];
        for (var call = 0; call < 3; call++)
        {
            using var response = await client.GetAsync(LoginBrowser.Provider.CallbackPath + "?code=a&state=b");
            statuses.Add((int)response.StatusCode);
        }

        Assert.That(statuses, Is.EqualTo(new[] { 400, 400, 429 }));
    }

    [Test]
    public void What_a_browser_carries_is_opened_by_every_instance_and_only_as_it_was_sealed()
    {
        var key = RandomNumberGenerator.GetBytes(48);
        var here = new LoginSeal(key).CreateProtector("a");
        var there = new LoginSeal(key).CreateProtector("a");
        var sealedBytes = here.Protect([1, 2, 3]);

        Assert.That(there.Unprotect(sealedBytes), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(() => new LoginSeal(key).CreateProtector("b").Unprotect(sealedBytes), Throws.InstanceOf<CryptographicException>());
        sealedBytes[^1] ^= 1;
        Assert.That(() => there.Unprotect(sealedBytes), Throws.InstanceOf<CryptographicException>());
        Assert.That(() => there.Unprotect([1, 2, 3]), Throws.InstanceOf<CryptographicException>());
    }
}
