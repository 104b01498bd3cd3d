using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Capabilities.Databases;

/// <summary>A search has an index where the database has one for parts of texts.</summary>
public sealed class SearchIndexTests
{
    private static string Migration(string database)
    {
        var social = SampleBlueprints.Social();
        return CapabilityCatalog
            .BuiltIn.Deliver(social with { Deployment = social.Deployment with { Database = database } })
            .Find($"db/migrations/{database}/0001_initial.up.sql")!
            .Content;
    }

    [Test]
    public void PostgreSQL_finds_parts_of_texts_by_trigrams()
    {
        var sql = Migration("postgresql");

        Assert.That(
            sql,
            Does.Contain(
                "CREATE INDEX \"ix_posts_title_body_search\" ON \"posts\" USING gin (lower(\"title\") gin_trgm_ops, "
                    + "lower(\"body\") gin_trgm_ops);"
            )
        );
        Assert.That(
            sql.IndexOf("CREATE EXTENSION IF NOT EXISTS pg_trgm;", StringComparison.Ordinal),
            Is.InRange(0, sql.IndexOf("gin_trgm_ops", StringComparison.Ordinal))
        );
    }

    [TestCase("mysql")]
    [TestCase("sqlite")]
    public void Other_databases_have_no_such_index(string database) =>
        Assert.That(Migration(database), Does.Contain("CREATE INDEX").And.Not.Contain("_search").And.Not.Contain("trgm"));

    [Test]
    public void A_search_that_is_added_later_brings_its_index_by_a_migration()
    {
        var social = SampleBlueprints.Social();
        var before = social with { Operations = [.. social.Operations.Select(static operation => operation with { Search = [] })] };
        var first = CapabilityCatalog.BuiltIn.Deliver(before);
        var release = new BackendAgents.Engineering.Artifacts.Release(
            before,
            [.. first.Where(static file => file.Path.StartsWith("db/migrations/", StringComparison.Ordinal))]
        );

        var second = CapabilityCatalog.BuiltIn.Deliver(social, release);

        var up = second.Single(static file => file.Path.StartsWith("db/migrations/postgresql/0002") && file.Path.EndsWith(".up.sql"));
        var down = second.Single(static file => file.Path.StartsWith("db/migrations/postgresql/0002") && file.Path.EndsWith(".down.sql"));
        Assert.That(up.Content, Does.Contain("pg_trgm").And.Contain("ix_posts_title_body_search"));
        Assert.That(down.Content, Does.Contain("DROP INDEX \"ix_posts_title_body_search\";"));
    }
}
