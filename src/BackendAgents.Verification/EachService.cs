using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Division;

namespace BackendAgents.Verification;

/// <summary>Has a verifier of one service judge each of several, as if it were alone. Other deliveries go to it as they are.</summary>
/// <param name="verifier">The verifier.</param>
internal sealed class EachService(IVerifier verifier) : IVerifier
{
    /// <inheritdoc />
    public string Id => verifier.Id;

    /// <inheritdoc />
    public async Task<VerificationResult> VerifyAsync(VerificationContext context, CancellationToken cancellationToken)
    {
        if (!ServiceDivision.Applies(context.Blueprint))
            return await verifier.VerifyAsync(context, cancellationToken).ConfigureAwait(false);
        List<(ServiceShare Share, VerificationResult Result)> all = [];
        foreach (var share in ServiceDivision.Of(context.Blueprint))
            all.Add((share, await verifier.VerifyAsync(PartOf(context, share), cancellationToken).ConfigureAwait(false)));
        return new VerificationResult(
            Id,
            Worst(all.ConvertAll(static one => one.Result.Outcome)),
            string.Join(' ', all.Select(static one => $"{one.Share.Service.Name}: {one.Result.Summary}")),
            [.. all.SelectMany(static one => one.Result.Findings.Select(one.Share.InWhole))],
            all.Aggregate(TimeSpan.Zero, static (sum, one) => sum + one.Result.Duration)
        );
    }

    private static VerificationContext PartOf(VerificationContext context, ServiceShare share) =>
        context with
        {
            Blueprint = share.Blueprint,
            Artifacts = new ArtifactSet(share.FilesOf(context.Artifacts)),
            Folder = Path.Combine(context.Folder, share.Folder),
        };

    private static VerificationOutcome Worst(List<VerificationOutcome> outcomes) =>
        outcomes.Contains(VerificationOutcome.Failed) ? VerificationOutcome.Failed
        : outcomes.Contains(VerificationOutcome.NotRun) ? VerificationOutcome.NotRun
        : outcomes.TrueForAll(static outcome => outcome == VerificationOutcome.NotAskedFor) ? VerificationOutcome.NotAskedFor
        : VerificationOutcome.Passed;
}
