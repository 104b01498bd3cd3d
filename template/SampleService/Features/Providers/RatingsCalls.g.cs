// Generated from backend.yaml: what the answers of a provider do. Change the blueprint, not this file.
#nullable enable

using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>What answers of ratings do.</summary>
internal sealed class RatingsCalls : ProviderCalls<RatingsRequest, RatingsAnswer>
{
    public override ProviderTarget Target { get; } =
        new("ratings", "Ratings:Url", "Ratings:Secret", TimeSpan.FromSeconds(10));

    public override Validation Check(RatingsAnswer answer) => answer.Validate();

    public override async Task<IResult?> AnsweredAsync(Guid id, RatingsAnswer answer, Work work, CancellationToken cancellationToken)
    {
        var db = work.Db;
        if (await work.HoldAsync<SampleNote>(id, cancellationToken) is not { } row)
            return null;
        if (((row.Stars == null) && (answer.Remark != "withdrawn")))
        {
            row.Stars = answer.Stars!.Value;
        }

        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    public override async Task<IResult?> UnansweredAsync(Guid id, Work work, CancellationToken cancellationToken)
    {
        var db = work.Db;
        if (await work.HoldAsync<SampleNote>(id, cancellationToken) is not { } row)
            return null;
        if ((row.Stars == null))
        {
            row.Stars = 0;
        }

        await db.SaveChangesAsync(cancellationToken);
        return null;
    }
}
