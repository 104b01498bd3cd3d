using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Features;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Clients of the service under test.</summary>
internal static class TestClients
{
    /// <summary>A client that is logged in as a new account with a role; nobody in particular when null.</summary>
    public static async Task<(HttpClient Client, Guid Account)> ClientAsync(this TestHost host, string? role)
    {
        var client = host.CreateClient(new() { AllowAutoRedirect = false });
        if (role is null)
            return (client, Guid.Empty);
        using var scope = host.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var account = await SampleAccountSample.RowAsync(db, Guid.Empty, row => row.Role = role);
        var tokens = await scope.ServiceProvider.GetRequiredService<TokenService>().IssueAsync(account, CancellationToken.None);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        return (client, account.Id);
    }

    /// <summary>A new access token of an account.</summary>
    public static async Task<string> TokenAsync(this TestHost host, Guid account)
    {
        using var scope = host.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var row = await db.SampleAccounts.SingleAsync(found => found.Id == account);
        return (await scope.ServiceProvider.GetRequiredService<TokenService>().IssueAsync(row, CancellationToken.None)).AccessToken;
    }
}
