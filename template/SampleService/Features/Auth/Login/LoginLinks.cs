using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

internal static partial class AuthEndpoints
{
    private static async Task<IResult> LinkProviderAsync(
        LoginLinkRequest request,
        HttpContext http,
        AppDb db,
        ILogger<PendingLogin> logger,
        CancellationToken cancellationToken
    )
    {
        var errors = request.Validate();
        if (errors.Failed)
            return errors.Problem();
        var caller = Caller.Of(http);
        if (!await HoldAsync(db, caller, cancellationToken))
            return Problems.Unauthorized();
        if (await LoginCode.UseAsync(db, request.Code!, request.Verifier!, cancellationToken) is not { } login)
            return Problems.Of(StatusCodes.Status401Unauthorized, CodeInvalid, "provider-code-invalid");
        var hash = AccountIdentity.Hash(login.Issuer, login.Subject);
        var taken = await db.Set<AccountIdentity>().FirstOrDefaultAsync(found => found.IdentityHash == hash, cancellationToken);
        if (taken is not null && taken.AccountId != caller.Id)
            return Problems.Of(StatusCodes.Status409Conflict, "Another account is linked to it.", "identity-taken");
        if (taken is null && await Links(db, caller).AnyAsync(found => found.Provider == login.Provider, cancellationToken))
            return Problems.Of(StatusCodes.Status409Conflict, "You are linked to somebody else there. Unlink first.", "provider-linked");
        if (taken is null)
        {
            db.Add(taken = Identity(login, caller.Id, db.Now));
            await db.SaveChangesAsync(cancellationToken);
            LoginProviderLog.Linked(logger, caller.Id, login.Provider);
        }

        return TypedResults.Ok(LoginLinkResponse.Of(taken));
    }

    private static async Task<IResult> ListProviderLinksAsync(HttpContext http, AppDb db, CancellationToken cancellationToken)
    {
        var links = await Links(db, Caller.Of(http)).AsNoTracking().OrderBy(found => found.Id).ToListAsync(cancellationToken);
        return TypedResults.Ok(new LoginLinkList { Items = links.ConvertAll(LoginLinkResponse.Of) });
    }

    private static async Task<IResult> UnlinkProviderAsync(
        string name,
        HttpContext http,
        AppDb db,
        ILogger<PendingLogin> logger,
        CancellationToken cancellationToken
    )
    {
        var caller = Caller.Of(http);
        if (!await HoldAsync(db, caller, cancellationToken))
            return Problems.Unauthorized();
        var links = await Links(db, caller).ToListAsync(cancellationToken);
        if (links.Find(found => found.Provider == name) is not { } link)
            return Problems.NotFound();
        var hasPassword = await db.SampleAccounts.AnyAsync(found => found.Id == caller.Id && found.PasswordHash != "", cancellationToken);
        if (!hasPassword && links.Count == 1)
            return Problems.Of(StatusCodes.Status409Conflict, "Without it you could never log in again.", "last-login");
        db.Remove(link);
        await db.SaveChangesAsync(cancellationToken);
        LoginProviderLog.Unlinked(logger, caller.Id, name);
        return TypedResults.NoContent();
    }

    // Holds the account: of two that change its links at once, the second sees what the first has done.
    private static async Task<bool> HoldAsync(AppDb db, Caller caller, CancellationToken cancellationToken) =>
        await db
            .SampleAccounts.Where(found => found.Id == caller.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.Role, found => found.Role), cancellationToken) == 1;

    private static IQueryable<AccountIdentity> Links(AppDb db, Caller caller) =>
        db.Set<AccountIdentity>().Where(found => found.AccountId == caller.Id);
}
