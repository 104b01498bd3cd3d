using BackendAgents.Coordination.Events;

namespace BackendAgents.Cli.Output;

/// <summary>Tells a person what a run is doing, a line an event.</summary>
internal sealed class RunProgress(CliConsole console) : IProgress<TeamEvent>
{
    public void Report(TeamEvent value)
    {
        switch (value)
        {
            case RoundStarted round:
                console.Line($"Round {round.Round}: {round.Findings.Count} findings open", "bold");
                break;
            case TurnStarted turn:
                console.Line($"  {turn.Task.Role}: {turn.Task.Kind.ToString().ToLowerInvariant()}");
                break;
            case ToolCalled call:
                console.Line($"    {call.Member} calls {call.Function}", "grey");
                break;
            case VerdictGiven given:
                console.Line($"  {given.Verdict.Reviewer}: {(given.Verdict.Approves ? "approves" : "requests changes")}");
                break;
            case VerificationStarted started:
                console.Line($"  verifying: {started.Verifier}");
                break;
            case VerificationEnded ended:
                console.Line($"  {ended.Result.Verifier}: {ended.Result.Outcome} in {ended.Result.Duration.TotalSeconds:F1} s");
                break;
            case ReviewerFailed failed:
                console.Line($"  {failed.Reviewer} failed: {failed.Failure.Message}", "red");
                break;
        }
    }
}
