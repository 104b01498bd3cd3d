using System.Text.RegularExpressions;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.Databases.MySql;
using BackendAgents.Engineering.Storage;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification.PostgreSql.Plans;
using MySqlConnector;

namespace BackendAgents.Tests.Verification;

/// <summary>Lists over 100,000 rows of a real MariaDB: no page, filter, search or owner's rows reads a table.</summary>
[Parallelizable]
[Category("Slow")]
public sealed partial class MariaDbPlanTests
{
    private const int Rows = 100_000;

    // Where a third of all rows have a value, MariaDB 10.11 walks the index from the newest of them instead of beginning at the cursor,
    // however the condition is written. It reads no row that doesn't have the value, and not the table.
    [GeneratedRegex("^listPosts, a deep page, filtered by status, reads 1[0-9]{4} rows of posts$")]
    private static partial Regex Known();

    [Test]
    public async Task Every_page_filter_and_search_of_a_list_has_an_index()
    {
        var (queries, problems) = await ExplainAsync(static sql => sql);

        Assert.That(problems.Where(static problem => !Known().IsMatch(problem)), Is.Empty);
        Assert.That(queries, Is.GreaterThan(10));
    }

    [Test]
    public async Task A_list_whose_indexes_are_missing_is_found()
    {
        var (_, problems) = await ExplainAsync(static sql =>
            string.Join('\n', sql.Split('\n').Where(static line => !line.StartsWith("CREATE INDEX", StringComparison.Ordinal)))
        );

        Assert.That(problems, Has.Some.EqualTo("listPosts, the first page, reads the whole of posts"));
        Assert.That(problems, Has.Some.Contains("a deep page"));
    }

    private static async Task<(int Queries, List<string> Problems)> ExplainAsync(Func<string, string> change)
    {
        var social = SampleBlueprints.Social();
        var blueprint = social with { Deployment = social.Deployment with { Database = "mysql" } };
        var model = RelationalModel.Of(blueprint);
        var lists = new ListQueries(blueprint, model, new MySqlDialect());
        var migration = CapabilityCatalog.BuiltIn.Deliver(blueprint).Find("db/migrations/mysql/0001_initial.up.sql")!;
        await using var connection = new MySqlConnection(await (await Servers.MariaDbAsync()).CreateDatabaseAsync());
        await connection.OpenAsync();
        await ExecuteAsync(connection, change(migration.Content));
        // Seeded values are of the right type and nothing else.
        await ExecuteAsync(connection, "set foreign_key_checks = 0, check_constraint_checks = 0");
        foreach (var table in lists.Lists.Select(static list => list.Table).Distinct())
            await ExecuteAsync(connection, MariaDbSeed.Fill(table, lists.FilteredBy(table), Rows));

        var (queries, problems) = (0, new List<string>());
        foreach (var (list, table) in lists.Lists)
        {
            var row = await RowAsync(connection, table, lists.Middle(table, Rows / 2));
            foreach (var query in lists.Of(list, table, row))
            {
                queries++;
                await using var explain = new MySqlCommand("analyze format=json " + query.Sql, connection);
                if (MariaDbPlan.Problem((string)(await explain.ExecuteScalarAsync())!) is { } problem)
                    problems.Add($"{query.Operation.Name}, {query.Asked}, {problem}");
            }
        }

        return (queries, problems);
    }

    private static async Task ExecuteAsync(MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<Dictionary<string, string?>> RowAsync(MySqlConnection connection, Table table, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.That(await reader.ReadAsync(), Is.True);
        return table
            .Columns.Select((column, at) => (column.Name, Value: reader.IsDBNull(at) ? null : reader.GetString(at)))
            .ToDictionary(static pair => pair.Name, static pair => pair.Value, StringComparer.Ordinal);
    }
}
