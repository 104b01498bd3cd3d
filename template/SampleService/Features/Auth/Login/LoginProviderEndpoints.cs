using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

internal static partial class AuthEndpoints
{
    private const int ChallengeLength = 43;
    private const string CodeInvalid = "The code is not known, or not valid any more. Begin the login again.";

    private static async Task<IResult> StartProviderLoginAsync(
        string name,
        string? redirect,
        string? challenge,
        HttpContext http,
        AppDb db,
        LoginProviders providers,
        ILogger<PendingLogin> logger
    )
    {
        if (providers.Find(name) is not { } provider)
            return Problems.Of(StatusCodes.Status404NotFound, "Nobody can log in by this provider.", "provider-not-configured");
        var errors = new Validation()
            .Require("redirect", redirect)
            .Holds(redirect is null ? null : providers.IsTarget(redirect), "redirect", "is not one of the addresses that are configured")
            .Require("challenge", challenge)
            .Length("challenge", challenge, ChallengeLength, ChallengeLength);
        if (errors.Failed)
            return errors.Problem();
        try
        {
            await http.ChallengeAsync(provider.Name, LoginProviderEvents.Begin(redirect!, challenge!, db.Now));
            return TypedResults.Empty;
        }
        catch (LoginProviderUnavailableException away)
        {
            LoginProviderLog.Failed(logger, away, provider.Name, "provider-unavailable");
            http.Response.Headers.RetryAfter = "5";
            return Problems.Of(
                StatusCodes.Status503ServiceUnavailable,
                "The provider doesn't answer. Try again in a while, or log in by password.",
                "provider-unavailable"
            );
        }
    }

    private static async Task<IResult> FinishProviderLoginAsync(
        FinishLoginRequest request,
        AppDb db,
        TokenService tokens,
        ILogger<PendingLogin> logger,
        CancellationToken cancellationToken
    )
    {
        var errors = request.Validate();
        if (errors.Failed)
            return errors.Problem();
        if (await LoginCode.UseAsync(db, request.Code!, request.Verifier!, cancellationToken) is not { } login)
            return Problems.Of(StatusCodes.Status401Unauthorized, CodeInvalid, "provider-code-invalid");
        var hash = AccountIdentity.Hash(login.Issuer, login.Subject);
        var account = await db.Set<AccountIdentity>()
            .Where(found => found.IdentityHash == hash)
            .Join(db.SampleAccounts, found => found.AccountId, row => row.Id, (_, row) => row)
            .FirstOrDefaultAsync(cancellationToken);
        if (account is null)
        {
            if (login.VerifiedEmail is null)
                return Problems.Of(
                    StatusCodes.Status403Forbidden,
                    "The provider doesn't say that the e-mail address is yours.",
                    "email-not-verified"
                );
            var registration = request.Registration(login);
            errors = registration.Validate();
            if (errors.Failed)
                return errors.Problem();
            // Whoever wrote the address first may be somebody else: only who is logged in there may link it.
            if (await db.SampleAccounts.AnyAsync(found => found.LoginName == login.VerifiedEmail, cancellationToken))
                return Problems.Of(
                    StatusCodes.Status409Conflict,
                    "There is an account with this e-mail address. Log in to it by its password, and link the provider there.",
                    "account-exists"
                );
            account = registration.ToRow();
            db.SampleAccounts.Add(account);
            db.Add(Identity(login, account.Id, db.Now));
            await db.SaveChangesAsync(cancellationToken);
            LoginProviderLog.Made(logger, account.Id, login.Provider);
        }

        LoginProviderLog.LoggedIn(logger, account.Id, login.Provider);
        return TypedResults.Ok(await tokens.IssueAsync(account, cancellationToken));
    }

    private static AccountIdentity Identity(PendingLogin login, Guid account, DateTimeOffset now) =>
        new()
        {
            AccountId = account,
            Provider = login.Provider,
            Issuer = login.Issuer,
            Subject = login.Subject,
            IdentityHash = AccountIdentity.Hash(login.Issuer, login.Subject),
            CreatedAt = now,
        };
}
