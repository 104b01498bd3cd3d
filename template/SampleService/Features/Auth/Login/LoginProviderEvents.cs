using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>The way to a provider and back: in the end a code that the client exchanges, or an error that it is told.</summary>
internal sealed class LoginProviderEvents(AppDb db, LoginCallbacks callbacks, IConfiguration configuration, ILogger<PendingLogin> logger)
    : OpenIdConnectEvents
{
    /// <summary>How long somebody may take at the provider.</summary>
    public static readonly TimeSpan TimeToLogIn = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan s_timeToExchange = TimeSpan.FromMinutes(5);
    private const string Target = "target";
    private const string Challenge = "challenge";
    private const string Issuer = "issuer";
    private const string Subject = "subject";
    private const int MaxClaim = 500;

    /// <summary>What is known at the beginning and needed at the end; it travels sealed.</summary>
    public static AuthenticationProperties Begin(string target, string challenge, DateTimeOffset now) =>
        new(new Dictionary<string, string?> { [Target] = target, [Challenge] = challenge }) { ExpiresUtc = now + TimeToLogIn };

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        if (configuration["Auth:PublicUrl"] is { Length: > 0 } url)
            context.ProtocolMessage.RedirectUri = url.TrimEnd('/') + context.Options.CallbackPath;
        return Task.CompletedTask;
    }

    public override async Task MessageReceived(MessageReceivedContext context)
    {
        if (!callbacks.IsOneTooMany(context.HttpContext))
            return;
        context.Response.Headers.RetryAfter = "60";
        await Problems
            .Of(StatusCodes.Status429TooManyRequests, "There were too many logins. Wait a minute.")
            .ExecuteAsync(context.HttpContext);
        context.HandleResponse();
    }

    public override Task AuthorizationCodeReceived(AuthorizationCodeReceivedContext context)
    {
        if (!(context.Properties?.ExpiresUtc > db.Now))
            throw new AuthenticationFailureException("The login took too long.");
        return Task.CompletedTask;
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        // The framework would do without, because the token comes straight from the provider.
        if (context.SecurityToken.RawSignature.Length == 0)
            throw new AuthenticationFailureException("The token is not signed.");
        context.Properties!.Items[Issuer] = context.SecurityToken.Issuer;
        context.Properties.Items[Subject] = context.SecurityToken.Subject;
        return Task.CompletedTask;
    }

    public override async Task TicketReceived(TicketReceivedContext context)
    {
        var known = context.Properties!.Items;
        var code = LoginCode.Create();
        var now = db.Now;
        // What nobody has fetched goes.
        await db.Set<PendingLogin>().Where(found => found.ExpiresAt <= now).ExecuteDeleteAsync(context.HttpContext.RequestAborted);
        db.Add(
            new PendingLogin
            {
                CodeHash = LoginCode.Hash(code),
                Challenge = known[Challenge]!,
                Provider = context.Scheme.Name,
                Issuer = known[Issuer]!,
                Subject = known[Subject]!,
                VerifiedEmail = VerifiedEmail(context.Principal!),
                Claims = JsonSerializer.Serialize(Claims(context.Principal!)),
                ExpiresAt = now + s_timeToExchange,
            }
        );
        await db.SaveChangesAsync(context.HttpContext.RequestAborted);
        context.Response.Redirect(QueryHelpers.AddQueryString(known[Target]!, "code", code));
        context.HandleResponse();
    }

    public override Task AccessDenied(AccessDeniedContext context)
    {
        context.HandleResponse();
        return FailAsync(context.HttpContext, context.Scheme.Name, context.Properties, "provider-login-refused", null);
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        context.HandleResponse();
        var code = IsAway(context.Failure) ? "provider-unavailable" : "provider-login-failed";
        return FailAsync(context.HttpContext, context.Scheme.Name, context.Properties, code, context.Failure);
    }

    // Who began is told; where nobody is known who did, whoever is here.
    private Task FailAsync(HttpContext http, string provider, AuthenticationProperties? properties, string code, Exception? failure)
    {
        LoginProviderLog.Failed(logger, failure, provider, code);
        if (properties?.Items.TryGetValue(Target, out var target) != true)
            return Problems
                .Of(StatusCodes.Status400BadRequest, "This login was not begun here, or long ago.", "provider-login-failed")
                .ExecuteAsync(http);
        http.Response.Redirect(QueryHelpers.AddQueryString(target!, "error", code));
        return Task.CompletedTask;
    }

    private static bool IsAway(Exception? problem) =>
        problem is LoginProviderUnavailableException or HttpRequestException or TimeoutException or TaskCanceledException
        || (problem is not null && IsAway(problem.InnerException));

    // Microsoft says it by another claim, which has to be switched on there.
    private static string? VerifiedEmail(ClaimsPrincipal principal) =>
        principal.FindFirstValue("email") is { Length: > 0 and <= 254 } email
        && (Says(principal, "email_verified") || Says(principal, "xms_edov"))
            ? email
            : null;

    private static bool Says(ClaimsPrincipal principal, string claim) =>
        principal.FindFirstValue(claim) is { } text && (text == "1" || (bool.TryParse(text, out var yes) && yes));

    private static Dictionary<string, string> Claims(ClaimsPrincipal principal) =>
        LoginProviderList
            .Claims.Select(name => (name, Text: principal.FindFirstValue(name)))
            .Where(static claim => claim.Text is { Length: > 0 and <= MaxClaim })
            .ToDictionary(static claim => claim.name, static claim => claim.Text!);
}
