using System.Text;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Routing;
using BackendAgents.Coordination.Teams;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Coordination.Teams;

public sealed class TeamFileHostileTests
{
    private const string Full = """
        name: careful
        workers:
          - agent: backend-developer
            fallback: other-developer
            budget: { rounds: 9, modelCalls: 100, toolCalls: 500, inputTokens: 1_000_000, outputTokens: 90000, cost: 1.50, wallTime: 10m }
        reviewers:
          - agent: security-reviewer
            areas: [security, api]
            timeout: 90s
          - agent: quality-reviewer
            name: second-opinion
            required: false
        quorum: [security]
        budget: { rounds: 8, cost: 2.50, wallTime: 20m }
        turnBudget: { toolCalls: 50 }
        prices:
          gpt-5: { input: 1.25, output: 10 }
          "*": { input: 2, output: 20 }
        reservedOutputTokens: 4000
        maxParallelReviewers: 2
        workerTimeout: 15m
        reviewerTimeout: 3m
        maxAttempts: 2
        noProgress: { sameState: 2, sameFindings: 4, sameArtifacts: 4, oscillations: 2, escalations: [fallback, person] }
        routing: { needsBlueprint: true, tellWarnings: false }
        verifiers: [dotnet, openapi]
        approvals: [workspace-write, "docker-*"]
        external: [mail-send]
        durability: power

        """;

    private static readonly string[] s_odd =
    [
        "~",
        "''",
        "-1",
        "0",
        "3",
        "[",
        "]",
        "{",
        "}",
        "[]",
        "{}",
        "[~]",
        "*a",
        "&a",
        "<<: *a",
        "!!int 3",
        "!x",
        "99999999999999999999",
        "1e400",
        "NaN",
        "-",
        "- ",
        "? ",
        ": ",
        "|",
        ">",
        "#",
        "%YAML 9.9\n---",
        "---",
        "...",
        "\t",
        "\0",
        "\"\\UFFFFFFFF\"",
        "\"\\x\"",
        "'",
        "\"",
        "\uD800",
        "\uFEFF",
        "3000h",
        "0.0000000001s",
        "-5m",
        "true",
        "null",
        "all",
        "? [a, {b: c}]\n: d",
        "a: b: c",
        "\r",
        "\u2028",
        "@",
        "`",
    ];

    private static BackendTeam Parse(string yaml) =>
        TeamFile.Parse(
            yaml,
            static name => name.StartsWith('n') ? null : Desk.Approver(name),
            new TeamOptions
            {
                Verifiers = Verifiers.All(),
                RoutingPolicies = new Dictionary<string, IRoutingPolicy> { ["all"] = new GapRouting() },
            }
        );

    [Test]
    public void The_full_team_is_one() => Assert.That(Parse(Full).Members, Has.Count.EqualTo(3));

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Whatever_is_done_to_a_team_it_is_read_or_refused(int seed)
    {
        var random = new Random(seed);
        var refused = 0;
        for (var i = 0; i < 250; i++)
        {
            var yaml = Mutate(random);
            try
            {
                Parse(yaml);
            }
            catch (TeamFileException)
            {
                refused++;
            }
            catch (Exception error)
            {
                Assert.Fail($"{error}\n\n{yaml}");
            }
        }

        Assert.That(refused, Is.InRange(50, 249));
    }

    private static IEnumerable<TestCaseData> Hostile()
    {
        var bomb = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 30; i++)
            bomb.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        yield return Case("nested lists", "workers: " + new string('[', 50_000));
        yield return Case("nested mappings", "workers: " + string.Concat(Enumerable.Repeat("{a: ", 20_000)));
        yield return Case(
            "nested by indentation",
            string.Join('\n', Enumerable.Range(0, 400).Select(static depth => new string(' ', depth) + "a:"))
        );
        yield return Case("nested in one line", "workers:\n" + string.Concat(Enumerable.Repeat("- ", 40_000)));
        yield return Case("alias bomb", bomb + "workers: *a29\n");
        yield return Case("alias of itself", "workers: &a [*a]");
        yield return Case("alias of a key", "? &a [*a, *a]\n: 1");
        yield return Case("duplicate key", "workers: [{agent: a}]\nworkers: [{agent: b}]");
        yield return Case("duplicate key within", "workers: [{agent: a, agent: b}]");
        yield return Case("key of its own making", "? {a: [b]}\n: 1\nworkers: [{agent: a}]");
        yield return Case(
            "many members",
            "workers: [" + string.Concat(Enumerable.Range(0, 4_000).Select(static i => $"{{agent: a{i}}}, ")) + "]"
        );
        yield return Case("many areas", "workers: [{agent: a, areas: [" + string.Concat(Enumerable.Repeat("api, ", 15_000)) + "]}]");
        yield return Case("a bad escape", "name: \"\\UFFFFFFFF\"\nworkers: [{agent: a}]");
        yield return Case("too long", new string('#', 100_001));

        static TestCaseData Case(string name, string yaml) => new TestCaseData(yaml).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Hostile))]
    [CancelAfter(20_000)]
    public void A_file_that_only_an_attacker_writes_is_refused(string yaml) =>
        Assert.That(() => Parse(yaml), Throws.TypeOf<TeamFileException>().With.Message.Length.LessThan(1_000));

    private static string Mutate(Random random)
    {
        var lines = Full.Split('\n').ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(lines.Count);
            var line = lines[at];
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var place = random.Next(line.Length + 1);
            switch (random.Next(8))
            {
                case 0:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines.Insert(random.Next(lines.Count), line);
                    break;
                case 2:
                    lines[at] = line[..place];
                    break;
                case 3:
                    lines[at] = new string(' ', random.Next(6)) + line.TrimStart();
                    break;
                case 4:
                    lines[at] = line.Insert(place, s_odd[random.Next(s_odd.Length)]);
                    break;
                case 5:
                    lines[at] = line.Remove(place, Math.Min(random.Next(4), line.Length - place));
                    break;
                default:
                    lines[at] = colon < 0 ? s_odd[random.Next(s_odd.Length)] : line[..(colon + 1)] + " " + s_odd[random.Next(s_odd.Length)];
                    break;
            }
        }

        return string.Join('\n', lines);
    }
}
