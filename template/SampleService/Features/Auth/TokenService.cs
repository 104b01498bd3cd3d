using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>
/// Issues access tokens and refresh tokens. A refresh token is used once; using it again means that it was stolen, and ends its family.
/// </summary>
public sealed partial class TokenService(AppDb db, SigningCredentials credentials, TimeProvider clock, IEnumerable<ISessionWatch> watches)
{
    /// <summary>The claim that names the session of an access token: the family of its refresh tokens.</summary>
    public const string SessionClaim = "sid";

    private static readonly TimeSpan s_accessLifetime = TimeSpan.FromMinutes(AuthRules.AccessTokenMinutes);
    private static readonly TimeSpan s_refreshLifetime = TimeSpan.FromDays(AuthRules.RefreshTokenDays);

    /// <summary>A first pair of tokens for an account.</summary>
    public async Task<TokenResponse> IssueAsync(SampleAccount account, CancellationToken cancellationToken)
    {
        var (response, _) = await AddAsync(account, Guid.CreateVersion7(), cancellationToken);
        return response;
    }

    /// <summary>A new pair for a refresh token, or null when it is unknown, expired or used.</summary>
    public async Task<TokenResponse?> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var hash = Hash(refreshToken);
        var token = await db.RefreshTokens.AsNoTracking().FirstOrDefaultAsync(found => found.TokenHash == hash, cancellationToken);
        if (token is null || token.ExpiresAt <= now)
            return null;

        // In one transaction: a session that goes on has a token at any moment, whoever looks and whatever dies.
        var response = await db.InTransactionAsync(() => UseAsync(token, now, cancellationToken), static _ => true, cancellationToken);
        if (response is null)
            await EndAsync([token.FamilyId]);
        return response;
    }

    /// <summary>Ends the family of a refresh token; unknown ones are ignored.</summary>
    public async Task RevokeAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var hash = Hash(refreshToken);
        var token = await db.RefreshTokens.AsNoTracking().FirstOrDefaultAsync(found => found.TokenHash == hash, cancellationToken);
        if (token is null)
            return;
        await RevokeFamilyAsync(token.FamilyId, clock.GetUtcNow(), cancellationToken);
        await EndAsync([token.FamilyId]);
    }

    // Null when the token was used before. One statement decides: of two requests at once, one updates a row and the other none.
    private async Task<TokenResponse?> UseAsync(RefreshToken token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var used = await db
            .RefreshTokens.Where(found => found.Id == token.Id && found.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.RevokedAt, now), cancellationToken);
        if (used == 0)
        {
            await RevokeFamilyAsync(token.FamilyId, now, cancellationToken);
            return null;
        }

        var account = await db.SampleAccounts.FirstAsync(found => found.Id == token.AccountId, cancellationToken);
        var (response, next) = await AddAsync(account, token.FamilyId, cancellationToken);
        await db
            .RefreshTokens.Where(found => found.Id == token.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.ReplacedById, next), cancellationToken);
        return response;
    }

    // Again where a refresh was on its way: its new token is not seen by the statement that waited for it.
    private async Task RevokeFamilyAsync(Guid family, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var live = db.RefreshTokens.Where(found => found.FamilyId == family && found.RevokedAt == null);
        do await live.ExecuteUpdateAsync(set => set.SetProperty(found => found.RevokedAt, now), cancellationToken);
        while (await live.AnyAsync(cancellationToken));
    }

    private async Task EndAsync(IEnumerable<Guid> families)
    {
        foreach (var family in families)
        foreach (var watch in watches)
            await watch.EndedAsync(family);
    }

    private async Task<(TokenResponse Response, Guid Id)> AddAsync(SampleAccount account, Guid family, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var token = new RefreshToken
        {
            AccountId = account.Id,
            TokenHash = Hash(secret),
            FamilyId = family,
            ExpiresAt = now + s_refreshLifetime,
            CreatedAt = now,
        };
        db.RefreshTokens.Add(token);
        await db.SaveChangesAsync(cancellationToken);
        var response = new TokenResponse
        {
            AccessToken = AccessToken(account, family, now),
            RefreshToken = secret,
            ExpiresIn = (int)s_accessLifetime.TotalSeconds,
            TokenType = "Bearer",
        };
        return (response, token.Id);
    }

    private string AccessToken(SampleAccount account, Guid session, DateTimeOffset now) =>
        new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = ServiceInfo.TokenIssuer,
                Audience = ServiceInfo.TokenIssuer,
                IssuedAt = now.UtcDateTime,
                NotBefore = now.UtcDateTime,
                Expires = (now + s_accessLifetime).UtcDateTime,
                Subject = new ClaimsIdentity([
                    new Claim("sub", account.Id.ToString()),
                    new Claim("role", account.Role),
                    new Claim(SessionClaim, session.ToString()),
                ]),
                SigningCredentials = credentials,
            }
        );

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
