// Generated from backend.yaml: rows and requests for tests. Change the blueprint, not this file.
#nullable enable

using SampleService.Features;
using SampleService.Infrastructure;

namespace SampleService.Tests;

internal static class SampleAccountSample
{
    /// <summary>A row, stored; what it needs to refer to is stored first. An account, where one is meant, is the owner.</summary>
    public static async Task<SampleAccount> RowAsync(AppDb db, Guid owner, Action<SampleAccount>? change = null)
    {
        var n = Sample.Next();
        var row = new SampleAccount();
        row.LoginName = $"person{n}@example.com";
        row.DisplayName = Sample.Text("display name", 0, 1, 80);
        change?.Invoke(row);
        db.SampleAccounts.Add(row);
        await db.SaveChangesAsync();
        return row;
    }

    /// <summary>A valid request to create or update one.</summary>
    public static Task<Dictionary<string, object?>> BodyAsync(AppDb db, Guid owner)
    {
        var n = Sample.Next();
        return Task.FromResult(new Dictionary<string, object?>
        {
            ["loginName"] = $"person{n}@example.com",
            ["displayName"] = Sample.Text("display name", 0, 1, 80),
        });
    }

    /// <summary>A role that nobody can register for.</summary>
    public const string PrivilegedRole = "admin";

    /// <summary>A valid request to register, but for the password.</summary>
    public static Dictionary<string, object?> RegisterBody(int n) => new()
    {
        ["loginName"] = $"person{n}@example.com",
        ["displayName"] = Sample.Text("display name", 0, 1, 80),
    };
}
