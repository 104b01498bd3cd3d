using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

internal static partial class AuthEndpoints
{
    private const int MaxListed = 100;

    private static async Task<IResult> CreateApiKeyAsync(
        ApiKeyRequest request,
        HttpContext http,
        AppDb db,
        CancellationToken cancellationToken
    )
    {
        var caller = Caller.Of(http);
        var errors = request.Validate(db.Now);
        if (errors.Failed)
            return errors.Problem();
        // Holds the account: of many that make keys at once, none goes beyond the bound.
        var held = await db
            .SampleAccounts.Where(found => found.Id == caller.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.Role, found => found.Role), cancellationToken);
        if (held == 0)
            return Problems.Unauthorized();
        if (await Own(db, caller).CountAsync(found => found.RevokedAt == null, cancellationToken) >= ApiKeyRules.MaxPerAccount)
            return Problems.Of(
                StatusCodes.Status409Conflict,
                $"There are {ApiKeyRules.MaxPerAccount} keys already. Revoke one first.",
                "too-many-api-keys"
            );
        var (text, prefix) = ApiKeyText.Create();
        var key = new ApiKey
        {
            AccountId = caller.Id,
            Prefix = prefix,
            KeyHash = ApiKeyText.Hash(text),
            CreatedAt = db.Now,
        };
        request.ApplyTo(key);
        db.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        var made = new NewApiKeyResponse
        {
            Id = key.Id,
            Name = key.Name,
            ExpiresAt = key.ExpiresAt,
            Prefix = prefix,
            Key = text,
        };
        return TypedResults.Json(made, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListApiKeysAsync(HttpContext http, AppDb db, CancellationToken cancellationToken)
    {
        var keys = await Own(db, Caller.Of(http))
            .AsNoTracking()
            .OrderByDescending(found => found.Id)
            .Take(MaxListed)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new ApiKeyList { Items = keys.ConvertAll(ApiKeyResponse.Of) });
    }

    private static async Task<IResult> UpdateApiKeyAsync(
        Guid id,
        ApiKeyRequest request,
        HttpContext http,
        AppDb db,
        CancellationToken cancellationToken
    )
    {
        var errors = request.Validate(db.Now);
        if (errors.Failed)
            return errors.Problem();
        if (await Own(db, Caller.Of(http)).FirstOrDefaultAsync(found => found.Id == id, cancellationToken) is not { } key)
            return Problems.NotFound();
        if (key.RevokedAt is not null)
            return Problems.Of(StatusCodes.Status409Conflict, "The key is revoked. Make another.", "api-key-revoked");
        request.ApplyTo(key);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ApiKeyResponse.Of(key));
    }

    private static async Task<IResult> RevokeApiKeyAsync(Guid id, HttpContext http, AppDb db, CancellationToken cancellationToken)
    {
        if (await Own(db, Caller.Of(http)).FirstOrDefaultAsync(found => found.Id == id, cancellationToken) is not { } key)
            return Problems.NotFound();
        key.RevokedAt ??= db.Now;
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static IQueryable<ApiKey> Own(AppDb db, Caller caller) => db.Set<ApiKey>().Where(found => found.AccountId == caller.Id);
}
