using Microsoft.EntityFrameworkCore;
using SampleService.Features;

namespace SampleService.Tests;

/// <summary>Accounts and who they are at a provider: linked by who is logged in, never by an address.</summary>
[Property("Proves", "capability login-providers")]
public sealed class LoginLinkTests
{
    private const string Links = LoginBrowser.Path + "/links";
    private FakeLoginProvider _provider = null!;
    private TestHost _host = null!;

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

    [Test]
    public async Task An_account_that_has_the_address_is_linked_by_who_is_logged_in_there_and_by_nobody_else()
    {
        var (client, account) = await _host.ClientAsync(new SampleAccount().Role);
        var login = await _host.WithDbAsync(db =>
            db.Set<SampleAccount>().Where(row => row.Id == account).Select(row => row.LoginName).SingleAsync()
        );
        using var browser = Browser(login);
        var code = await browser.CodeAsync();
        using var refused = await browser.ExchangeAsync(code);
        await refused.AssertStatusAsync(409, "account-exists");
        Assert.That(await IdentitiesAsync(account), Is.Zero);

        // The same code, by who is logged in.
        using var nobody = await browser.Http.SendAsync("POST", Links, Body(code, browser.Verifier));
        using var linked = await client.SendAsync("POST", Links, Body(code, browser.Verifier));
        using var again = await client.SendAsync("POST", Links, Body(code, browser.Verifier));

        await nobody.AssertStatusAsync(401);
        await linked.AssertStatusAsync(200);
        await again.AssertStatusAsync(401, "provider-code-invalid");
        using var list = await client.SendAsync("GET", Links);
        Assert.That(
            (await list.JsonAsync()).GetProperty("items")[0].GetProperty("provider").GetString(),
            Is.EqualTo(LoginBrowser.Provider.Name)
        );
        using var tokens = await browser.ExchangeAsync(await browser.CodeAsync());
        await tokens.AssertStatusAsync(200);
        Assert.That(await _host.WithDbAsync(db => db.Set<RefreshToken>().CountAsync(row => row.AccountId == account)), Is.EqualTo(2));
    }

    [Test]
    public async Task Nobody_is_two_accounts_and_an_account_is_one_person_at_a_provider()
    {
        var (ada, _) = await _host.ClientAsync(new SampleAccount().Role);
        var (bob, _) = await _host.ClientAsync(new SampleAccount().Role);
        using var first = await LinkAsync(ada, "one");
        using var same = await LinkAsync(ada, "one");
        using var taken = await LinkAsync(bob, "one");
        using var second = await LinkAsync(ada, "two");
        using var otherCase = await LinkAsync(bob, "ONE");

        await first.AssertStatusAsync(200);
        await same.AssertStatusAsync(200);
        await taken.AssertStatusAsync(409, "identity-taken");
        await second.AssertStatusAsync(409, "provider-linked");
        await otherCase.AssertStatusAsync(200);
    }

    [Test]
    public async Task A_link_goes_unless_it_is_the_only_way_in()
    {
        var (client, account) = await _host.ClientAsync(new SampleAccount().Role);
        using var linked = await LinkAsync(client, "leaver");
        await linked.AssertStatusAsync(200);
        await PasswordAsync(account, "");
        var path = $"{Links}/{LoginBrowser.Provider.Name}";
        using var last = await client.SendAsync("DELETE", path);
        await PasswordAsync(account, "a hash");
        using var unlinked = await client.SendAsync("DELETE", path);
        using var gone = await client.SendAsync("DELETE", path);

        await last.AssertStatusAsync(409, "last-login");
        await unlinked.AssertStatusAsync(204);
        await gone.AssertStatusAsync(404);
    }

    [Test]
    public async Task With_an_account_its_links_go()
    {
        var (client, account) = await _host.ClientAsync(new SampleAccount().Role);
        using var linked = await LinkAsync(client, "deleted");
        Assert.That(await IdentitiesAsync(account), Is.EqualTo(1));

        await _host.WithDbAsync(async db =>
        {
            db.Remove(await db.Set<SampleAccount>().SingleAsync(row => row.Id == account));
            return await db.SaveChangesAsync();
        });

        Assert.That(await IdentitiesAsync(account), Is.Zero);
    }

    private static Dictionary<string, object?> Body(string code, string verifier) => new() { ["code"] = code, ["verifier"] = verifier };

    private LoginBrowser Browser(string email, string? subject = null)
    {
        _provider.Person = new()
        {
            ["sub"] = subject ?? email,
            ["email"] = email,
            ["email_verified"] = true,
        };
        return new LoginBrowser(_host, _provider);
    }

    private async Task<HttpResponseMessage> LinkAsync(HttpClient client, string subject)
    {
        using var browser = Browser(subject + "@example.com", subject);
        return await client.SendAsync("POST", Links, Body(await browser.CodeAsync(), browser.Verifier));
    }

    private Task<int> IdentitiesAsync(Guid account) =>
        _host.WithDbAsync(db => db.Set<AccountIdentity>().CountAsync(row => row.AccountId == account));

    private Task<int> PasswordAsync(Guid account, string hash) =>
        _host.WithDbAsync(db =>
            db.Set<SampleAccount>()
                .Where(row => row.Id == account)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.PasswordHash, hash))
        );
}
