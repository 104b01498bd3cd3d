using BackendAgents.Coordination.Events;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Reports;

/// <summary>Follows what was found in a run, by whom and in which round, and in which round it was mended. Takes events in order.</summary>
internal sealed class FindingHistory
{
    private readonly OrderedDictionary<string, FoundFinding> _found = new(StringComparer.Ordinal);
    private int _round = 1;

    /// <summary>Takes an event; those that find nothing change nothing.</summary>
    public void Take(TeamEvent happened)
    {
        switch (happened)
        {
            case RoundStarted started:
                _round = started.Round;
                foreach (var finding in started.Findings)
                {
                    See(finding, "rules", Math.Max(1, _round - 1));
                    _found[finding.Key] = _found[finding.Key] with { LastOpen = _round };
                }

                break;
            case VerdictGiven { Verdict: var verdict }:
                foreach (var finding in verdict.Findings)
                    See(finding, verdict.Reviewer, _round);
                break;
            case VerificationEnded { Result: var result }:
                foreach (var finding in result.Findings)
                    See(finding, result.Verifier, _round);
                break;
        }
    }

    /// <summary>Everything found, in the order of its finding.</summary>
    /// <param name="open">What is open at the end.</param>
    public IReadOnlyList<FoundFinding> End(IEnumerable<Diagnostic> open)
    {
        var keys = open.Select(static finding => finding.Key).ToHashSet(StringComparer.Ordinal);
        return [.. _found.Values.Select(found => found with { IsOpen = keys.Contains(found.Finding.Key) })];
    }

    private void See(Diagnostic finding, string by, int round) => _found.TryAdd(finding.Key, new FoundFinding(finding, by, round));
}

/// <summary>A finding with its course.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="By">Who found it first.</param>
/// <param name="Round">In which round.</param>
internal sealed record FoundFinding(Diagnostic Finding, string By, int Round)
{
    /// <summary>The last round that began with it; 0 for none.</summary>
    public int LastOpen { get; init; }

    /// <summary>Whether it is open at the end.</summary>
    public bool IsOpen { get; init; }

    /// <summary>What became of it, in words.</summary>
    public string Fate =>
        IsOpen ? "open"
        : LastOpen > 0 ? $"mended in round {LastOpen}"
        : "no longer found";
}
