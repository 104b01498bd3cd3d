using BackendAgents.Coordination;
using BackendAgents.Coordination.Views;
using BackendAgents.Definitions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Tests.Coordination;

namespace BackendAgents.Tests.Definitions;

/// <summary>What a workspace's AGENTS.md says reaches every member, and nothing else does.</summary>
public sealed class ProjectContextTests
{
    private TempFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TempFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    private string Put(string text)
    {
        var path = Path.Combine(_folder.Path, ProjectContext.FileName);
        File.WriteAllText(path, text);
        return path;
    }

    [Test]
    public void It_is_read_without_its_mark_and_line_ends()
    {
        Put("\uFEFF# House\r\n\r\nTables are singular.\r\n");

        Assert.That(ProjectContext.Load(_folder.Path).Text, Is.EqualTo("# House\n\nTables are singular."));
    }

    [Test]
    public void Without_a_file_or_folder_there_is_none() =>
        Assert.That(
            (ProjectContext.Load(_folder.Path).Text, ProjectContext.Load(Path.Combine(_folder.Path, "no")).Text),
            Is.EqualTo(("", ""))
        );

    [Test]
    public void What_is_too_long_is_cut_and_said_with_the_line()
    {
        Put(string.Concat(Enumerable.Repeat("Tables are singular, and so on.\n", 2_000)));

        var context = ProjectContext.Load(_folder.Path);

        Assert.That(context.Text, Has.Length.LessThanOrEqualTo(ProjectContext.MaxLength));
        Assert.That(context.Diagnostics.Select(static found => (found.Code, found.Place.Line)), Is.EqualTo(new[] { ("DEF050", 1_025) }));
    }

    [Test]
    public void A_link_is_not_followed()
    {
        var elsewhere = Path.Combine(_folder.Path, "secret.txt");
        File.WriteAllText(elsewhere, "secret");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, ProjectContext.FileName), elsewhere);

        var context = ProjectContext.Load(_folder.Path);

        Assert.That((context.Text, context.Diagnostics.Single().Code), Is.EqualTo(("", "DEF051")));
    }

    [Test]
    public async Task Every_member_sees_it_also_after_a_resume_and_a_replay_needs_it_not_again()
    {
        var seen = new List<string?>();
        BackendTeam Team() => new([Desk.Worker(new ScriptedAgent("developer", turn =>
                        {
                            seen.Add(turn.View.Find(ViewSections.Context));
                            TurnContext.Current!.Project.PutFile(new Artifact("all.md", "x\n"));
                            return "done";
                        })), Desk.Reviewer(new ScriptedAgent("reviewer", turn =>
                        {
                            seen.Add(turn.View.Find(ViewSections.Context));
                            return Desk.Approve;
                        }))], Desk.Files(_folder.Path));

        var result = await Team()
            .RunAsync(
                new TeamRequest
                {
                    Brief = Desk.Brief,
                    RunId = "r",
                    Context = "Tables are singular.",
                }
            );
        var replay = await Team().ReplayAsync(result.JournalPath!);

        Assert.That(seen, Is.EqualTo(new[] { "Tables are singular.", "Tables are singular." }));
        Assert.That((result.Approved, replay.Divergence), Is.EqualTo((true, (BackendAgents.Coordination.Journal.Divergence?)null)));
    }
}
