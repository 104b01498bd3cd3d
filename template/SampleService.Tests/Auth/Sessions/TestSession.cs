using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Features;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Somebody who is logged in, as both tokens tell.</summary>
internal sealed record TestSession(Guid Account, TokenResponse Tokens)
{
    /// <summary>Logs in a new account, or one that is there.</summary>
    public static async Task<TestSession> BeginAsync(WebApplicationFactory<Program> host, Guid? account = null)
    {
        using var scope = host.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var row = account is { } id ? await db.SampleAccounts.FindAsync(id) : await SampleAccountSample.RowAsync(db, Guid.Empty);
        var tokens = scope.ServiceProvider.GetRequiredService<TokenService>();
        return new TestSession(row!.Id, await tokens.IssueAsync(row, CancellationToken.None));
    }

    /// <summary>The session, as its access token names it.</summary>
    public Guid Id =>
        Guid.Parse(new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(Tokens.AccessToken).GetClaim(TokenService.SessionClaim).Value);

    /// <summary>What a call by the access token is answered.</summary>
    public async Task<int> CallAsync(HttpClient client, string method = "GET", string path = "/api/v1/auth/me")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.AccessToken);
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>Sends the refresh token: to be refreshed, or to be logged out.</summary>
    public async Task<TestSession> SendAsync(HttpClient client, string operation)
    {
        var path = operation == "refresh" ? "/api/v1/auth/refresh" : "/api/v1/auth/logout";
        using var answer = await client.PostAsJsonAsync(path, new { refreshToken = Tokens.RefreshToken });
        return operation == "refresh" && answer.IsSuccessStatusCode
            ? this with
            {
                Tokens = (await answer.Content.ReadFromJsonAsync<TokenResponse>())!,
            }
            : this;
    }
}
