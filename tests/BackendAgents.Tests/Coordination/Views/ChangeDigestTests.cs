using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Tests.Coordination.Views;

/// <summary>What reviewers are shown of a delivery: not what follows from the blueprint, and all that somebody wrote.</summary>
public sealed class ChangeDigestTests
{
    private static readonly ArtifactSet s_delivery = Delivery();

    private static readonly Artifact s_handler = new(
        "src/SocialMedia/Features/Posts/PinHandler.cs",
        "// What was written.\n",
        ArtifactOwnership.Written
    );

    [Test]
    public void New_files_that_follow_from_the_blueprint_are_only_named()
    {
        var digest = ChangeDigest.Between(null, s_delivery);

        Assert.That(digest, Does.Contain("/Features/Posts/: Post.g.cs, "));
        Assert.That(digest, Does.Match("=== [0-9]+ new files word by word the library's template: read any with team-read"));
        Assert.That(digest, Does.Not.Contain("Generated from").And.Not.Contain("class ").And.Not.Contain("+++"));
        Assert.That(digest, Has.Length.LessThan(5_000));
    }

    [Test]
    public void What_was_written_by_hand_is_shown()
    {
        var digest = ChangeDigest.Between(null, With(s_handler));

        Assert.That(digest, Does.Contain($"+++ {s_handler.Path}\n// What was written.\n"));
    }

    [Test]
    public void A_change_of_what_was_seen_is_shown_as_one()
    {
        var before = With(s_handler);

        var digest = ChangeDigest.Between(before, With(s_handler with { Content = "// What was mended.\n" }));

        Assert.That(digest, Does.Contain("-// What was written.\n+// What was mended."));
        Assert.That(digest, Has.Length.LessThan(200));
    }

    [Test]
    public void However_many_files_there_are_the_list_is_bounded()
    {
        var many = Enumerable.Range(0, 5_000).Select(static i => new Artifact($"src/A/Features/Thing{i}/Thing{i}.g.cs", $"// {i}\n"));

        var digest = ChangeDigest.Between(null, new ArtifactSet(many));

        Assert.That(digest, Does.Match("and [0-9]{4} folders more$"));
        Assert.That(digest, Has.Length.LessThan(3_000));
    }

    private static ArtifactSet With(Artifact written) => new(s_delivery.Append(written));

    private static ArtifactSet Delivery()
    {
        var project = new BackendProject();
        project.Replace(SampleBlueprints.Social());
        return project.Current.Artifacts;
    }
}
