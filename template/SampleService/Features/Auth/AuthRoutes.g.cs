// Generated from backend.yaml: routes of authentication. Change the blueprint, not this file.
#nullable enable

using SampleService.Infrastructure;

namespace SampleService.Features;

internal static partial class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Auth");
        group.MapMethods("/api/v1/auth/register", ["POST"], RegisterAsync)
            .WithName("register")
            .Produces<TokenResponse>(201)
            .ProducesProblems(400, 409, 429, 500)
            .RequireRateLimiting(Limits.Authentication)
            .AllowAnonymous();
        group.MapMethods("/api/v1/auth/login", ["POST"], LoginAsync)
            .WithName("login")
            .Produces<TokenResponse>(200)
            .ProducesProblems(400, 401, 429, 500)
            .RequireRateLimiting(Limits.Authentication)
            .AllowAnonymous();
        group.MapMethods("/api/v1/auth/refresh", ["POST"], RefreshAsync)
            .WithName("refresh")
            .Produces<TokenResponse>(200)
            .ProducesProblems(400, 401, 429, 500)
            .RequireRateLimiting(Limits.Authentication)
            .AllowAnonymous();
        group.MapMethods("/api/v1/auth/logout", ["POST"], LogoutAsync)
            .WithName("logout")
            .Produces(204)
            .ProducesProblems(400, 429, 500)
            .RequireRateLimiting(Limits.Authentication)
            .AllowAnonymous();
        group.MapMethods("/api/v1/auth/me", ["GET"], MeAsync)
            .WithName("me")
            .Produces<SampleAccountResponse>(200)
            .ProducesProblems(401, 429, 500)
            .RequireAuthorization();
        group.MapMethods("/api/v1/auth/accounts/{id:guid}/role", ["POST"], GrantRoleAsync)
            .WithName("grantRole")
            .Produces<SampleAccountResponse>(200)
            .ProducesProblems(400, 401, 403, 404, 409, 429, 500)
            .InTransaction()
            .RequireAuthorization();
        group.MapMethods("/api/v1/auth/accounts/{id:guid}/role", ["DELETE"], RevokeRoleAsync)
            .WithName("revokeRole")
            .Produces<SampleAccountResponse>(200)
            .ProducesProblems(401, 403, 404, 409, 429, 500)
            .InTransaction()
            .RequireAuthorization();
        group.MapMethods("/api/v1/auth/keys", ["POST"], CreateApiKeyAsync)
            .WithName("createApiKey")
            .Produces<NewApiKeyResponse>(201)
            .ProducesProblems(400, 401, 403, 409, 429, 500)
            .InTransaction()
            .RequireAuthorization();
        group.MapMethods("/api/v1/auth/keys", ["GET"], ListApiKeysAsync)
            .WithName("listApiKeys")
            .Produces<ApiKeyList>(200)
            .ProducesProblems(401, 403, 429, 500)
            .RequireAuthorization();
        group.MapMethods("/api/v1/auth/keys/{id:guid}", ["PUT"], UpdateApiKeyAsync)
            .WithName("updateApiKey")
            .Produces<ApiKeyResponse>(200)
            .ProducesProblems(400, 401, 403, 404, 409, 429, 500)
            .InTransaction()
            .RequireAuthorization();
        group.MapMethods("/api/v1/auth/keys/{id:guid}", ["DELETE"], RevokeApiKeyAsync)
            .WithName("revokeApiKey")
            .Produces(204)
            .ProducesProblems(401, 403, 404, 429, 500)
            .RequireAuthorization();
    }
}
