using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Projects;
using BackendAgents.Verification;
using BackendAgents.Verification.Compile;
using BackendAgents.Verification.Running;
using BackendAgents.Verification.Scenarios;

namespace BackendAgents.Tests.Verification;

/// <summary>
/// Handlers that do harm, by intent or not, in one delivery: each costs its own scenario, which says what happened, and no other.
/// </summary>
[Category("Slow")]
[Parallelizable]
public sealed class HostileHandlerTests
{
    // What each does instead of an answer, and what its scenario says of it.
    private static readonly (string Name, string Code, string Told)[] s_handlers =
    [
        ("allocate", "var kept = new List<byte[]>(); while (true) kept.Add(new byte[50_000_000]);", "got 500"),
        ("deadlock", "return new TaskCompletionSource<Answer<{0}Output>>().Task;", "no answer within 4 s"),
        ("loop", "while (true) { }", "no answer within 4 s"),
        (
            "recurse",
            "return HandleAsync(work, cancellationToken).IsCompleted ? base.HandleAsync(work, cancellationToken) : null!;",
            "crashed"
        ),
        ("throw", "throw new InvalidOperationException(\"boom\");", "got 500"),
    ];

    [Test]
    public async Task Each_costs_its_own_scenario_and_no_other()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var connect =
            $"new TcpClient().Connect(\"127.0.0.1\", {port}); "
            + "return Task.FromResult<Answer<ConnectOutput>>(new ConnectOutput { Done = true });";
        const string Read =
            "var text = System.IO.File.ReadAllText(\"/etc/hosts\"); "
            + "return Task.FromResult<Answer<ReadOutput>>(new ReadOutput { Done = text != \"\" });";
        var handlers = s_handlers.Append(("connect", connect, "got 500")).Append(("read", Read, "")).ToList();
        var folder = Directory.CreateTempSubdirectory("hostile-").FullName;
        try
        {
            var project = new BackendProject();
            project.Replace(Blueprint(handlers.ConvertAll(static handler => handler.Item1)));
            foreach (var (name, code, _) in handlers)
                project.PutCode(
                    $"src/Hostile/Features/Things/{Conventions.Pascal(name)}Handler.cs",
                    Handler(Conventions.Pascal(name), code)
                );

            // What can be told by looking is told where it is written; the rest takes running it.
            Assert.That(
                project
                    .Findings.Where(static finding => finding.Code == "SEC023")
                    .Select(static finding => Path.GetFileName(finding.Place.File)),
                Is.SupersetOf(new[] { "ConnectHandler.cs", "ReadHandler.cs" })
            );

            project.PutCode("src/Hostile/Features/Traps/TrapHooks.cs", Hook);
            Workspace.Open(folder).Write(project.Current.Artifacts);
            var context = new VerificationContext(project.Blueprint!, project.Current.Artifacts, folder);
            var verifier = new ScenarioVerifier { Patience = TimeSpan.FromSeconds(4), Limit = TimeSpan.FromMinutes(4) };

            var result = await verifier.VerifyAsync(context, CancellationToken.None);

            Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Failed), result.Summary);
            string Of(string scenario) => result.Scenarios.Single(one => one.Scenario == scenario).Failure ?? "";
            Assert.Multiple(() =>
            {
                foreach (var (name, _, told) in s_handlers)
                    Assert.That(Of("calls-" + name), Does.Contain(told), name);
                Assert.That(result.Scenarios.Single(static one => one.Scenario == "keeps-things").Proves, Is.True, Of("keeps-things"));
                Assert.That(Of("can-not-be"), Does.Contain("step 1").And.Contain("name"));
                foreach (var scenario in new[] { "sets-a-trap", "sets-another" })
                    Assert.That(Of(scenario), Does.Contain("no answer within 4 s"), scenario);
                Assert.That(result.Scenarios, Has.Count.EqualTo(handlers.Count + 4));
            });
            await AssertWaitedForOnceAsync(folder);
            // Its loopback is not ours, where the machine can give it one of its own.
            if ((await ProcessRunner.RunAsync(NetworkIsolation.Isolate(new ProcessRequest("true")), CancellationToken.None)).Succeeded)
            {
                Assert.That(Of("calls-connect"), Does.Contain("got 500"));
                Assert.That(listener.Pending(), Is.False);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Of all delivered tests that run into it, the first few wait, each in its own thread; the others say so at once.
    private static async Task AssertWaitedForOnceAsync(string folder)
    {
        var request = new ProcessRequest(
            "dotnet",
            ["test", "tests/Hostile.Tests", "--no-build", "--filter", "FullyQualifiedName~TrapTests"]
        )
        {
            WorkingDirectory = folder,
            Environment = new Dictionary<string, string?> { ["TEST_PATIENCE"] = "3" },
            Timeout = TimeSpan.FromMinutes(2),
        };

        var run = await ProcessRunner.RunAsync(request, CancellationToken.None);

        Assert.That(run.TimedOut, Is.False);
        Assert.That(
            DotNetVerifier.Failures(run).Select(static failure => failure.Message),
            Has.Some.EqualTo("POST /api/v1/traps gave no answer within 3 s."),
            run.Text
        );
        Assert.That(run.Text, Does.Contain("POST /api/v1/traps is not called again"));
        Assert.That(run.Text, Does.Not.Contain("database is locked"));
        Assert.That(Regex.Match(run.Text, @"Passed:\s+(\d+)").Groups[1].Value, Is.GreaterThan("0"), run.Text);
    }

    private static Blueprint Blueprint(IReadOnlyList<string> calls)
    {
        var operations = calls.Select(name =>
            $"  - {{ name: {name}, entity: Thing, kind: call, path: /api/v1/{name}, handler: written, access: [{{ role: anonymous }}],\n"
            + "      output: [{ name: done, type: bool, required: true }] }\n"
        );
        var scenarios = calls.Select(name =>
            $"  - {{ id: calls-{name}, title: It is answered, steps: [{{ call: {name}, expect: {{ body: {{ done: true }} }} }}] }}\n"
        );
        var yaml = $$"""
            service: { name: hostile, title: Hostile, description: Calls what it should not. }
            authentication: { kind: none }
            entities:
              - { name: Thing, description: A thing., fields: [{ name: name, required: true, maxLength: 20 }] }
              - { name: Trap, description: A trap., fields: [{ name: name, required: true, maxLength: 20 }] }
            operations:
              - { name: setTrap, entity: Trap, kind: create, access: [{ role: anonymous }] }
              - { name: moveTrap, entity: Trap, kind: update, access: [{ role: anonymous }] }
              - { name: createThing, entity: Thing, kind: create, access: [{ role: anonymous }] }
              - { name: getThing, entity: Thing, kind: get, access: [{ role: anonymous }] }
            {{string.Concat(operations)}}
            scenarios:
              - id: keeps-things
                title: A thing is kept
                steps:
                  - { call: createThing, body: { name: A }, save: thing }
                  - { call: getThing, path: { id: $thing.id }, expect: { body: { name: A } } }
              - { id: sets-a-trap, title: A trap is set, steps: [{ call: setTrap, body: { name: A } }] }
              - { id: sets-another, title: Another is set, steps: [{ call: setTrap, body: { name: B } }] }
              - { id: can-not-be, title: A is B, steps: [{ call: createThing, body: { name: A }, expect: { body: { name: B } } }] }
            {{string.Concat(scenarios)}}
            """;
        var read = CapabilityCatalog.BuiltIn.Read(yaml);
        Assert.That(read.Problems, Is.Empty);
        return read.Blueprint!;
    }

    // Asleep, where the handler above is busy: whom it has caught stays so until the process ends, and others need the processor.
    private const string Hook = """
        using Hostile.Infrastructure;

        namespace Hostile.Features;

        internal sealed class TrapHooks : Hooks<Trap>
        {
            public override Task<Refusal?> CreatingAsync(Trap row, Work work, CancellationToken cancellationToken)
            {
                while (true)
                    Thread.Sleep(10);
            }
        }

        """;

    private static string Handler(string name, string code) =>
        $$"""
            using System.Net.Sockets;
            using Hostile.Infrastructure;

            namespace Hostile.Features;

            internal sealed class {{name}}Handler : {{name}}Call
            {
                public override Task<Answer<{{name}}Output>> HandleAsync(Work work, CancellationToken cancellationToken)
                {
                    {{code.Replace("{0}", name, StringComparison.Ordinal)}}
                }
            }

            """;
}
