using System.Text.Json.Nodes;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Projects;
using BackendAgents.Verification.Scenarios;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Plugins;

/// <summary>A scenario that an agent plays against what it has just written, on a real service.</summary>
[Category("Slow")]
[Parallelizable]
public sealed class CodeRunTests
{
    private const string File = "src/Parking/Features/Stays/LeaveHandler.cs";

    private const string Scenarios = """
        scenarios:
          - id: leaving-costs
            title: Leaving costs two euros for each half hour
            steps:
              - { call: createStay, body: { plate: B-AB 1, startedAt: "$now" }, save: stay }
              - { call: leave, path: { id: $stay.id }, body: { endedAt: "$now+00:45:00" }, expect: { body: { halfHours: 2, fee: 4 } } }

        """;

    [Test]
    public async Task It_shows_the_step_that_fails_with_what_was_thrown_and_passes_once_that_is_mended()
    {
        using var trial = new ScenarioTrial { Patience = TimeSpan.FromSeconds(12) };
        var (kernel, project) = Begin(trial);
        var before = project.Artifacts.Hash;

        // What is not written answers that.
        var empty = await RunAsync(kernel);
        Assert.That(Failure(empty), Does.Contain("expected the status 200, got 501").And.Contain("not-written"));
        Assert.That(project.Artifacts.Hash, Is.EqualTo(before), "playing changes nothing");

        var banned = await WriteAndRunAsync(kernel, "System.IO.File.Delete(\"x\");");
        Assert.That((string)banned["summary"]!, Does.StartWith("Nothing was played"));
        Assert.That(Failure(banned), Is.EqualTo("It uses 'System.IO.File'."));

        var thrown = await WriteAndRunAsync(kernel, "if (row.Plate != \"\") throw new InvalidOperationException(\"no tariff\");");
        Assert.That((bool)thrown["accepted"]!, Is.False);
        Assert.That((string)thrown["summary"]!, Does.Contain("1 step passed").And.Contain("1. createStay: 201"));
        Assert.That(
            Failure(thrown),
            Does.StartWith("step 2 (leave): expected the status 200, got 500. Body: {")
                .And.Match("Sent: POST /api/v1/stays/[0-9a-f-]{36}/leave {\"endedAt\":")
                .And.EndWith($"The service threw InvalidOperationException: no tariff at {File}:13")
        );

        var endless = await WriteAndRunAsync(kernel, "while (row.Plate != \"\") { }");
        Assert.That(Failure(endless), Does.Contain("no answer within 12 s"));

        var mended = await WriteAndRunAsync(kernel, "");
        Assert.That((bool)mended["accepted"]!, Is.True, mended.ToJsonString());
        Assert.That((string)mended["content"]!, Is.EqualTo("1. createStay: 201\n2. leave: 200"));
        TestContext.Progress.WriteLine((string)mended["summary"]!);
    }

    [Test]
    public async Task Without_the_hosts_consent_it_says_what_a_person_may_do()
    {
        var (kernel, _) = Begin(null);

        var answer = await RunAsync(kernel);

        Assert.That((bool)answer["accepted"]!, Is.False);
        Assert.That(Failure(answer), Does.Contain("does not run what agents write"));
        Assert.That((string)answer["problems"]![0]!["remedy"]!, Does.Contain("RunWrittenCode").And.Contain("--run-written-code"));
    }

    [Test]
    public async Task A_scenario_that_is_not_there_is_refused()
    {
        using var trial = new ScenarioTrial();
        var (kernel, _) = Begin(trial);

        Assert.That(Failure(await RunAsync(kernel, "leaving-cost")), Is.EqualTo("There is no scenario 'leaving-cost'."));
    }

    private static (Kernel Kernel, BackendProject Project) Begin(ScenarioTrial? trial)
    {
        var project = new BackendProject();
        var read = CapabilityCatalog.BuiltIn.Read(Parking.Yaml + Scenarios);
        Assert.That(read.Problems, Is.Empty);
        project.Replace(read.Blueprint!);
        var kernel = Kernel.CreateBuilder().Build();
        foreach (var plugin in BackendPlugins.Create(project, trial))
            kernel.Plugins.Add(plugin);
        return (kernel, project);
    }

    private static async Task<JsonNode> WriteAndRunAsync(Kernel kernel, string code)
    {
        await kernel.InvokeAsync<string>("code", "write", new() { ["path"] = File, ["content"] = Parking.Handler(code) });
        return await RunAsync(kernel);
    }

    private static async Task<JsonNode> RunAsync(Kernel kernel, string scenario = "leaving-costs") =>
        JsonNode.Parse((await kernel.InvokeAsync<string>("code", "run", new() { ["scenario"] = scenario }))!)!;

    private static string Failure(JsonNode answer) => (string?)answer["problems"]?[0]?["message"] ?? answer.ToJsonString();
}
