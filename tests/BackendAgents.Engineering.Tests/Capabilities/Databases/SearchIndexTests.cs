using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Capabilities.Databases;

/// <summary>A search has an index of words where the database has one, which its condition names to the letter.</summary>
public sealed class SearchIndexTests
{
    private static ArtifactSet Delivery(string database)
    {
        var social = SampleBlueprints.Social();
        return CapabilityCatalog.BuiltIn.Deliver(social with { Deployment = social.Deployment with { Database = database } });
    }

    private static string Migration(string database) => Delivery(database).Find($"db/migrations/{database}/0001_initial.up.sql")!.Content;

    private static string Searches(string database) =>
        Delivery(database).Single(static file => file.Path.EndsWith("/Searches.g.cs", StringComparison.Ordinal)).Content;

    [TestCase("postgresql", "CREATE INDEX \"ix_posts_title_body_words\" ON \"posts\" USING gin (", ");", " @@ cast({0} as tsquery)")]
    [TestCase("mysql", "CREATE FULLTEXT INDEX `ix_posts_title_body_words` ON `posts` (", ");", ") against({0} in boolean mode)")]
    public void A_search_and_its_index_are_over_the_same(string database, string before, string after, string condition)
    {
        var migration = Migration(database);
        var line = migration.Split('\n').Single(line => line.StartsWith(before, StringComparison.Ordinal));

        var indexed = line[before.Length..^after.Length];

        Assert.That(Searches(database), Does.Contain(indexed + condition));
    }

    [Test]
    public void MariaDB_indexes_marked_words_so_that_none_is_too_short_or_too_frequent() =>
        Assert.That(
            Migration("mysql"),
            Does.Contain("ALTER TABLE `posts` ADD COLUMN `ix_posts_title_body_words` longtext GENERATED ALWAYS AS (concat('zz', ")
                .And.Contain(", ' zz'))) STORED;")
        );

    [Test]
    public void SQLite_keeps_the_words_by_triggers()
    {
        Assert.That(Migration("sqlite"), Does.Contain("CREATE VIRTUAL TABLE \"ix_posts_title_body_words\" USING fts5 ("));
        Assert.That(Migration("sqlite"), Does.Contain("AFTER UPDATE OF \"title\", \"body\" ON \"posts\" BEGIN"));
    }

    [TestCase("postgresql", "DROP INDEX \"ix_posts_title_body_words\";")]
    [TestCase("mysql", "ALTER TABLE `posts` DROP COLUMN `ix_posts_title_body_words`;")]
    [TestCase("sqlite", "DROP TABLE \"ix_posts_title_body_words\";")]
    public void A_search_that_is_added_later_brings_its_index_by_a_migration(string database, string removal)
    {
        var social = SampleBlueprints.Social();
        social = social with { Deployment = social.Deployment with { Database = database } };
        var before = social with { Operations = [.. social.Operations.Select(static operation => operation with { Search = [] })] };
        var first = CapabilityCatalog.BuiltIn.Deliver(before);

        var second = CapabilityCatalog.BuiltIn.Deliver(social, Release(before, first));

        Assert.That(Second(second, database, ".up.sql"), Does.Contain("ix_posts_title_body_words"));
        Assert.That(Second(second, database, ".down.sql"), Does.Contain(removal));
    }

    [Test]
    public void A_search_whose_delivered_migrations_made_another_index_gets_this_one_once_and_loses_that()
    {
        const string old = "CREATE INDEX \"ix_posts_title_body_search\" ON \"posts\" USING gin (lower(\"title\") gin_trgm_ops);";
        const string gone = "DROP INDEX IF EXISTS \"ix_posts_title_body_search\";";
        var social = SampleBlueprints.Social();
        var first = CapabilityCatalog.BuiltIn.Deliver(social);
        var older = new ArtifactSet([.. first.Select(static file => file with { Content = Earlier(file) })]);

        var second = CapabilityCatalog.BuiltIn.Deliver(social, Release(social, older));
        var third = CapabilityCatalog.BuiltIn.Deliver(social, Release(social, second));

        Assert.That(Second(second, "postgresql", ".up.sql"), Does.Contain("CREATE INDEX \"ix_posts_title_body_words\"").And.Contain(gone));
        Assert.That(Second(second, "postgresql", ".down.sql"), Does.Contain(old));
        Assert.That(Second(second, "sqlite", ".up.sql"), Does.Contain("INSERT INTO \"ix_posts_title_body_words\" (rowid, \"words\")"));
        Assert.That(third.Any(static file => file.Path.Contains("/0003")), Is.False);

        static string Earlier(Artifact file) =>
            file.Path.Contains("/migrations/postgresql/", StringComparison.Ordinal)
            && file.Path.EndsWith(".up.sql", StringComparison.Ordinal)
                ? string.Join('\n', file.Content.Split('\n').Select(static line => line.Contains("_words") ? old : line))
            : file.Path.Contains("/migrations/", StringComparison.Ordinal)
                ? file.Content.Replace("_words", "_search", StringComparison.Ordinal)
            : file.Content;
    }

    [Test]
    public void A_trigram_index_is_dropped_also_where_nothing_else_changes()
    {
        var social = SampleBlueprints.Social();
        var first = CapabilityCatalog.BuiltIn.Deliver(social);
        const string made = "CREATE INDEX \"ix_old\" ON \"posts\" USING gin (lower(\"title\") gin_trgm_ops, lower(\"body\") gin_trgm_ops);";
        var older = new ArtifactSet([
            .. first.Select(static file =>
                file.Path == "db/migrations/postgresql/0001_initial.up.sql" ? file with { Content = file.Content + made + "\n" } : file
            ),
        ]);

        var second = CapabilityCatalog.BuiltIn.Deliver(social, Release(social, older));
        var third = CapabilityCatalog.BuiltIn.Deliver(social, Release(social, second));

        Assert.That(Second(second, "postgresql", ".up.sql"), Does.EndWith("\nDROP INDEX IF EXISTS \"ix_old\";\n"));
        Assert.That(second.Any(static file => file.Path.Contains("/sqlite/0002")), Is.False);
        Assert.That(third.Any(static file => file.Path.Contains("/0003")), Is.False);
    }

    private static Release Release(Blueprint blueprint, ArtifactSet delivered) =>
        new(blueprint, [.. delivered.Where(static file => file.Path.StartsWith("db/migrations/", StringComparison.Ordinal))]);

    private static string Second(ArtifactSet delivered, string database, string ending) =>
        delivered.Single(file => file.Path.StartsWith($"db/migrations/{database}/0002") && file.Path.EndsWith(ending)).Content;
}
