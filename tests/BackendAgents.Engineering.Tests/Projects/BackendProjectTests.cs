using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Projects;

public sealed class BackendProjectTests
{
    [Test]
    public void A_change_counts_once_and_nothing_counts_for_none()
    {
        var project = new BackendProject();
        project.Replace(SampleBlueprints.Social());
        project.Replace(SampleBlueprints.Social());

        Assert.That(project.Current.Revision, Is.EqualTo(1));
        Assert.That(project.Current.Artifacts.Find("backend.yaml")!.Content, Is.EqualTo(BlueprintYaml.Write(SampleBlueprints.Social())));
    }

    [Test]
    public void A_broken_blueprint_changes_nothing()
    {
        var project = new BackendProject();
        project.Replace(SampleBlueprints.Social());
        var before = project.Current;

        Assert.That(project.Replace("service: 3").Problems, Is.Not.Empty);
        Assert.That(project.Current, Is.EqualTo(before with { Draft = project.Current.Draft }));
    }

    [Test]
    public void Fixes_remove_what_they_are_for()
    {
        var project = new BackendProject();
        project.Replace(SampleBlueprints.Social());
        var fixable = project.Current.Findings.Where(static finding => finding.Fixable).ToList();

        var mended = project.Fix(fixable.Select(static finding => finding.Key));

        Assert.That(fixable, Is.Not.Empty);
        Assert.That(mended, Is.EqualTo(fixable.Count));
        Assert.That(project.Current.Findings.Where(static finding => finding.Fixable), Is.Empty);
    }

    [Test]
    public void Documents_are_kept_and_may_not_replace_what_is_emitted()
    {
        var project = new BackendProject();
        project.Replace(SampleBlueprints.Social());
        project.PutFile(new Artifact("docs/notes.md", "# Notes\n"));
        project.Replace(SampleBlueprints.Shop());

        Assert.That(project.Current.Artifacts.Find("docs/notes.md"), Is.Not.Null);
        Assert.That(() => project.PutFile(new Artifact("backend.yaml", "x")), Throws.TypeOf<WorkspaceException>());
        Assert.That(() => project.PutFile(new Artifact("../x", "x")), Throws.TypeOf<WorkspaceException>());
    }

    [Test]
    public void Restoring_goes_back_whole()
    {
        var project = new BackendProject();
        project.Replace(SampleBlueprints.Social());
        project.PutFile(new Artifact("docs/notes.md", "# Notes\n"));
        var before = project.Current;
        project.Replace(SampleBlueprints.Shop());
        project.PutFile(new Artifact("docs/more.md", "# More\n"));

        project.Restore(before);
        project.PutFile(new Artifact("docs/notes.md", "# Other\n"));

        Assert.That(project.Current.Artifacts.Find("docs/more.md"), Is.Null);
        Assert.That(project.Current.Blueprint!.Service.Name, Is.EqualTo(before.Blueprint!.Service.Name));
    }

    [Test]
    public async Task Writers_and_readers_at_once_see_whole_states()
    {
        var project = new BackendProject([]);
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    Task.Run(() =>
                    {
                        for (var n = 0; n < 5; n++)
                        {
                            project.Replace(i % 2 == 0 ? SampleBlueprints.Social() : SampleBlueprints.Shop());
                            var seen = project.Current;
                            Assert.That(seen.Artifacts.Find("backend.yaml")!.Content, Is.EqualTo(BlueprintYaml.Write(seen.Blueprint!)));
                        }
                    })
                )
        );

        Assert.That(project.Current.Revision, Is.InRange(1, 40));
    }

    [Test]
    public void House_rules_take_the_place_of_the_catalogue() =>
        Assert.That(
            new BackendProject([new NoComments()]) is var project
                && project.Replace(SampleBlueprints.Social()).Succeeded
                && project.Current.Findings.Single().Code == "HOUSE001",
            Is.True
        );

    private sealed class NoComments : IRule
    {
        public RuleDescriptor Descriptor { get; } =
            new("HOUSE001", "There are no comments.", Area.Quality, Severity.Warning, "Drop them.", "this house");

        public IEnumerable<Diagnostic> Check(CheckContext context) =>
            context
                .Blueprint.Entities.Where(static entity => entity.Name == "Comment")
                .Select(entity => Descriptor.Report(Place.Of(entity.Id), "There are comments."));
    }
}
