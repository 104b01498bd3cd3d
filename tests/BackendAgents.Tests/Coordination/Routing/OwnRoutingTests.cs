using BackendAgents.Coordination;
using BackendAgents.Coordination.Routing;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Coordination.Verifying;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Tests.Coordination.Routing;

/// <summary>
/// A host's own policy may route as it likes; what would spin for ever or approve without proof ends the run by the policy's name.
/// </summary>
[CancelAfter(30_000)]
public sealed class OwnRoutingTests
{
    private sealed class Policy(Func<RoutingState, RoutingStep?> first) : IRoutingPolicy
    {
        private readonly GapRouting _otherwise = new() { NeedsBlueprint = false };

        public RoutingStep Next(RoutingState state) => first(state) ?? _otherwise.Next(state);
    }

    private static async Task<StopReason> StopAsync(
        Func<RoutingState, RoutingStep?> policy,
        ScriptedAgent? reviewer = null,
        TeamOptions? options = null
    )
    {
        var project = new BackendProject();
        if (options is { Verifiers.Count: > 0 })
            project.Replace(SampleBlueprints.Social());
        var result = await Desk.Run(
            project,
            (options ?? Desk.Files()) with
            {
                Routing = new Policy(policy),
            },
            Desk.Worker(Desk.Writer(project)),
            Desk.Reviewer(reviewer ?? Desk.Approver())
        );
        return result.Stop;
    }

    private static async Task RefusedAsync(string why, Func<RoutingState, RoutingStep?> policy, ScriptedAgent? reviewer = null)
    {
        var stop = await StopAsync(policy, reviewer);

        Assert.That((stop.Kind, stop.Message), Is.EqualTo((StopKind.Failed, stop.Message)));
        Assert.That(stop.Message, Does.Contain("The routing policy Policy " + why));
    }

    private static TeamMember Reviewer(RoutingState state) => state.Members.Single(static member => member.Role == MemberRole.Reviewer);

    private static TeamMember Worker(RoutingState state) => state.Members.Single(static member => member.Role == MemberRole.Worker);

    [Test]
    public Task A_verification_of_nothing_is_refused() =>
        RefusedAsync("asked for a verification, and there is nothing left to verify.", static _ => new RoutingStep { Verify = true });

    [Test]
    public async Task A_policy_that_verifies_for_ever_is_refused_the_second_time()
    {
        var verifier = new ScriptedVerifier("lint", static _ => ScriptedVerifier.Pass());

        var stop = await StopAsync(
            static state => state.Verdicts.Count > 0 ? new RoutingStep { Verify = true } : null,
            options: Desk.Files() with
            {
                Verifiers = [verifier],
            }
        );

        Assert.That((stop.Kind, stop.Message), Is.EqualTo((StopKind.Failed, stop.Message)));
        Assert.That(stop.Message, Does.Contain("nothing left to verify"));
        Assert.That(verifier.Seen, Has.Count.EqualTo(1));
    }

    [Test]
    public Task A_second_review_of_the_same_bytes_is_refused() =>
        RefusedAsync("asked 'reviewer' for a review of bytes that it has judged", static state =>
            state.Verdicts.Count > 0 ? new RoutingStep { Review = [Reviewer(state)] } : null
        );

    [Test]
    public Task The_same_reviewer_twice_is_refused() =>
        RefusedAsync("asked 'reviewer' twice for the same review.", static state =>
            state.Round > 0 ? new RoutingStep { Review = [Reviewer(state), Reviewer(state)] } : null
        );

    [Test]
    public Task A_worker_is_no_reviewer() =>
        RefusedAsync("asked 'developer' for a review, which is no reviewer of this team.", static state => new RoutingStep
        {
            Review = [Worker(state)],
        });

    [Test]
    public Task A_reviewer_is_no_worker() =>
        RefusedAsync("gave work to 'reviewer', which is no worker of this team.", static state => new RoutingStep
        {
            Work = [new WorkOrder(Reviewer(state), TaskKind.Design, [])],
        });

    [Test]
    public Task Strangers_get_no_work() =>
        RefusedAsync("gave work to 'stranger', which is no worker of this team.", static _ => new RoutingStep
        {
            Work = [new WorkOrder(Desk.Worker(Desk.Approver("stranger")), TaskKind.Design, [])],
        });

    [Test]
    public Task No_step_is_refused() => RefusedAsync("named no step.", static _ => new RoutingStep());

    [Test]
    public Task An_approval_without_the_quorum_is_refused() =>
        RefusedAsync("approved the work without the approvals that the quorum demands.", static state =>
            state.Round > 0 ? new RoutingStep { Approve = true } : null
        );

    [Test]
    public Task An_approval_against_an_error_is_refused() =>
        RefusedAsync(
            "approved the work while findings block it.",
            static state => state.Findings.Count > 0 ? new RoutingStep { Approve = true } : null,
            new ScriptedAgent("reviewer", static _ => Desk.Verdict("request_changes", Desk.At("all.md", 1)))
        );

    [Test]
    public async Task An_approval_before_the_verification_is_refused()
    {
        var verifier = new ScriptedVerifier("lint", static _ => ScriptedVerifier.Pass());

        var stop = await StopAsync(
            static state => state.Verdicts.Count > 0 ? new RoutingStep { Approve = true } : null,
            options: Desk.Files() with
            {
                Verifiers = [verifier],
            }
        );

        Assert.That((stop.Kind, stop.Message), Is.EqualTo((StopKind.Failed, stop.Message)));
        Assert.That(stop.Message, Does.Contain("approved the work before it was verified."));
    }
}
