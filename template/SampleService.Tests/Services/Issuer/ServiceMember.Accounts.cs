using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Features;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>The accounts of all services, where this one has them.</summary>
public sealed partial class ServiceMember
{
    /// <summary>A new account with a role.</summary>
    public async Task<Guid> AccountAsync(string role)
    {
        using var scope = _service.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return (await SampleAccountSample.RowAsync(db, Guid.Empty, row => row.Role = role)).Id;
    }

    /// <summary>A new access token of an account.</summary>
    public async Task<string> TokenAsync(Guid account)
    {
        using var scope = _service.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var row = await db.SampleAccounts.SingleAsync(found => found.Id == account);
        return (await scope.ServiceProvider.GetRequiredService<TokenService>().IssueAsync(row, CancellationToken.None)).AccessToken;
    }
}
