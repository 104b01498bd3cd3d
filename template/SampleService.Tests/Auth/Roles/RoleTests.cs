using System.Net.Http.Headers;
using SampleService.Features;

namespace SampleService.Tests;

/// <summary>Giving accounts a role and taking it.</summary>
public sealed class RoleTests
{
    private static readonly (string Role, string By) s_example = RoleGrants.Example;
    private TestHost _host = null!;

    [OneTimeSetUp]
    public void Start() => _host = new TestHost();

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    [Test]
    public async Task A_role_that_is_given_is_in_the_next_token_until_it_is_taken()
    {
        var (by, _) = await _host.ClientAsync(s_example.By);
        var (client, account) = await _host.ClientAsync(RoleGrants.Default);

        using var given = await GrantAsync(by, account, s_example.Role);
        await given.AssertStatusAsync(200);
        Assert.That((await given.JsonAsync()).GetProperty("role").GetString(), Is.EqualTo(s_example.Role));
        Assert.That(await RoleAsync(client, account), Is.EqualTo(s_example.Role));

        using var taken = await RevokeAsync(by, account);
        await taken.AssertStatusAsync(200);
        Assert.That(await RoleAsync(client, account), Is.EqualTo(RoleGrants.Default));
    }

    [Test]
    public async Task Nobody_else_gives_or_takes_a_role()
    {
        var (stranger, account) = await _host.ClientAsync(RoleGrants.Default);
        var (nobody, _) = await _host.ClientAsync(null);

        using var given = await GrantAsync(stranger, account, s_example.Role);
        using var taken = await RevokeAsync(stranger, account);
        using var unknown = await GrantAsync(nobody, account, s_example.Role);

        await given.AssertStatusAsync(403);
        await taken.AssertStatusAsync(403);
        await unknown.AssertStatusAsync(401);
    }

    [Test]
    public async Task What_is_no_role_or_no_account_is_told()
    {
        var (by, account) = await _host.ClientAsync(s_example.By);

        using var role = await GrantAsync(by, account, "no-such-role");
        using var missing = await by.SendAsync("POST", Path(account), new { });
        using var nobody = await GrantAsync(by, Guid.NewGuid(), s_example.Role);

        await role.AssertStatusAsync(400);
        await missing.AssertStatusAsync(400);
        await nobody.AssertStatusAsync(404);
    }

    [Test]
    public async Task The_last_who_gives_roles_keeps_the_own_one()
    {
        using var host = new TestHost();
        var (by, account) = await host.ClientAsync(s_example.By);

        using var taken = await RevokeAsync(by, account);

        if (RoleGrants.May(s_example.By, s_example.By))
            await taken.AssertStatusAsync(409, "last-of-its-role");
        else
            await taken.AssertStatusAsync(403);
    }

    [Test]
    public async Task Of_two_who_take_the_role_from_each_other_one_stays()
    {
        if (!RoleGrants.May(s_example.By, s_example.By))
            Assert.Ignore("This role isn't given by those who have it.");
        using var host = new TestHost();
        var (first, one) = await host.ClientAsync(s_example.By);
        var (second, two) = await host.ClientAsync(s_example.By);

        var answers = await Task.WhenAll(RevokeAsync(first, two), RevokeAsync(second, one));

        Assert.That(answers.Select(static answer => (int)answer.StatusCode).Order(), Is.EqualTo(new[] { 200, 403 }));
    }

    private static string Path(Guid account) => $"/api/v1/auth/accounts/{account}/role";

    private static Task<HttpResponseMessage> GrantAsync(HttpClient client, Guid account, string role) =>
        client.SendAsync("POST", Path(account), new { role });

    private static Task<HttpResponseMessage> RevokeAsync(HttpClient client, Guid account) => client.SendAsync("DELETE", Path(account));

    // As a new token has it.
    private async Task<string?> RoleAsync(HttpClient client, Guid account)
    {
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await _host.TokenAsync(account));
        using var me = await client.SendAsync("GET", "/api/v1/auth/me");
        await me.AssertStatusAsync(200);
        return (await me.JsonAsync()).GetProperty("role").GetString();
    }
}
