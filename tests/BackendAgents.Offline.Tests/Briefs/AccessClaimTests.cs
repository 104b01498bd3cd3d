using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Judgement;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>
/// Who may change or delete what is met only where an operation lets them; what contradicts another sentence is open by name.
/// </summary>
public sealed class AccessClaimTests
{
    private const string Posts = "Users write posts. A post has a title. ";

    private static IReadOnlyList<Requirement> Read(string brief) =>
        RequirementJudge.Reopen(BriefReader.Read(brief).Blueprint!).Requirements;

    [TestCase("Anybody can edit any post.", "rows of others")]
    [TestCase("Users can update each other's posts.", "rows of others")]
    [TestCase("Only admins delete posts. Every user can delete any post.", "nobody else")]
    [TestCase("A post can be deleted only by its author. A post can never be deleted.", "no operation does")]
    public void What_nobody_may_do_is_not_met_by_an_operation_of_that_name(string said, string reason)
    {
        var open = Read(Posts + said).Where(static requirement => requirement.State == RequirementState.Open).ToList();

        Assert.That(open, Is.Not.Empty);
        Assert.That(open.Select(static requirement => requirement.Reason), Has.Some.Contains(reason));
    }

    [TestCase("An order desk. Customers place orders. Customers see only their own orders, clerks see all.", "clerks see all")]
    [TestCase("An order desk. Customers place orders. Shipped orders cannot be changed.", "refused")]
    [TestCase("Employees submit expenses. An expense has an amount. Managers cannot approve their own expenses.", "refused")]
    [TestCase("Employees submit expenses. An expense has an amount and a reason. Rejected expenses need a reason.", "must be given")]
    [TestCase(
        "A course has lessons. A lesson has a title and a position. Lesson positions are unique within the course of the lesson.",
        "unique among all"
    )]
    public void A_rule_is_not_met_by_the_things_that_it_speaks_of(string brief, string reason)
    {
        var last = Read(brief)[^1];

        Assert.That((last.State, last.Reason), Is.EqualTo((RequirementState.Open, last.Reason)));
        Assert.That(last.Reason, Does.Contain(reason));
    }

    [TestCase("Moderators can delete any post.")]
    [TestCase("Every user can delete any post.")]
    [TestCase("Users can edit all posts.")]
    [TestCase("Users can delete their own posts.")]
    [TestCase("Admins edit any post.")]
    public void What_they_may_do_is_met(string said) =>
        Assert.That(Read(Posts + said)[^1].State, Is.EqualTo(RequirementState.Placed), Read(Posts + said)[^1].Reason);

    [TestCase("Every user can delete any post.", AccessScope.Any, AccessScope.Own)]
    [TestCase("Users can edit all posts and delete their own posts.", AccessScope.Own, AccessScope.Any)]
    [TestCase("Users can edit and delete posts.", AccessScope.Own, AccessScope.Own)]
    public void Rows_of_others_are_reached_by_whom_it_is_said_of(string said, AccessScope deletes, AccessScope changes)
    {
        var operations = BriefReader.Read(Posts + said).Blueprint!.Operations;

        AccessScope Of(string id) =>
            operations
                .Single(operation => operation.Id == id)
                .Access.Single(static rule => rule.Role is "user" or Role.Authenticated)
                .Scope;
        Assert.That((Of("delete-post"), Of("update-post")), Is.EqualTo((deletes, changes)));
    }

    [TestCase("Only editors can publish posts.", "operation publish-post", "nobody else")]
    [TestCase("Only users can publish posts.", "operation publish-post", "")]
    public void What_only_some_do_is_not_met_where_others_may(string said, string proof, string reason)
    {
        var blueprint = BriefReader.Read("Users write posts. Editors read posts. A post has a title. A post can be published.").Blueprint!;
        var publish = blueprint.Operations.Single(static operation => operation.Id == "publish-post");
        var opened = blueprint with
        {
            Operations =
            [
                .. blueprint.Operations.Where(operation => operation != publish),
                publish with
                {
                    Access = [new AccessRule { Role = "user" }, new AccessRule { Role = "admin" }],
                },
            ],
        };
        var requirement = new Requirement
        {
            Id = "r",
            Text = said,
            State = RequirementState.Placed,
            Proof = [proof],
        };

        Assert.That(string.Join(' ', new AccessClaim(opened).Lacking(requirement)), reason.Length == 0 ? Is.Empty : Does.Contain(reason));
    }

    [Test]
    public void A_call_that_sends_callers_on_is_met_where_it_has_a_location()
    {
        var requirements = Read("Links have a code and a url.\n\nGET /{code} redirects with 302.");

        Assert.That(requirements[^1].State, Is.EqualTo(RequirementState.Placed), requirements[^1].Reason);
    }
}
