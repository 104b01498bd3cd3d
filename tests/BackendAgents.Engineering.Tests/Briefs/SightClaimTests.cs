using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Judgement;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Briefs;

/// <summary>Who sees what, what is refused and what must be given is met only where access, scenarios and fields say so.</summary>
public sealed class SightClaimTests
{
    private static Blueprint Posts(params AccessRule[] readers)
    {
        var social = SampleBlueprints.Told();
        return social with
        {
            Operations =
            [
                .. social.Operations.Select(operation =>
                    operation.Entity == "post" && operation.Kind is OperationKind.Get or OperationKind.List
                        ? operation with
                        {
                            Access = readers,
                        }
                        : operation
                ),
            ],
        };
    }

    private static AccessRule May(string role, AccessScope scope = AccessScope.Any) => new() { Role = role, Scope = scope };

    private static string Sight(Blueprint blueprint, string text) =>
        string.Join(
            ' ',
            new SightClaim(blueprint).Lacking(
                new Requirement
                {
                    Id = "r",
                    Text = text,
                    Proof = ["entity post"],
                }
            )
        );

    [TestCase("Members write posts and see only their own posts.")]
    [TestCase("Members can only see their own posts.")]
    [TestCase("A member may view only their own posts.")]
    public void Who_sees_their_own_only_may_not_see_all(string text)
    {
        Assert.That(Sight(Posts(May("member")), text), Does.Contain("their own alone"));
        Assert.That(Sight(Posts(May(Role.Authenticated)), text), Does.Contain("their own alone"));
        Assert.That(Sight(Posts(May("member", AccessScope.Own), May("admin")), text), Is.Empty);
    }

    [TestCase("Members see only their own posts, admins see all.")]
    [TestCase("Admins can view all posts.")]
    [TestCase("An admin sees every post.")]
    public void Who_sees_all_must_be_let(string text)
    {
        Assert.That(Sight(Posts(May("member", AccessScope.Own)), text), Does.Contain("see all"));
        Assert.That(Sight(Posts(May("member", AccessScope.Own), May("admin")), text), Is.Empty);
    }

    [TestCase("Only members can see all posts.")]
    [TestCase("Only members read posts.")]
    public void What_only_some_see_is_shown_to_nobody_else(string text)
    {
        Assert.That(Sight(Posts(May("member"), May(Role.Anonymous)), text), Does.Contain("nobody else"));
        Assert.That(Sight(Posts(May("member"), May("admin")), text), Is.Empty);
    }

    private static string Conditions(string text, RequirementKind kind, params string[] proof)
    {
        var blueprint = SampleBlueprints.Told();
        var requirement = new Requirement
        {
            Id = "r",
            Text = text,
            Kind = kind,
            State = RequirementState.Placed,
            Proof = proof,
        };
        return string.Join(' ', new ConditionClaim(blueprint, new BlueprintIndex(blueprint)).Lacking(requirement));
    }

    [TestCase("A post cannot be published twice.", RequirementKind.Behaviour, "scenario a-post-is-published-once", "")]
    [TestCase("A tag that has posts can't be deleted.", RequirementKind.Behaviour, "rule tag.used", "")]
    [TestCase("A user e-mail must be unique within a country.", RequirementKind.Data, "field user-email", "unique among all")]
    [TestCase("Posts can be filtered by colour.", RequirementKind.Data, "entity user", "has a filter")]
    [TestCase("Admins write posts.", RequirementKind.Access, "operation create-post", "")]
    public void A_condition_is_held_against_what_shows_it(string text, RequirementKind kind, string proof, string reason) =>
        Assert.That(Conditions(text, kind, proof), reason.Length == 0 ? Is.Empty : Does.Contain(reason));

    [Test]
    public void What_is_forbidden_is_shown_by_a_refusal_of_somebody_who_is_logged_in()
    {
        var told = SampleBlueprints.Told();
        var lookers = told.Scenarios[0] with { Id = "nobody-is-refused", Steps = [told.Scenarios[0].Steps[0], told.Scenarios[0].Steps[2]] };
        var blueprint = told with { Scenarios = [.. told.Scenarios, lookers] };
        var requirement = new Requirement
        {
            Id = "r",
            Text = "A published post can't be deleted.",
            Kind = RequirementKind.Behaviour,
            State = RequirementState.Placed,
            Proof = ["scenario nobody-is-refused"],
        };
        var claim = new ConditionClaim(blueprint, new BlueprintIndex(blueprint));

        Assert.That(claim.Lacking(requirement), Has.One.Contains("refused"));
        Assert.That(claim.Lacking(requirement with { Proof = ["scenario only-the-author-deletes"] }), Is.Empty);
    }
}
