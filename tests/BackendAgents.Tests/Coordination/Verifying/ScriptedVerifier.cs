using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Coordination.Verifying;

/// <summary>A verifier that does what a test tells it.</summary>
internal sealed class ScriptedVerifier(string id, Func<VerificationContext, CancellationToken, Task<VerificationResult>> script) : IVerifier
{
    public ScriptedVerifier(string id, Func<VerificationContext, VerificationResult> script)
        : this(id, (context, _) => Task.FromResult(script(context))) { }

    public string Id => id;

    /// <summary>What it was given, one a run.</summary>
    public List<VerificationContext> Seen { get; } = [];

    public static VerificationResult Pass(string summary = "fine") =>
        new("unnamed", VerificationOutcome.Passed, summary, [], TimeSpan.Zero);

    public static VerificationResult NotRun(string why) => new("unnamed", VerificationOutcome.NotRun, why, [], TimeSpan.Zero);

    public static VerificationResult Fail(string summary, params Diagnostic[] findings) =>
        new("unnamed", VerificationOutcome.Failed, summary, findings, TimeSpan.Zero);

    public static Diagnostic Wrong(string message) =>
        new("X001", Severity.Error, new Place("docs/note.md", Line: 1), message, "Mend it.") { Area = Area.Quality };

    public Task<VerificationResult> VerifyAsync(VerificationContext context, CancellationToken cancellationToken)
    {
        Seen.Add(context);
        return script(context, cancellationToken);
    }
}
