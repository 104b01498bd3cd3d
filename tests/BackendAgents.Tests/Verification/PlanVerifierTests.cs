using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using BackendAgents.Verification.PostgreSql;
using BackendAgents.Verification.PostgreSql.Plans;

namespace BackendAgents.Tests.Verification;

/// <summary>Lists over 100,000 rows of a real PostgreSQL.</summary>
[Parallelizable]
public sealed class PlanVerifierTests
{
    [OneTimeSetUp]
    public async Task StartServerAsync() => await Servers.PostgreSqlAsync();

    private static async Task<VerificationResult> VerifyAsync(int rows, Func<string, string>? change = null)
    {
        var blueprint = SampleBlueprints.Social();
        var project = new BackendProject();
        project.Replace(blueprint);
        var artifacts = project.Current.Artifacts.Select(file =>
            file.Path.EndsWith("_initial.up.sql", StringComparison.Ordinal) && change is not null
                ? file with
                {
                    Content = change(file.Content),
                }
                : file
        );
        return await new PlanVerifier(rows).VerifyAsync(
            new VerificationContext(blueprint, new([.. artifacts]), "."),
            CancellationToken.None
        );
    }

    [Test]
    [Category("Slow")]
    public async Task Every_page_filter_and_search_of_a_list_has_an_index()
    {
        var result = await VerifyAsync(100_000);

        Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Passed), string.Join('\n', result.Findings));
        Assert.That(result.Summary, Does.Match("^[1-9][0-9]+ queries"));
    }

    [Test]
    [Category("Slow")]
    public async Task A_list_whose_indexes_are_missing_is_found()
    {
        var result = await VerifyAsync(20_000, static sql =>
            string.Join('\n', sql.Split('\n').Where(static line => !line.StartsWith("CREATE INDEX", StringComparison.Ordinal)))
        );

        Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Failed));
        Assert.That(
            result.Findings.Select(static finding => finding.Message),
            Has.Some.EqualTo("listPosts, searched, reads the whole of posts.")
        );
        Assert.That(result.Findings.Select(static finding => finding.Message), Has.Some.Contains("a deep page"));
    }

    [TestCase(
        """[{"Plan":{"Node Type":"Limit","Plans":[{"Node Type":"Index Scan","Relation Name":"posts","Rows Removed by Filter":3}]}}]""",
        null
    )]
    [TestCase(
        """[{"Plan":{"Node Type":"Limit","Plans":[{"Node Type":"Seq Scan","Relation Name":"posts"}]}}]""",
        "reads the whole of posts"
    )]
    [TestCase(
        """[{"Plan":{"Node Type":"Index Scan","Relation Name":"posts","Rows Removed by Filter":50000}}]""",
        "reads 50000 rows of posts that it doesn't answer with"
    )]
    public void What_a_plan_reads_without_need_is_told(string plan, string? problem) =>
        Assert.That(PlanReader.Problem(plan), Is.EqualTo(problem));
}
