using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests.Recovery;

/// <summary>Calls the delivered scripts as a person or a clock would, with places for secrets and backups.</summary>
/// <param name="Folder">Where they are called.</param>
/// <param name="Secrets">Folder of the secrets.</param>
/// <param name="Backups">Folder of the backups.</param>
/// <param name="User">Who calls them; null for the user of the tests.</param>
internal sealed record DeliveredScripts(string Folder, string Secrets, string Backups, string? User = null)
{
    public async Task<string> SucceedsAsync(string command)
    {
        var run = await RunAsync(command);
        Assert.That(run.Succeeded, Is.True, command + "\n" + run.Text);
        return run.Output;
    }

    public async Task<string> FailsAsync(string command)
    {
        var run = await RunAsync(command);
        Assert.That(run.Succeeded, Is.False, command + "\n" + run.Text);
        return run.Text;
    }

    public Task<ProcessResult> RunAsync(string command) =>
        ProcessRunner.RunAsync(
            User is null
                ? new ProcessRequest("bash", "-c", Program + command) { WorkingDirectory = Folder, Environment = Places }
                : new ProcessRequest("runuser", "-u", User, "--", "bash", "-c", Program + command)
                {
                    WorkingDirectory = Folder,
                    Environment = Places,
                },
            CancellationToken.None
        );

    // Debian keeps the programs of PostgreSQL's server out of PATH.
    private const string Program = "set -e; PATH=$PATH:$(echo /usr/lib/postgresql/*/bin)\n";

    private Dictionary<string, string?> Places => new() { ["SECRETS_FOLDER"] = Secrets, ["BACKUP_FOLDER"] = Backups };
}
