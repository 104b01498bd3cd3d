using System.Net.Http.Headers;
using System.Net.Http.Json;
using SampleService.Features;

namespace SampleService.Tests;

/// <summary>Registering, logging in, and keeping logged in.</summary>
public sealed class AuthTests
{
    private const string Password = "correct horse battery staple";
    private TestHost _host = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _host = new TestHost();
        _client = _host.CreateClient();
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _client.Dispose();
        _host.Dispose();
    }

    [Test]
    public async Task Who_registers_can_log_in_and_see_the_account()
    {
        var (body, _) = await RegisterAsync();
        using var login = await _client.PostAsJsonAsync("/api/v1/auth/login", Login(body, Password));
        await login.AssertStatusAsync(200);
        var token = (await login.JsonAsync()).GetProperty("accessToken").GetString();

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var me = await _client.SendAsync(request);

        await me.AssertStatusAsync(200);
        var account = await me.JsonAsync();
        Assert.That(account.GetProperty("loginName").GetString(), Is.EqualTo(body["loginName"]));
        Assert.That(account.TryGetProperty("passwordHash", out _), Is.False);
        var id = account.GetProperty("id").GetGuid();
        account.AssertShows(await _host.WithDbAsync(async db => await db.Set<SampleAccount>().FindAsync(id)));
    }

    [Test]
    public async Task A_wrong_password_and_an_unknown_login_are_answered_alike()
    {
        var (body, _) = await RegisterAsync();
        using var wrong = await _client.PostAsJsonAsync("/api/v1/auth/login", Login(body, "not the password"));
        using var unknown = await _client.PostAsJsonAsync("/api/v1/auth/login", Login(Body(), Password));

        await wrong.AssertStatusAsync(401);
        await unknown.AssertStatusAsync(401);
        Assert.That(
            (await wrong.JsonAsync()).GetProperty("detail").GetString(),
            Is.EqualTo((await unknown.JsonAsync()).GetProperty("detail").GetString())
        );
    }

    [Test, Property("Proves", "feature passwords")]
    public async Task A_password_is_kept_as_a_salted_hash()
    {
        var hashes = new List<string>();
        foreach (var (body, _) in new[] { await RegisterAsync(), await RegisterAsync() })
        {
            using var login = await _client.PostAsJsonAsync("/api/v1/auth/login", Login(body, Password));
            var token = (await login.JsonAsync()).GetProperty("accessToken").GetString();
            var id = Guid.Parse(new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).Subject);
            var row = await _host.WithDbAsync(async db => await db.Set<SampleAccount>().FindAsync(id));
            hashes.Add(row!.PasswordHash!);
        }

        // Version 3 of ASP.NET Core's format: PBKDF2 with HMAC-SHA-512, and at least 16 random bytes of salt.
        Assert.That(hashes.ConvertAll(Convert.FromBase64String), Has.All.Length.GreaterThanOrEqualTo(61));
        Assert.That(hashes.ConvertAll(static hash => Convert.FromBase64String(hash)[..5]), Is.All.EqualTo(new byte[] { 1, 0, 0, 0, 2 }));
        Assert.That(hashes, Is.Unique.And.None.Contains(Password));
    }

    [Test]
    public async Task A_login_is_taken_once()
    {
        var (body, _) = await RegisterAsync();
        using var again = await _client.PostAsJsonAsync("/api/v1/auth/register", body);

        await again.AssertStatusAsync(409);
    }

    [Test]
    public async Task A_short_password_is_refused_by_name()
    {
        var body = Body();
        body["password"] = "short";
        using var response = await _client.PostAsJsonAsync("/api/v1/auth/register", body);

        await response.AssertStatusAsync(400);
        Assert.That((await response.JsonAsync()).GetProperty("errors").TryGetProperty("password", out _), Is.True);
    }

    [Test]
    public async Task A_privileged_role_cannot_be_asked_for()
    {
        var body = Body();
        body["role"] = SampleAccountSample.PrivilegedRole;
        using var response = await _client.PostAsJsonAsync("/api/v1/auth/register", body);

        if (response.IsSuccessStatusCode)
        {
            var token = (await response.JsonAsync()).GetProperty("accessToken").GetString()!;
            Assert.That(
                new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).GetClaim("role").Value,
                Is.Not.EqualTo(SampleAccountSample.PrivilegedRole)
            );
        }
        else
        {
            await response.AssertStatusAsync(400);
        }
    }

    [Test]
    public async Task A_refresh_token_works_once_and_its_reuse_ends_the_family()
    {
        var (_, first) = await RegisterAsync();
        using var second = await RefreshAsync(first);
        await second.AssertStatusAsync(200);
        using var reuse = await RefreshAsync(first);
        await reuse.AssertStatusAsync(401);

        using var third = await RefreshAsync((await second.JsonAsync()).GetProperty("refreshToken").GetString()!);

        await third.AssertStatusAsync(401);
    }

    [Test]
    public async Task Of_two_refreshes_at_once_at_most_one_succeeds()
    {
        var (_, token) = await RegisterAsync();
        var answers = await Task.WhenAll(RefreshAsync(token), RefreshAsync(token));

        Assert.That(answers.Count(static answer => answer.IsSuccessStatusCode), Is.LessThanOrEqualTo(1));
    }

    [Test]
    public async Task A_logout_ends_the_refresh_token()
    {
        var (_, token) = await RegisterAsync();
        using var logout = await _client.PostAsJsonAsync("/api/v1/auth/logout", new { refreshToken = token });
        await logout.AssertStatusAsync(204);
        using var refresh = await RefreshAsync(token);

        await refresh.AssertStatusAsync(401);
    }

    [Test]
    public async Task A_forged_access_token_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiIwMTkzYTAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDAiLCJyb2xlIjoiYWRtaW4ifQ."
        );
        using var response = await _client.SendAsync(request);

        await response.AssertStatusAsync(401);
    }

    private static Dictionary<string, object?> Body()
    {
        var body = SampleAccountSample.RegisterBody(Sample.Next());
        body["password"] = Password;
        return body;
    }

    private static Dictionary<string, object?> Login(Dictionary<string, object?> body, string password) =>
        new() { ["loginName"] = body["loginName"], ["password"] = password };

    private Task<HttpResponseMessage> RefreshAsync(string token) =>
        _client.PostAsJsonAsync("/api/v1/auth/refresh", new { refreshToken = token });

    private async Task<(Dictionary<string, object?> Body, string RefreshToken)> RegisterAsync()
    {
        var body = Body();
        using var response = await _client.PostAsJsonAsync("/api/v1/auth/register", body);
        await response.AssertStatusAsync(201);
        return (body, (await response.JsonAsync()).GetProperty("refreshToken").GetString()!);
    }
}
