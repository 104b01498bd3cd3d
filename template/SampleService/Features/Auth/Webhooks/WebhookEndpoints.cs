using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

internal static partial class AuthEndpoints
{
    private static async Task<IResult> CreateWebhookAsync(
        WebhookRequest request,
        HttpContext http,
        AppDb db,
        AccountWebhookSecrets secrets,
        IHostEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        var caller = Caller.Of(http);
        var errors = request.Validate(environment.IsDevelopment());
        if (errors.Failed)
            return errors.Problem();
        // Holds the account: of many that make addresses at once, none goes beyond the bound.
        var held = await db
            .SampleAccounts.Where(found => found.Id == caller.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.Role, found => found.Role), cancellationToken);
        if (held == 0)
            return Problems.Unauthorized();
        if (await OwnWebhooks(db, caller).CountAsync(cancellationToken) >= AccountWebhookRules.MaxPerAccount)
            return Problems.Of(
                StatusCodes.Status409Conflict,
                $"There are {AccountWebhookRules.MaxPerAccount} addresses already. Remove one first.",
                "too-many-webhooks"
            );
        var hook = new AccountWebhook { AccountId = caller.Id, CreatedAt = db.Now };
        request.ApplyTo(hook, db.Now);
        db.Add(hook);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Json(NewWebhookResponse.Of(hook, secrets), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListWebhooksAsync(HttpContext http, AppDb db, CancellationToken cancellationToken)
    {
        var hooks = await OwnWebhooks(db, Caller.Of(http))
            .AsNoTracking()
            .OrderByDescending(found => found.Id)
            .Take(AccountWebhookRules.MaxPerAccount)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new WebhookList { Items = hooks.ConvertAll(WebhookResponse.Of) });
    }

    private static async Task<IResult> UpdateWebhookAsync(
        Guid id,
        WebhookRequest request,
        HttpContext http,
        AppDb db,
        IHostEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        var errors = request.Validate(environment.IsDevelopment());
        if (errors.Failed)
            return errors.Problem();
        if (await OwnWebhookAsync(id, http, db, cancellationToken) is not { } hook)
            return Problems.NotFound();
        request.ApplyTo(hook, db.Now);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(WebhookResponse.Of(hook));
    }

    private static async Task<IResult> RemoveWebhookAsync(Guid id, HttpContext http, AppDb db, CancellationToken cancellationToken)
    {
        if (await OwnWebhookAsync(id, http, db, cancellationToken) is not { } hook)
            return Problems.NotFound();
        db.Remove(hook);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RotateWebhookSecretAsync(
        Guid id,
        HttpContext http,
        AppDb db,
        AccountWebhookSecrets secrets,
        CancellationToken cancellationToken
    )
    {
        if (await OwnWebhookAsync(id, http, db, cancellationToken) is not { } hook)
            return Problems.NotFound();
        hook.SecretVersion++;
        hook.SecretChangedAt = db.Now;
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(NewWebhookResponse.Of(hook, secrets));
    }

    private static async Task<IResult> TestWebhookAsync(Guid id, HttpContext http, AppDb db, CancellationToken cancellationToken)
    {
        if (await OwnWebhookAsync(id, http, db, cancellationToken) is not { } hook)
            return Problems.NotFound();
        var told = new EventEnvelope
        {
            Id = Guid.CreateVersion7(),
            Source = "/" + ServiceInfo.Name,
            Type = ServiceInfo.Name + ".webhook-test.v1",
            Time = db.Now,
            Subject = id.ToString(),
            Key = id.ToString(),
            Data = JsonElement.Parse("{}"),
        };
        AccountWebhookSender.Post(db, id, told, isTest: true);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static IQueryable<AccountWebhook> OwnWebhooks(AppDb db, Caller caller) =>
        db.Set<AccountWebhook>().Where(found => found.AccountId == caller.Id);

    private static Task<AccountWebhook?> OwnWebhookAsync(Guid id, HttpContext http, AppDb db, CancellationToken cancellationToken) =>
        OwnWebhooks(db, Caller.Of(http)).FirstOrDefaultAsync(found => found.Id == id, cancellationToken);
}
