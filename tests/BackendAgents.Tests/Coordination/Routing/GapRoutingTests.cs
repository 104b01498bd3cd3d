using BackendAgents.Coordination;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Routing;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Tests.Coordination.Routing;

public sealed class GapRoutingTests
{
    private static string? Stuck(Quorum quorum, params string[] failed)
    {
        var project = new BackendProject();
        project.PutFile(new Artifact("all.md", "x\n"));
        TeamMember[] reviewers = [Desk.Reviewer(Desk.Approver("api"), Area.Api), Desk.Reviewer(Desk.Approver("data"), Area.Data)];
        return new GapRouting { NeedsBlueprint = false }
            .Next(
                new RoutingState
                {
                    Members = [Desk.Worker(Desk.Approver("developer")), .. reviewers],
                    Snapshot = project.Current,
                    Round = 1,
                    Findings = [],
                    Verdicts = reviewers
                        .Where(member => !failed.Contains(member.Name))
                        .ToDictionary(
                            static member => member.Name,
                            static member => new Verdict
                            {
                                Reviewer = member.Name,
                                Turn = "t",
                                Kind = VerdictKind.Approve,
                                ArtifactsHash = "h",
                            }
                        ),
                    FailedReviewers = failed.ToHashSet(),
                    Quorum = quorum,
                    VerificationPending = false,
                }
            )
            .Stuck;
    }

    [Test]
    public void Whoever_gave_no_verdict_is_named() =>
        Assert.That(Stuck(Quorum.AllRequired, "api", "data"), Is.EqualTo("The quorum cannot be met: no verdict from api, data."));

    // A team refuses such a quorum; a host that asks the policy itself is told why all the same.
    [Test]
    public void A_quorum_of_more_than_there_are_is_said_where_nobody_failed()
    {
        Assert.That(Stuck(Quorum.Of(5)), Is.EqualTo("The quorum cannot be met: it asks for 5 required reviewers and the team has 2."));
        Assert.That(
            Stuck(Quorum.ForAreas(Area.Security)),
            Is.EqualTo("The quorum cannot be met: it asks for a required reviewer of Security and the team has none.")
        );
    }

    [Test]
    public void A_quorum_that_is_met_is_not_stuck() => Assert.That(Stuck(Quorum.Of(1), "data"), Is.Null);
}
