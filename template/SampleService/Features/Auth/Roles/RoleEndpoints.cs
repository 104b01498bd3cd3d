using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

internal static partial class AuthEndpoints
{
    private static async Task<IResult> GrantRoleAsync(
        Guid id,
        RoleRequest request,
        HttpContext http,
        AppDb db,
        CancellationToken cancellationToken
    )
    {
        var caller = Caller.Of(http);
        if (!RoleGrants.Granting.Contains(caller.Role))
            return caller.Refused();
        var errors = new Validation()
            .Require("role", request.Role)
            .Holds(request.Role is null || RoleGrants.IsGiven(request.Role), "role", "is no role that can be given");
        return errors.Failed ? errors.Problem() : await SetRoleAsync(id, request.Role!, caller, http, db, cancellationToken);
    }

    private static async Task<IResult> RevokeRoleAsync(Guid id, HttpContext http, AppDb db, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(http);
        return RoleGrants.Granting.Contains(caller.Role)
            ? await SetRoleAsync(id, RoleGrants.Default, caller, http, db, cancellationToken)
            : caller.Refused();
    }

    private static async Task<IResult> SetRoleAsync(
        Guid id,
        string wanted,
        Caller caller,
        HttpContext http,
        AppDb db,
        CancellationToken cancellationToken
    )
    {
        // Takes the locks of all who give roles: of two who take each other's role at once, the second sees what the first did.
        foreach (var granting in RoleGrants.Granting)
            await db
                .SampleAccounts.Where(found => found.Role == granting)
                .ExecuteUpdateAsync(set => set.SetProperty(found => found.Role, granting), cancellationToken);

        // The role that the caller has now: the token may be older.
        var by = await db
            .SampleAccounts.Where(found => found.Id == caller.Id)
            .Select(found => found.Role)
            .FirstOrDefaultAsync(cancellationToken);
        var account = await db.SampleAccounts.FirstOrDefaultAsync(found => found.Id == id, cancellationToken);
        if (by is null || !RoleGrants.May(by, wanted) || (account is not null && !RoleGrants.May(by, account.Role)))
            return Problems.Forbidden();
        if (account is null)
            return Problems.NotFound();
        var role = account.Role;
        if (
            role != wanted
            && RoleGrants.Granting.Contains(role)
            && !await db.SampleAccounts.AnyAsync(found => found.Role == role && found.Id != id, cancellationToken)
        )
            return Problems.Of(
                StatusCodes.Status409Conflict,
                $"Nobody else is {role}. Give somebody else the role first.",
                "last-of-its-role"
            );
        account.Role = wanted;
        await db.SaveChangesAsync(cancellationToken);
        return ETags.With(account, TypedResults.Ok(SampleAccountResponse.Of(account)));
    }
}
