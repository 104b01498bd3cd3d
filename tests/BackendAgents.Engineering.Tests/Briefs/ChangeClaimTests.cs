using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Briefs.Judgement;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Briefs;

/// <summary>What can't be changed any more is met only where each operation that changes it looks.</summary>
public sealed class ChangeClaimTests
{
    private const string Frozen = "status == draft";

    private static readonly Operation s_retitle = new()
    {
        Id = "retitle-post",
        Name = "retitlePost",
        Entity = "post",
        Kind = OperationKind.Call,
        Path = "/posts/{id}/retitle",
        Method = "POST",
        Access = [new AccessRule { Role = "member", Scope = AccessScope.Own }],
        Effects = [new Effect { Set = new Dictionary<string, string> { ["title"] = "'again'" } }],
    };

    // Posts of which the update asks whether they are drafts still.
    private static Blueprint Posts(params Operation[] more)
    {
        var social = SampleBlueprints.Social();
        return social with
        {
            Operations = [.. social.Operations.Select(static known => known.Id == "update-post" ? Guarded(known) : known), .. more],
        };
    }

    private static Operation Guarded(Operation operation) =>
        operation with
        {
            Guards = [new Guard { When = Frozen, Problem = "published" }],
        };

    private static IReadOnlyList<string> Lacking(Blueprint blueprint, string text)
    {
        var requirement = new Requirement
        {
            Id = "r",
            Text = text,
            Kind = RequirementKind.Behaviour,
            State = RequirementState.Placed,
            Proof = ["guard update-post.published"],
        };
        return [.. new ChangeClaim(blueprint, new BlueprintIndex(blueprint)).Lacking(requirement)];
    }

    [TestCase("A published post can never be changed.")]
    [TestCase("Once it is published, a post cannot be edited.")]
    [TestCase("Published posts can't be modified any more.")]
    [TestCase("Nobody can edit a published post.")]
    public void An_operation_that_changes_it_and_does_not_look_is_named(string text)
    {
        Assert.That(
            Lacking(Posts(s_retitle), text),
            Is.EqualTo(new[] { "that nothing else changes it: retitlePost does, and does not look" })
        );
        Assert.That(Lacking(Posts(Guarded(s_retitle)), text), Is.Empty);
        Assert.That(Lacking(Posts(), text), Is.Empty);
    }

    [Test]
    public void What_is_deleted_is_held_against_deletions_where_it_is_said()
    {
        Assert.That(Lacking(Posts(), "A published post cannot be edited or deleted."), Has.One.Contains("deletePost"));
        Assert.That(Lacking(Posts(), "A published post cannot be edited."), Is.Empty);
    }

    [TestCase("A post is published once.")]
    [TestCase("A post cannot be published twice.")]
    public void What_forbids_something_else_is_for_the_refusal_alone(string text) => Assert.That(Lacking(Posts(s_retitle), text), Is.Empty);
}
