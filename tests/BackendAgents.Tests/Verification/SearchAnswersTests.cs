using System.Data.Common;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.Databases;
using BackendAgents.Engineering.Capabilities.Databases.MySql;
using BackendAgents.Engineering.Capabilities.Databases.PostgreSql;
using BackendAgents.Engineering.Capabilities.Databases.Sqlite;
using BackendAgents.Engineering.Storage;
using BackendAgents.Tests.Coordination;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification.PostgreSql.Plans;

namespace BackendAgents.Tests.Verification;

/// <summary>A search finds the same rows on every database, by an index, whatever became of the rows since.</summary>
[Category("Slow")]
[Parallelizable(ParallelScope.All)]
public sealed class SearchAnswersTests
{
    private static readonly string[][] s_texts =
    [
        ["Garden sheds", "built of oak-wood, 42nd street"],
        ["Greenhouse", "a HOUSE of glass"],
        ["Füße im Schnee", "O'Neill's x_y 100% *"],
        ["δοκιμη", "日本 テスト"],
        ["the a of", "zz"],
        ["Résumé", "cafe\u0301"],
    ];

    private static readonly (string Words, string Rows)[] s_asked =
    [
        ("gard shed", "0"),
        ("street oak", "0"),
        ("42", "0"),
        ("house", "1"),
        ("füß", "2"),
        ("fuss", ""),
        ("y x neill s", "2"),
        ("100", "2"),
        ("δοκι", "3"),
        ("日 テ", "3"),
        ("the a of z", "4"),
        ("résu", "5"),
        ("resu", ""),
        ("wood glass", ""),
    ];

    [TestCase("postgresql")]
    [TestCase("mysql")]
    [TestCase("sqlite")]
    public async Task The_same_rows_are_found(string database)
    {
        using var folder = new TempFolder();
        await using var connection = await Servers.OpenAsync(database, folder.Path);
        var social = On(database);
        await Servers.ExecuteAsync(connection, Migration(CapabilityCatalog.BuiltIn.Deliver(social), database, "0001", ".up.sql"));
        await FillAsync(connection);

        await AssertFindsAsync(connection, database);
        await Servers.ExecuteAsync(connection, "update posts set title = 'Nothing', version = 2 where title = 'Greenhouse'");
        await Servers.ExecuteAsync(connection, "update posts set version = 3 where title = 'Nothing'");
        await Servers.ExecuteAsync(connection, "delete from posts where title = 'the a of'");

        Assert.That(await FoundAsync(connection, database, "green"), Is.Empty);
        Assert.That(await FoundAsync(connection, database, "nothing glass"), Is.EqualTo("1"));
        Assert.That(await FoundAsync(connection, database, "zz"), Is.Empty);
        await Servers.ExecuteAsync(connection, "delete from users");
        Assert.That(await FoundAsync(connection, database, "nothing"), Is.Empty);
    }

    [Test]
    public async Task SQLite_takes_rows_in_that_were_there_before_and_keeps_them_apart_when_it_is_compacted()
    {
        using var folder = new TempFolder();
        var social = On("sqlite");
        var before = social with { Operations = [.. social.Operations.Select(static operation => operation with { Search = [] })] };
        var first = CapabilityCatalog.BuiltIn.Deliver(before);
        var release = new Release(before, [.. first.Where(static file => file.Path.StartsWith(Release.MigrationsFolder))]);
        var second = CapabilityCatalog.BuiltIn.Deliver(social, release);
        await using var connection = await Servers.OpenAsync("sqlite", folder.Path);
        await Servers.ExecuteAsync(connection, Migration(first, "sqlite", "0001", ".up.sql"));
        await FillAsync(connection);
        await Servers.ExecuteAsync(connection, Migration(second, "sqlite", "0002", ".up.sql"));
        await AssertFindsAsync(connection, "sqlite");

        await Servers.ExecuteAsync(connection, "delete from posts where title = 'Garden sheds'; vacuum");

        Assert.That(await FoundAsync(connection, "sqlite", "garden"), Is.Empty);
        Assert.That(await FoundAsync(connection, "sqlite", "résumé"), Is.EqualTo("5"));
        await Servers.ExecuteAsync(connection, Migration(second, "sqlite", "0002", ".down.sql"));
        await Servers.ExecuteAsync(connection, Migration(first, "sqlite", "0001", ".down.sql"));
        await using var rest = connection.CreateCommand();
        rest.CommandText = "select count(*) from sqlite_master";
        Assert.That(await rest.ExecuteScalarAsync(), Is.Zero);
    }

