using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>Registering, logging in, and keeping logged in.</summary>
internal static partial class AuthEndpoints
{
    private static async Task<IResult> RegisterAsync(
        RegisterRequest request,
        HttpContext http,
        AppDb db,
        PasswordService passwords,
        TokenService tokens,
        CancellationToken cancellationToken
    )
    {
        var errors = request.Validate();
        if (errors.Failed)
            return errors.Problem();
        var login = request.LoginName!;
        if (await db.SampleAccounts.AnyAsync(found => found.LoginName == login, cancellationToken))
            return Problems.Conflict("There is such an account already.");
        var account = request.ToRow();
        account.PasswordHash = passwords.Hash(request.Password!);
        db.SampleAccounts.Add(account);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created("/api/v1/auth/me", await tokens.IssueAsync(account, cancellationToken));
    }

    private static async Task<IResult> LoginAsync(
        LoginRequest request,
        AppDb db,
        PasswordService passwords,
        TokenService tokens,
        CancellationToken cancellationToken
    )
    {
        var errors = new Validation()
            .Require("loginName", request.LoginName)
            .Require("password", request.Password)
            .Length("loginName", request.LoginName, 0, 1_000)
            .Length("password", request.Password, 0, 1_000);
        if (errors.Failed)
            return errors.Problem();
        var login = request.LoginName;
        var account = await db.SampleAccounts.FirstOrDefaultAsync(found => found.LoginName == login, cancellationToken);
        return passwords.Matches(account?.PasswordHash, request.Password!)
            ? TypedResults.Ok(await tokens.IssueAsync(account!, cancellationToken))
            : Problems.Unauthorized("The credentials are not right.");
    }

    private static async Task<IResult> RefreshAsync(RefreshRequest request, TokenService tokens, CancellationToken cancellationToken)
    {
        var errors = request.Validate();
        if (errors.Failed)
            return errors.Problem();
        return await tokens.RefreshAsync(request.RefreshToken!, cancellationToken) is { } pair
            ? TypedResults.Ok(pair)
            : Problems.Unauthorized("The refresh token is not valid any more.");
    }

    private static async Task<IResult> LogoutAsync(RefreshRequest request, TokenService tokens, CancellationToken cancellationToken)
    {
        var errors = request.Validate();
        if (errors.Failed)
            return errors.Problem();
        await tokens.RevokeAsync(request.RefreshToken!, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> MeAsync(HttpContext http, AppDb db, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(http);
        var account = await db.SampleAccounts.AsNoTracking().FirstOrDefaultAsync(found => found.Id == caller.Id, cancellationToken);
        if (account is null)
            return Problems.Unauthorized();
        return ETags.With(account, TypedResults.Ok(SampleAccountResponse.Of(account)));
    }
}
