using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.Arazzo;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification.Running;

namespace BackendAgents.Operations.Tests.Arazzo;

/// <summary>The document of scenarios before a judge that is not ours: linted, and played against the running service.</summary>
[Category("Slow")]
public sealed class ArazzoTests
{
    [Test]
    public async Task It_is_valid_and_the_running_service_does_what_it_says()
    {
        var blueprint = SampleBlueprints.Told();
        var folder = Directory.CreateTempSubdirectory("arazzo-").FullName;
        try
        {
            Workspace.Open(folder).Write(CapabilityCatalog.BuiltIn.Deliver(blueprint));
            var lint = await Judges.RedoclyAsync(folder, "lint", ArazzoEmitter.Path);
            Assert.That(lint.Succeeded, Is.True, lint.Text);

            await using var service = await DeliveredService.StartAsync(
                folder,
                blueprint,
                $"Data Source={Path.Combine(folder, "played.db")}",
                CancellationToken.None
            );
            var server = "service=" + service.Address.ToString().TrimEnd('/');
            // Problems carry more than their schema names, which it allows and this judge doubts.
            string[] rest = ["--input", "run=a1", "--server", server, "--severity", "SCHEMA_CHECK=warn"];
            var played = await Judges.RedoclyAsync(folder, ["respect", ArazzoEmitter.Path, .. rest]);
            Assert.That(played.Succeeded, Is.True, played.Text);
            Assert.That(played.Text, Does.Contain("$statusCode == 403"), "the stranger was refused");

            var again = await Judges.RedoclyAsync(folder, ["respect", ArazzoEmitter.Path, .. rest]);
            Assert.That(again.Succeeded, Is.False, "the same accounts can't register twice, so it was really played");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
