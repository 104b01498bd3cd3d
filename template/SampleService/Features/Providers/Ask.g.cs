// Generated from backend.yaml: who asks providers. Change the blueprint, not this file.
#nullable enable

using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>Has providers asked, once the transaction is stored that it is done in.</summary>
internal static class Ask
{
    /// <summary>Has ratings asked about a row.</summary>
    public static async Task RatingsAsync(SampleNote row, Work work, CancellationToken cancellationToken)
    {
        var rowAuthor = (await work.HoldAsync<SampleAccount>(row.AuthorId, cancellationToken))!;
        work.Ask(new RatingsCalls(), row.Id, new RatingsRequest(row.Id, row.Title, rowAuthor.DisplayName));
    }
}
