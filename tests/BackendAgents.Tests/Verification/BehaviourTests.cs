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
    private static readonly (string Example, string Database)[] s_examples =
    [
        ("web-shop", "postgresql"),
        ("parking", "postgresql"),
        ("cinema", "mysql"),
        ("benefits", "mysql"),
        ("lending", "mysql"),
    ];

    private readonly Testbed _bed = new();

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        foreach (var (example, database) in s_examples)
        {
            var file = Path.Combine(GeneratedFile.Root, "examples", example, "backend.yaml");
            var blueprint = CapabilityCatalog.BuiltIn.Read(await File.ReadAllTextAsync(file)).Blueprint!;
            _bed.Add(example, blueprint with { Deployment = blueprint.Deployment with { Database = database } });
        }

        await _bed.BuildAsync();
    }

    [OneTimeTearDown]
    public void Remove() => _bed.Dispose();

    [TestCase("web-shop", "postgresql", 200)]
    [TestCase("parking", "postgresql", 200)]
    [TestCase("cinema", "mysql", 50)]
    [TestCase("benefits", "mysql", 50)]
    [TestCase("lending", "mysql", 20)]
    public async Task The_delivered_tests_pass_with_many_callers(string example, string database, int callers) =>
        await _bed[example].AssertTestsPassAsync(database, callers);

    [TestCase("parking")]
    [TestCase("web-shop")]
    [TestCase("lending")]
    public async Task An_example_does_what_its_scenarios_say(string example)
    {
        var result = await new ScenarioVerifier().VerifyAsync(_bed[example].Context, CancellationToken.None);

        Assert.That(result.Scenarios.Where(static one => !one.Proves), Is.Empty, result.Summary + string.Join('\n', result.Findings));
        Assert.That(result.Scenarios, Is.Not.Empty);
    }
}
