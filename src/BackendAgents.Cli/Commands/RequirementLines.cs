using BackendAgents.Cli.Output;
using BackendAgents.Verification;

namespace BackendAgents.Cli.Commands;

/// <summary>What became of each requirement and what shows it, a line each; what is open comes first.</summary>
internal static class RequirementLines
{
    private const int Most = 60;
    private const int MostProofs = 4;
    private const int MostText = 160;

    /// <summary>Prints them.</summary>
    /// <param name="requirements">All of a delivery.</param>
    /// <param name="console">Where to.</param>
    /// <param name="unmetIsTold">Whether those that are not met stand above already.</param>
    public static void Print(IReadOnlyList<RequirementProof> requirements, CliConsole console, bool unmetIsTold = false)
    {
        if (requirements.Count == 0)
            return;
        console.Line("requirements: " + Count(requirements));
        var told = RequirementProof.OpenFirst(requirements).Where(requirement => !unmetIsTold || !requirement.IsUnmet).ToList();
        foreach (var requirement in told.Take(Most))
            console.Line(
                $"  {requirement.State.ToString().ToLowerInvariant()}: \"{Short(requirement.Text)}\"{ShownBy(requirement)}",
                requirement.IsUnmet ? "yellow"
                    : requirement.State == ProofState.Proven ? "green"
                    : "grey"
            );
        if (told.Count > Most)
            console.Line($"  and {told.Count - Most} more", "grey");
    }

    private static string ShownBy(RequirementProof requirement)
    {
        if (requirement.Reason.Length > 0)
            return " " + requirement.Reason;
        // Where something holds, what else is cited says less.
        var holds = requirement.Proofs.Where(static proof => proof is { Holds: true, Kind: not ProofKind.Element }).ToList();
        var proofs = holds.Count > 0 ? holds : [.. requirement.Proofs];
        if (proofs.Count == 0)
            return "";
        var more = proofs.Count > MostProofs ? $" and {proofs.Count - MostProofs} more" : "";
        return $" by {string.Join(", ", proofs.Take(MostProofs).Select(static proof => proof.Title))}{more}";
    }

    private static string Count(IReadOnlyList<RequirementProof> requirements) =>
        string.Join(
            ", ",
            requirements
                .GroupBy(static requirement => requirement.State)
                .OrderBy(static group => group.Key)
                .Select(static group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}")
        );

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= MostText ? line : line[..(MostText - 1)] + "…";
    }
}
