using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>
/// The scenarios that come with a brief: who may and who may not, told as calls. That they pass is for the verifier's tests.
/// </summary>
public sealed class DraftedScenarioTests
{
    private static Blueprint Read(string brief) => BriefReader.Read(brief).Blueprint!;

    private static IEnumerable<string> Told(Blueprint blueprint) =>
        blueprint
            .Scenarios.SelectMany(static scenario => scenario.Steps)
            .Select(static step => $"{step.Call} {step.Expect?.Status}".Trim());

    [Test]
    public void Who_may_not_is_refused_and_who_may_is_seen_to_have_done_it()
    {
        var blueprint = Read("A library. Books have a title. Librarians manage books. Members read books.");

        Assert.That(CapabilityCatalog.BuiltIn.Validate(blueprint), Is.Empty);
        Assert.That(Told(blueprint), Is.SupersetOf(new[] { "create-book", "create-book 403", "get-book", "delete-book", "get-book 404" }));
        Assert.That(
            blueprint.Scenarios.SelectMany(static scenario => scenario.Proves),
            Is.SubsetOf(blueprint.Requirements.Select(static requirement => requirement.Id))
        );
    }

    [Test]
    public void Logging_in_is_told_with_a_wrong_password()
    {
        var blueprint = Read("A REST API for a social media platform that can handle user authentication, posts, and comments");

        Assert.That(Told(blueprint), Is.SupersetOf(new[] { "register", "login 401", "login", "me 401", "me", "create-post 401" }));
    }

    [Test]
    public void The_same_brief_gives_the_same_scenarios()
    {
        const string brief = "A blog. Posts have a title. Only the author can delete a post. Everybody reads posts.";

        var (first, second) = (Read(brief), Read(brief));

        Assert.That(first.Scenarios, Is.Not.Empty);
        Assert.That(BlueprintYaml.Write(second), Is.EqualTo(BlueprintYaml.Write(first)));
    }
}
