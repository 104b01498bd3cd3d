using Microsoft.EntityFrameworkCore;

namespace SampleService.Features;

public sealed partial class TokenService
{
    /// <summary>Ends all families of an account.</summary>
    public async Task RevokeAllAsync(Guid account, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var live = db.RefreshTokens.Where(found => found.AccountId == account && found.RevokedAt == null);
        while (await live.Select(static found => found.FamilyId).Distinct().ToListAsync(cancellationToken) is { Count: > 0 } families)
        {
            await live.ExecuteUpdateAsync(set => set.SetProperty(found => found.RevokedAt, now), cancellationToken);
            await EndAsync(families);
        }
    }
}
