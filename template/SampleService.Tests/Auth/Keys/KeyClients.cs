using Microsoft.Extensions.DependencyInjection;
using SampleService.Features;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Clients that call by a key.</summary>
internal static class KeyClients
{
    /// <summary>A client of a new account with a role, that calls by a key or by a token.</summary>
    public static async Task<(HttpClient Client, Guid Account)> ClientAsync(this TestHost host, string? role, bool byKey)
    {
        var (client, account) = await host.ClientAsync(role);
        if (!byKey || role is null)
            return (client, account);
        client.Dispose();
        return (await host.KeyClientAsync(account), account);
    }

    /// <summary>A client that calls by a new key of an account.</summary>
    public static async Task<HttpClient> KeyClientAsync(this TestHost host, Guid account, Action<ApiKey>? change = null)
    {
        var (text, prefix) = ApiKeyText.Create();
        var key = new ApiKey
        {
            AccountId = account,
            Name = "test",
            Prefix = prefix,
            KeyHash = ApiKeyText.Hash(text),
        };
        change?.Invoke(key);
        using var scope = host.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        key.CreatedAt = db.Now;
        db.Add(key);
        await db.SaveChangesAsync();
        return host.WithKey(text);
    }

    /// <summary>A client that calls by what it takes for a key.</summary>
    public static HttpClient WithKey(this TestHost host, string text)
    {
        var client = host.CreateClient(new() { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Add(ApiKeyRules.Header, text);
        return client;
    }
}
