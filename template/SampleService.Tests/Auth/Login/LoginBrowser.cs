using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using SampleService.Features;

namespace SampleService.Tests;

/// <summary>A browser, with a client in it that logs somebody in by a provider.</summary>
internal sealed class LoginBrowser(TestHost host, FakeLoginProvider provider) : IDisposable
{
    /// <summary>Where the browser may be sent in the end.</summary>
    public const string Target = "https://app.example.com/login?from=test";

    /// <summary>The path that all of it begins with.</summary>
    public const string Path = "/api/v1/auth/providers";

    /// <summary>The provider that tests log in by.</summary>
    public static LoginProvider Provider => LoginProviderList.All[0];

    /// <summary>The settings by which the service knows the provider.</summary>
    public static Dictionary<string, string> Settings(FakeLoginProvider provider) =>
        new()
        {
            [$"{Provider.Section}:Issuer"] = provider.Address,
            [$"{Provider.Section}:ClientId"] = FakeLoginProvider.ClientId,
            [$"{Provider.Section}:ClientSecret"] = FakeLoginProvider.ClientSecret,
            [LoginProviders.TargetsSetting] = $"{Target} https://other.example.com/",
        };

    /// <summary>What the client keeps to itself.</summary>
    public string Verifier { get; } = LoginCode.Create();

    /// <summary>Calls as the browser does.</summary>
    public HttpClient Http { get; } = host.CreateClient(new() { AllowAutoRedirect = false });

    /// <summary>Where a login begins.</summary>
    public static string Start(string target, string verifier) =>
        QueryHelpers.AddQueryString(
            $"{Path}/{Provider.Name}/start",
            new Dictionary<string, string?> { ["redirect"] = target, ["challenge"] = LoginCode.Challenge(verifier) }
        );

    /// <summary>To the provider and back to the service, which is not called yet.</summary>
    public async Task<string> ReturnAsync()
    {
        using var start = await Http.GetAsync(Start(Target, Verifier));
        await start.AssertStatusAsync(302);
        return (await provider.LogInAsync(start.Headers.Location!)).PathAndQuery;
    }

    /// <summary>Where the service sends the browser that comes back.</summary>
    public async Task<(string? Code, string? Error)> ArriveAsync(string back)
    {
        using var answer = await Http.GetAsync(back);
        await answer.AssertStatusAsync(302);
        var address = answer.Headers.Location!;
        Assert.That(address.ToString(), Does.StartWith(Target));
        var said = QueryHelpers.ParseQuery(address.Query);
        return (said.GetValueOrDefault("code").FirstOrDefault(), said.GetValueOrDefault("error").FirstOrDefault());
    }

    /// <summary>The whole way, to the code.</summary>
    public async Task<string> CodeAsync()
    {
        var (code, error) = await ArriveAsync(await ReturnAsync());
        Assert.That(error, Is.Null);
        return code!;
    }

    /// <summary>Exchanges a code, with all that a new account needs.</summary>
    public Task<HttpResponseMessage> ExchangeAsync(string code, string? verifier = null)
    {
        var body = SampleAccountSample.RegisterBody(Sample.Next());
        body.Remove("loginName");
        body.Remove("password");
        body["code"] = code;
        body["verifier"] = verifier ?? Verifier;
        return Http.SendAsync("POST", Path + "/exchange", body);
    }

    /// <summary>Logins that wait to be fetched.</summary>
    public Task<int> WaitingAsync() => host.WithDbAsync(static db => db.Set<PendingLogin>().CountAsync());

    public void Dispose() => Http.Dispose();
}
