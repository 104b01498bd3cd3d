using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>
/// Makes the first administrator from the configuration. There are no default credentials: nothing happens unless both are set.
/// </summary>
internal static partial class FirstAdmin
{
    /// <summary>Adds the account of <c>Admin:Login</c> with <c>Admin:Password</c> unless it exists.</summary>
    public static async Task CreateFirstAdminAsync(this WebApplication app)
    {
        var login = app.Configuration["Admin:Login"];
        var password = app.Configuration["Admin:Password"];
        if (string.IsNullOrEmpty(login) || string.IsNullOrEmpty(password))
            return;
        if (password.Length < AuthRules.MinPasswordLength)
            throw new InvalidOperationException(
                $"Admin__Password is too short: it needs at least {AuthRules.MinPasswordLength} characters."
            );
        using var scope = app.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await db.SampleAccounts.AnyAsync(found => found.LoginName == login))
            return;
        var account = NewAccount(login);
        account.PasswordHash = scope.ServiceProvider.GetRequiredService<PasswordService>().Hash(password);
        db.SampleAccounts.Add(account);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException refused) when (refused.InnerException is { } inner && FailureHandler.IsDuplicate(inner))
        {
            // Another instance, which starts at the same moment, has made it.
        }
    }
}