    [Test]
    public async Task SQLite_reads_no_table_for_a_page_a_filter_or_a_search()
    {
        using var folder = new TempFolder();
        var social = On("sqlite");
        var lists = new ListQueries(social, RelationalModel.Of(social), new SqliteDialect());
        await using var connection = await Servers.OpenAsync("sqlite", folder.Path);
        await Servers.ExecuteAsync(connection, Migration(CapabilityCatalog.BuiltIn.Deliver(social), "sqlite", "0001", ".up.sql"));
        await FillAsync(connection);
        List<string> plans = [];
        foreach (var (list, table) in lists.Lists.Where(static one => one.Table.Name == "posts"))
        {
            var row = await RowAsync(connection, table, lists.Middle(table, 3));
            foreach (var query in lists.Of(list, table, row))
                plans.Add($"{query.Asked}: {await PlanAsync(connection, query.Sql)}");
        }

        var searches = plans.FindAll(static plan => plan.StartsWith("searched", StringComparison.Ordinal));
        Assert.That(plans, Has.None.Match("SCAN posts(?! USING (COVERING )?INDEX)"));
        Assert.That(searches, Is.Not.Empty.And.All.Contains("VIRTUAL TABLE INDEX 0:M1"));
        Assert.That(searches, Is.All.Match("SEARCH posts USING INDEX sqlite_autoindex_posts_1"));
    }

    private static async Task AssertFindsAsync(DbConnection connection, string database)
    {
        foreach (var (words, rows) in s_asked)
            Assert.That(await FoundAsync(connection, database, words), Is.EqualTo(rows), words);
    }

    private static async Task<string> FoundAsync(DbConnection connection, string database, string words)
    {
        var (dialect, between) = Dialect(database);
        var model = RelationalModel.Of(On(database));
        var table = model.Tables.Single(static one => one.Name == "posts");
        var sql = dialect.Search(table, table.Indexes.First(static index => index.IsSearch));
        var found = string.Join(between, words.Split(' ').Select(dialect.Words));
        await using var command = connection.CreateCommand();
        var ids = dialect.Identifier("id");
        command.CommandText =
            $"select {ids} from ({sql.Replace("{0}", dialect.Text(found), StringComparison.Ordinal)}) as found order by {ids}";
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
            rows.Add(reader.GetValue(0).ToString()![^1..]);
        return string.Join(' ', rows);
    }

    private static (SqlDialect Dialect, string Between) Dialect(string database) =>
        database switch
        {
            "postgresql" => (new PostgreSqlDialect(), " & "),
            "mysql" => (new MySqlDialect(), " "),
            _ => (new SqliteDialect(), " "),
        };

    private static async Task FillAsync(DbConnection connection)
    {
        const string user = "0193a000-0000-7000-8000-00000000000a";
        await Servers.ExecuteAsync(
            connection,
            $"insert into users (id, email, display_name, password_hash) values ('{user}', 'ada@example.com', 'Ada', 'x')"
        );
        foreach (var (text, at) in s_texts.Select(static (text, at) => (text, at)))
            await Servers.ExecuteAsync(
                connection,
                $"insert into posts (id, author_id, title, body) values ('0193a000-0000-7000-8000-00000000000{at}', '{user}', "
                    + string.Join(", ", text.Select(static value => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'"))
                    + ")"
            );
    }

    private static async Task<Dictionary<string, string?>> RowAsync(DbConnection connection, Table table, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        Assert.That(await reader.ReadAsync(), Is.True);
        return table
            .Columns.Select((column, at) => (column.Name, Value: reader.IsDBNull(at) ? null : reader.GetString(at)))
            .ToDictionary(static pair => pair.Name, static pair => pair.Value, StringComparer.Ordinal);
    }

    private static async Task<string> PlanAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "explain query plan " + sql;
        await using var reader = await command.ExecuteReaderAsync();
        List<string> lines = [];
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(3));
        return string.Join("; ", lines);
    }

    private static Blueprint On(string database)
    {
        var social = SampleBlueprints.Social();
        return social with { Deployment = social.Deployment with { Database = database } };
    }

    private static string Migration(ArtifactSet files, string database, string number, string suffix) =>
        files
            .Single(file =>
                file.Path.StartsWith($"{Release.MigrationsFolder}{database}/{number}_", StringComparison.Ordinal)
                && file.Path.EndsWith(suffix, StringComparison.Ordinal)
            )
            .Content;
}
