using System.Collections.ObjectModel;
using System.ComponentModel.DataAnnotations;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Journal;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Routing;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Verification;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BackendAgents.Coordination;

/// <summary>
/// How a team works. Immutable; the defaults suit a developer at a keyboard. <see cref="BackendTeam"/> refuses values out of their range.
/// </summary>
public sealed record TeamOptions
{
    private static readonly Budget s_defaultBudget = new()
    {
        Rounds = 12,
        ModelCalls = 500,
        ToolCalls = 2_000,
    };
    private static readonly Budget s_defaultTurnBudget = new() { ModelCalls = 40, ToolCalls = 200 };
    private static readonly NoProgressPolicy s_defaultNoProgress = new();
    private static readonly GapRouting s_defaultRouting = new();

    /// <summary>Where journals are kept, one file a run. Null keeps none: the run cannot be resumed.</summary>
    public string? RunsFolder { get; init; }

    /// <summary>What a kill of the machine may lose; see <see cref="JournalDurability"/>.</summary>
    internal JournalDurability Durability { get; init; } = JournalDurability.Process;

    /// <summary>What the whole run may spend; 12 rounds, 500 model calls and 2,000 tool calls by default.</summary>
    [ValidateObjectMembers]
    public Budget Budget { get; init; } = s_defaultBudget;

    /// <summary>What one turn may spend; 40 model calls and 200 tool calls by default. It has no rounds.</summary>
    [ValidateObjectMembers]
    public Budget TurnBudget { get; init; } = s_defaultTurnBudget;

    /// <summary>What calls cost; empty counts no cost, and then no budget may bound it.</summary>
    public PriceTable Prices { get; init; } = PriceTable.Free;

    /// <summary>Output tokens set aside for a model call while tokens or cost are bounded; at least 0.</summary>
    [Range(0, int.MaxValue)]
    public int ReservedOutputTokens { get; init; } = 2_000;

    /// <summary>Reviewers at work at the same time, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int MaxParallelReviewers { get; init; } = 6;

    /// <summary>The longest turn of a reviewer; at most 49 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "49.00:00:00", MinimumIsExclusive = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan ReviewerTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The longest turn of a worker; at most 49 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "49.00:00:00", MinimumIsExclusive = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan WorkerTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Failures in a row after which a member counts as failed, 1 to 100.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; init; } = 2;

    /// <summary>Which verdicts make an approval.</summary>
    [ValidateObjectMembers]
    public Quorum Quorum { get; init; } = Quorum.AllRequired;

    /// <summary>When work counts as standing still, and what is tried then.</summary>
    [ValidateObjectMembers]
    internal NoProgressPolicy NoProgress { get; init; } = s_defaultNoProgress;

    /// <summary>Decides who does what next.</summary>
    internal IRoutingPolicy Routing { get; init; } = s_defaultRouting;

    /// <summary>Policies that a <c>team.yaml</c> may name under <c>routing</c>, by name; empty by default.</summary>
    internal IReadOnlyDictionary<string, IRoutingPolicy> RoutingPolicies { get; init; } = ReadOnlyDictionary<string, IRoutingPolicy>.Empty;

    /// <summary>Which areas an artifact belongs to, by its path: decides who reviews it and whose verdict its change voids.</summary>
    public Func<string, IReadOnlyList<Area>> ArtifactAreas { get; init; } = ReviewScope.DefaultAreas;

    /// <summary>Expensive judges that run once all else is clean; their ids must differ. Empty by default: the host opts in.</summary>
    public IReadOnlyList<IVerifier> Verifiers { get; init; } = [];

    /// <summary>
    /// The longest that one verifier may take; more than nothing. One that takes longer is asked to cancel, is waited for no longer than
    /// 0.7 s, and counts as <see cref="VerificationOutcome.NotRun"/>.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "49.00:00:00", MinimumIsExclusive = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan VerifierTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A folder in which artifacts are laid out for verifiers, one subfolder a hash. Null for the system's temporary folder.
    /// </summary>
    public string? VerificationFolder { get; init; }

    /// <summary>Whether verifiers may run code that an agent wrote; see <see cref="BackendAgentsOptions.RunWrittenCode"/>.</summary>
    public bool RunWrittenCode { get; init; }

    /// <summary>
    /// Rules beyond the catalogue that findings may cite. <see cref="BackendBuilder"/> checks by them as well; who makes the project by
    /// hand gives them to it, too.
    /// </summary>
    public IReadOnlyList<IRule> HouseRules { get; init; } = [];

    /// <summary>Which tool calls need a person's approval; null for none.</summary>
    public Func<PendingCall, bool>? NeedsApproval { get; init; }

    /// <summary>Someone at hand who answers at once; null, or a null answer, ends the run as <see cref="StopKind.NeedsInput"/>.</summary>
    public Func<Question, CancellationToken, ValueTask<Answer?>>? Person { get; init; }

    /// <summary>
    /// What a tool call does, beyond changing the project; see <see cref="EffectKind"/>. Decides what a resumed run may repeat.
    /// </summary>
    internal Func<string, EffectKind> EffectOf { get; init; } = Effects.Default;

    /// <summary>Finds out whether a call took effect that a killed run had begun; asked in order, the first who knows decides.</summary>
    internal IReadOnlyList<IEffectReconciler> Reconcilers { get; init; } = [];

    /// <summary>
    /// True puts prompts, replies and what quotes them into traces, and replies, notes, questions and messages of failures into the log.
    /// Off by default: they may hold personal data.
    /// </summary>
    public bool RecordContent { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes ids of new runs.</summary>
    public Func<string> NewRunId { get; init; } = static () => Guid.CreateVersion7().ToString("n");

    /// <summary>
    /// Hears what happens, as structured events. Where it is not set, <see cref="BackendBuilder"/> logs to the host under
    /// <c>BackendAgents.Coordination</c>.
    /// </summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
