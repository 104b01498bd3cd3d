using BackendAgents.Engineering.Capabilities;
using BackendAgents.Verification.Scenarios;

namespace BackendAgents.Tests.Verification;

/// <summary>
/// The behaviour that the examples declare, on real servers: each refusal has its code, what many at once must not break holds, and
/// scenarios show what they say.
/// </summary>
[Category("Slow")]
[Parallelizable(ParallelScope.All)]
public sealed class BehaviourTests
{
    private static readonly string[] s_all = ["web-shop", "parking", "cinema", "drones", "benefits", "links", "lending"];

    // Asked for by a number: that many callers at once, on PostgreSQL, for all examples with behaviour.
    private static readonly string? s_callers = Environment.GetEnvironmentVariable("BACKEND_AGENTS_CALLERS");

    private static readonly (string Example, string Database, int Callers)[] s_examples = int.TryParse(s_callers, out var callers)
        ? [.. s_all.Select(example => (example, "postgresql", callers))]
        :
        [
            ("web-shop", "postgresql", 50),
            ("parking", "postgresql", 50),
            ("benefits", "postgresql", 50),
            (Workshops, "postgresql", 50),
            ("lending", "mysql", 20),
        ];

    private static readonly string[] s_long = ["parking", "lending", "web-shop", "benefits"];

    // Rules of each kind beside inputs that no two rows share, and one that leaves room for many.
    private const string Workshops = "workshops";

    private readonly Testbed _bed = new();

    private static IEnumerable<TestCaseData> Runs =>
        s_examples.Select(static run => new TestCaseData(run.Example, run.Database, run.Callers));

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        foreach (var (example, database, _) in s_examples)
        {
            var file = Path.Combine(
                GeneratedFile.Root,
                example == Workshops ? "tests/BackendAgents.Tests/Verification/workshops.yaml" : $"examples/{example}/backend.yaml"
            );
            var blueprint = CapabilityCatalog.BuiltIn.Read(await File.ReadAllTextAsync(file)).Blueprint!;
            _bed.Add(example, blueprint with { Deployment = blueprint.Deployment with { Database = database } });
        }

        await _bed.BuildAsync();
    }

    [OneTimeTearDown]
    public void Remove() => _bed.Dispose();

    // Of some that have many, those alone in which many call at once, unless all are asked for; those of the shop run on MongoDB, too.
    [TestCaseSource(nameof(Runs))]
    public async Task The_delivered_tests_pass_with_many_callers(string example, string database, int callers) =>
        await _bed[example]
            .AssertTestsPassAsync(
                database,
                callers,
                filter: s_callers is null && s_long.Contains(example) ? "FullyQualifiedName~when_many_call_at_once" : null
            );

    // The scenarios of the garages are played for a requirement each in ParkingApprovalTests.
    [TestCase("parking")]
    [TestCase("web-shop")]
    [TestCase("lending")]
    public async Task An_example_does_what_its_scenarios_say(string example)
    {
        if (s_callers is null && example != "web-shop")
            Assert.Ignore("BACKEND_AGENTS_CALLERS has it done.");
        var result = await new ScenarioVerifier().VerifyAsync(_bed[example].Context, CancellationToken.None);

        Assert.That(result.Scenarios.Where(static one => !one.Proves), Is.Empty, result.Summary + string.Join('\n', result.Findings));
        Assert.That(result.Scenarios, Is.Not.Empty);
    }
}
