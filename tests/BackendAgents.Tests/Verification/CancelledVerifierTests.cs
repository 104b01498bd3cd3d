using System.Diagnostics;
using BackendAgents.Coordination;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Coordination;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using BackendAgents.Verification.Compile;
using BackendAgents.Verification.PostgreSql;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification;

/// <summary>The real verifiers, cancelled in the middle: a second later nothing of them is left.</summary>
[Category("Slow")]
[NonParallelizable]
[Platform("Linux")]
public sealed class CancelledVerifierTests
{
    private static readonly string[] s_shared = [PostgreSqlServer.Variable, DeliveryEnvironment.CompilerVariable];

    private readonly Dictionary<string, string?> _before = [];

    // What the tests share is not the verifier's to end.
    [SetUp]
    public void Unshare()
    {
        foreach (var name in s_shared)
        {
            _before[name] = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [TearDown]
    public void Share()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
    }

    [Test]
    public async Task Cancelling_a_team_ends_the_compiler_that_a_verifier_has_started()
    {
        using var root = new TempFolder();
        using var cancel = new CancellationTokenSource();
        var project = new BackendProject();
        project.Replace(SampleBlueprints.Social());
        var options = new TeamOptions { Verifiers = [new DotNetVerifier()], VerificationFolder = root.Path };
        var running = new BackendTeam([Desk.Worker(new ScriptedAgent("developer", static _ => "It is there already."))], options).RunAsync(
            new TeamRequest { Brief = Desk.Brief, Project = project },
            cancel.Token
        );
        await RunningProcesses.UntilAsync(root.Path, "csc", running);

        var since = Stopwatch.GetTimestamp();
        await cancel.CancelAsync();
        var result = await running;

        await RunningProcesses.AssertNoneAsync(root.Path, since, "the compiler");
        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Cancelled));
        Assert.That(result.Notes.Select(static note => note.Text), Has.None.Contains("left behind"));
    }

    [Test]
    public async Task Cancelling_ends_the_service_that_was_delivered()
    {
        // One that is compiled in no time and never listens.
        using var delivered = new TempFolder();
        var blueprint = SampleBlueprints.Social();
        var source = Directory.CreateDirectory(delivered.File("src/SocialMedia")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(source, "SocialMedia.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
            """
        );
        await File.WriteAllTextAsync(Path.Combine(source, "Program.cs"), "System.Threading.Thread.Sleep(300_000);\n");
        using var cancel = new CancellationTokenSource();
        var running = DeliveredService.StartAsync(delivered.Path, blueprint, "Data Source=tried.db", cancel.Token);
        await RunningProcesses.UntilAsync(delivered.Path, "bin/Debug/net10.0/SocialMedia.dll", running);

        var since = Stopwatch.GetTimestamp();
        await cancel.CancelAsync();

        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
        await RunningProcesses.AssertNoneAsync(delivered.Path, since, "the service");
    }

    [TestCase("/initdb ")]
    [TestCase("/bin/postgres -D")]
    public async Task Cancelling_ends_the_database_server(string program)
    {
        if (ProcessRunner.Find("initdb", "/usr/lib/postgresql") is null)
            Assert.Ignore("this test needs a PostgreSQL of its own (Debian: apt-get install postgresql)");
        using var delivered = Delivered.Write(SampleBlueprints.Social());
        using var cancel = new CancellationTokenSource();
        var before = Folders();
        var running = new PostgreSqlVerifier().VerifyAsync(delivered.Context, cancel.Token);
        string[] own;
        while ((own = [.. Folders().Except(before)]).Length == 0)
            await Task.Delay(5);
        await RunningProcesses.UntilAsync(own[0], program, running);

        var since = Stopwatch.GetTimestamp();
        await cancel.CancelAsync();
        await running.ContinueWith(static _ => { }, TaskScheduler.Default);

        await RunningProcesses.AssertNoneAsync(own[0], since, "PostgreSQL");
        Assert.That(own[0], Does.Not.Exist);

        static string[] Folders() => Directory.GetDirectories(Path.GetTempPath(), "ba-pg-*");
    }
}
