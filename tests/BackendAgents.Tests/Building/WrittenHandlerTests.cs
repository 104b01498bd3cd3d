using System.Text.Json;
using BackendAgents.Coordination;
using BackendAgents.Tests.Models;
using BackendAgents.Tests.Plugins;
using BackendAgents.Verification;
using BackendAgents.Verification.Compile;
using Microsoft.Extensions.DependencyInjection;

namespace BackendAgents.Tests.Building;

/// <summary>
/// A model writes a handler over HTTP, and it runs only where the host allows it. Where it does, see <see cref="ParkingApprovalTests"/>.
/// </summary>
[Category("Slow")]
[Parallelizable]
public sealed class WrittenHandlerTests
{
    private const string Path = "src/Parking/Features/Stays/LeaveHandler.cs";

    private string _folder = null!;

    [SetUp]
    public void Name() => _folder = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "written-" + Guid.NewGuid().ToString("n"));

    [TearDown]
    public void Delete()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Where_the_host_does_not_allow_it_nothing_of_it_runs_and_the_run_says_so()
    {
        var result = await BuildAsync();

        Assert.That(result.Team.Stop.Kind, Is.EqualTo(StopKind.Incomplete), result.Team.Stop.Message);
        Assert.That(result.Team.Stop.Message, Does.Contain("--run-written-code").And.Contain("has not been tried"));
        Assert.That(result.Team.Verifications.Single().Outcome, Is.EqualTo(VerificationOutcome.NotRun));
        Assert.That(File.Exists(System.IO.Path.Combine(_folder, Path)), Is.True, "it is delivered, to be read");
    }

    private async Task<BuildResult> BuildAsync()
    {
        await using var server = await ScriptedModelServer.StartAsync();
        server.Otherwise = Answer;
        var services = new ServiceCollection().AddLogging();
        services.AddBackendAgents(options =>
        {
            options.Models.UseEnvironment = false;
            options.Models.Services["main"] = Live.Service(server, "live-model");
            options.Models.Default = "main";
        });
        await using var provider = services.BuildServiceProvider();
        return await provider
            .GetRequiredService<BackendBuilder>()
            .BuildAsync(
                new BuildRequest
                {
                    Brief = "A car leaves a garage and pays two euros for each half hour that has begun.",
                    Output = _folder,
                    Team = new TeamOptions { Verifiers = [new DotNetVerifier()] },
                }
            );
    }

    // The developer takes one step a reply; reviewers approve what their rules leave.
    private static ScriptedReply Answer(RecordedRequest request)
    {
        if (!LiveMembers.IsDeveloper(request))
            return ScriptedReply.Say(
                """
                ```json
                {"verdict":"approve","findings":[],"summary":"Nothing stands in the way."}
                ```
                """
            );
        var answers = request.Transcript.Count(static line => line.StartsWith("tool: ", StringComparison.Ordinal));
        return answers switch
        {
            0 => ScriptedReply.Call("blueprint-replace", Json(("yaml", Parking.Yaml))),
            1 => ScriptedReply.Call("code-scaffold", Json(("path", Path))),
            2 => ScriptedReply.Call(
                "code-write",
                Json(("path", Path), ("content", Parking.Handler("_ = Environment.GetEnvironmentVariable(\"OPENAI_API_KEY\");")))
            ),
            3 => ScriptedReply.Call("code-write", Json(("path", Path), ("content", Parking.Handler("")))),
            _ => ScriptedReply.Say("One service; the fee is written by hand, since no declaration says it."),
        };
    }

    private static string Json(params (string Name, string Value)[] arguments) =>
        JsonSerializer.Serialize(arguments.ToDictionary(static pair => pair.Name, static pair => pair.Value));
}
