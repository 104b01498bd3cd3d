using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>Lets a key of an account stand for its access token, where an operation takes keys.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    AppDb db,
    WrongApiKeys wrong
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private IResult? _refusal;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.TryGetValue(ApiKeyRules.Header, out var sent))
            return AuthenticateResult.NoResult();
        var endpoint = Context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<ApiKeyCalls>() is null)
            return Refused(StatusCodes.Status403Forbidden, "This takes no keys. Log in.", "api-key-not-accepted");
        var (key, role) = await FindAsync(sent.ToString());
        if (key is null)
            return wrong.IsOneTooMany(Context)
                ? Refused(StatusCodes.Status429TooManyRequests, "There were too many wrong keys. Wait a minute.", null)
                : Refused(StatusCodes.Status401Unauthorized, "The key is not known, or not valid any more.", "api-key-invalid");
        if (!key.Covers(endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName))
            return Refused(StatusCodes.Status403Forbidden, "The key is for other operations.", "api-key-out-of-scope");
        await UsedAsync(key);
        var identity = new ClaimsIdentity(
            [new Claim("sub", key.AccountId.ToString()), new Claim("role", role), new Claim("key", key.Id.ToString())],
            Scheme.Name,
            "sub",
            "role"
        );
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_refusal is IStatusCodeHttpResult { StatusCode: StatusCodes.Status401Unauthorized })
            Response.Headers.WWWAuthenticate = $"ApiKey header=\"{ApiKeyRules.Header}\"";
        if (_refusal is IStatusCodeHttpResult { StatusCode: StatusCodes.Status429TooManyRequests })
            Response.Headers.RetryAfter = "60";
        await (_refusal ?? Problems.Unauthorized()).ExecuteAsync(Context);
    }

    private AuthenticateResult Refused(int status, string detail, string? code)
    {
        _refusal = Problems.Of(status, detail, code);
        return AuthenticateResult.Fail(detail);
    }

    // The role is that of the account now, whatever it was when the key was made.
    private async Task<(ApiKey? Key, string Role)> FindAsync(string text)
    {
        if (ApiKeyText.Prefix(text) is not { } prefix)
            return (null, "");
        var found = await db.Set<ApiKey>()
            .AsNoTracking()
            .Where(key => key.Prefix == prefix)
            .Join(db.SampleAccounts, key => key.AccountId, account => account.Id, (key, account) => new { key, account.Role })
            .FirstOrDefaultAsync(Context.RequestAborted);
        return ApiKeyText.Matches(text, found?.key.KeyHash) && found!.key.IsValid(db.Now) ? (found.key, found.Role) : (null, "");
    }

    // To the minute: a write for every call would cost more than it tells.
    private async Task UsedAsync(ApiKey key)
    {
        var now = db.Now;
        var since = now.AddMinutes(-1);
        if (key.LastUsedAt > since)
            return;
        await db.Set<ApiKey>()
            .Where(found => found.Id == key.Id && (found.LastUsedAt == null || found.LastUsedAt <= since))
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.LastUsedAt, now), Context.RequestAborted);
    }
}
