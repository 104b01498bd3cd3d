// Generated from backend.yaml: routes of authentication. Change the blueprint, not this file.
#nullable enable

using SampleService.Infrastructure;

namespace SampleService.Features;

internal static partial class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Auth");
        group.MapPost("/api/v1/auth/register", RegisterAsync)
            .WithName("register").Produces<TokenResponse>(201).ProducesProblems(400, 409, 429, 500, 503)
            .RequireRateLimiting(Limits.Authentication).AllowAnonymous();
        group.MapPost("/api/v1/auth/login", LoginAsync)
            .WithName("login").Produces<TokenResponse>(200).ProducesProblems(400, 401, 429, 500, 503)
            .RequireRateLimiting(Limits.Authentication).AllowAnonymous();
        group.MapPost("/api/v1/auth/refresh", RefreshAsync)
            .WithName("refresh").Produces<TokenResponse>(200).ProducesProblems(400, 401, 429, 500, 503)
            .RequireRateLimiting(Limits.Authentication).AllowAnonymous();
        group.MapPost("/api/v1/auth/logout", LogoutAsync)
            .WithName("logout").Produces(204).ProducesProblems(400, 429, 500, 503).RequireRateLimiting(Limits.Authentication)
            .AllowAnonymous();
        group.MapGet("/api/v1/auth/me", MeAsync)
            .WithName("me").Produces<SampleAccountResponse>(200).ProducesProblems(401, 429, 500, 503).RequireAuthorization();
        group.MapPost("/api/v1/auth/accounts/{id:guid}/role", GrantRoleAsync)
            .WithName("grantRole").Produces<SampleAccountResponse>(200).ProducesProblems(400, 401, 403, 404, 409, 429, 500, 503)
            .RequireAuthorization().InTransaction();
        group.MapDelete("/api/v1/auth/accounts/{id:guid}/role", RevokeRoleAsync)
            .WithName("revokeRole").Produces<SampleAccountResponse>(200).ProducesProblems(401, 403, 404, 409, 429, 500, 503)
            .RequireAuthorization().InTransaction();
        group.MapDelete("/api/v1/auth/sessions", LogoutEverywhereAsync)
            .WithName("logoutEverywhere").Produces(204).ProducesProblems(401, 429, 500, 503).RequireAuthorization();
        group.MapPost("/api/v1/auth/keys", CreateApiKeyAsync)
            .WithName("createApiKey").Produces<NewApiKeyResponse>(201).ProducesProblems(400, 401, 403, 409, 429, 500, 503)
            .RequireAuthorization().InTransaction();
        group.MapGet("/api/v1/auth/keys", ListApiKeysAsync)
            .WithName("listApiKeys").Produces<ApiKeyList>(200).ProducesProblems(401, 403, 429, 500, 503).RequireAuthorization();
        group.MapPut("/api/v1/auth/keys/{id:guid}", UpdateApiKeyAsync)
            .WithName("updateApiKey").Produces<ApiKeyResponse>(200).ProducesProblems(400, 401, 403, 404, 409, 429, 500, 503)
            .RequireAuthorization().InTransaction();
        group.MapDelete("/api/v1/auth/keys/{id:guid}", RevokeApiKeyAsync)
            .WithName("revokeApiKey").Produces(204).ProducesProblems(401, 403, 404, 429, 500, 503).RequireAuthorization();
        group.MapGet("/api/v1/auth/providers/{name}/start", StartProviderLoginAsync)
            .WithName("startProviderLogin").Produces(302).ProducesProblems(400, 404, 429, 500, 503)
            .RequireRateLimiting(Limits.Authentication).AllowAnonymous();
        group.MapPost("/api/v1/auth/providers/exchange", FinishProviderLoginAsync)
            .WithName("finishProviderLogin").Produces<TokenResponse>(200).ProducesProblems(400, 401, 403, 409, 429, 500, 503)
            .RequireRateLimiting(Limits.Authentication).AllowAnonymous().InTransaction();
        group.MapPost("/api/v1/auth/providers/links", LinkProviderAsync)
            .WithName("linkProvider").Produces<LoginLinkResponse>(200).ProducesProblems(400, 401, 409, 429, 500, 503)
            .RequireAuthorization().InTransaction();
        group.MapGet("/api/v1/auth/providers/links", ListProviderLinksAsync)
            .WithName("listProviderLinks").Produces<LoginLinkList>(200).ProducesProblems(401, 429, 500, 503).RequireAuthorization();
        group.MapDelete("/api/v1/auth/providers/links/{name}", UnlinkProviderAsync)
            .WithName("unlinkProvider").Produces(204).ProducesProblems(401, 404, 409, 429, 500, 503).RequireAuthorization()
            .InTransaction();
        group.MapPost("/api/v1/auth/webhooks", CreateWebhookAsync)
            .WithName("createWebhook").Produces<NewWebhookResponse>(201).ProducesProblems(400, 401, 409, 429, 500, 503)
            .RequireAuthorization().InTransaction();
        group.MapGet("/api/v1/auth/webhooks", ListWebhooksAsync)
            .WithName("listWebhooks").Produces<WebhookList>(200).ProducesProblems(401, 429, 500, 503).RequireAuthorization();
        group.MapPut("/api/v1/auth/webhooks/{id:guid}", UpdateWebhookAsync)
            .WithName("updateWebhook").Produces<WebhookResponse>(200).ProducesProblems(400, 401, 404, 429, 500, 503)
            .RequireAuthorization().InTransaction();
        group.MapDelete("/api/v1/auth/webhooks/{id:guid}", RemoveWebhookAsync)
            .WithName("removeWebhook").Produces(204).ProducesProblems(401, 404, 429, 500, 503).RequireAuthorization().InTransaction();
        group.MapPost("/api/v1/auth/webhooks/{id:guid}/secret", RotateWebhookSecretAsync)
            .WithName("rotateWebhookSecret").Produces<NewWebhookResponse>(200).ProducesProblems(401, 404, 429, 500, 503)
            .RequireAuthorization().InTransaction();
        group.MapPost("/api/v1/auth/webhooks/{id:guid}/test", TestWebhookAsync)
            .WithName("testWebhook").Produces(204).ProducesProblems(401, 404, 429, 500, 503).RequireAuthorization().InTransaction();
    }
}
