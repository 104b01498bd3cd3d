using System.Data.Common;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Coordination;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Tests.Verification;

/// <summary>Migrations on real databases: rows survive them, they lead where a new database begins, and they can be taken back.</summary>
[Category("Slow")]
[Parallelizable(ParallelScope.All)]
public sealed class MigrationsOnDatabasesTests
{
    private const string Rows = """
        insert into users (id, email, display_name, password_hash) values ('0193a000-0000-7000-8000-000000000001', 'ada@example.com', 'Ada', 'x');
        insert into posts (id, author_id, title, body) values ('0193a000-0000-7000-8000-000000000002', '0193a000-0000-7000-8000-000000000001', 'First', 'Body');
        """;

    [TestCase("postgresql")]
    [TestCase("mysql")]
    [TestCase("sqlite")]
    public async Task Rows_survive_and_the_catalogue_is_that_of_a_new_database(string database)
    {
        using var folder = new TempFolder();
        var blueprint = SampleBlueprints.Social();
        blueprint = blueprint with { Deployment = blueprint.Deployment with { Database = database } };
        var first = CapabilityCatalog.BuiltIn.Deliver(blueprint);
        var release = new Release(blueprint, [.. first.Where(static file => file.Path.StartsWith(Release.MigrationsFolder))]);
        var grown = Grown(blueprint);
        Assert.That(CapabilityCatalog.BuiltIn.Validate(grown, release), Is.Empty);
        var second = CapabilityCatalog.BuiltIn.Deliver(grown, release);

        await using var connection = await Servers.OpenAsync(database, folder.Path);
        await ApplyAsync(connection, first, database, "0001", ".up.sql");
        var before = await CatalogueAsync(connection, database);
        await Servers.ExecuteAsync(connection, Rows);
        await ApplyAsync(connection, second, database, "0002", ".up.sql");
        var after = await CatalogueAsync(connection, database);

        await using var other = await Servers.OpenAsync(database, folder.Path);
        await ApplyAsync(other, CapabilityCatalog.BuiltIn.Deliver(grown), database, "0001", ".up.sql");
        Assert.That(after, Is.EqualTo(await CatalogueAsync(other, database)));
        Assert.That(after, Is.Not.EqualTo(before));
        Assert.That(await ScalarAsync(connection, "select likes from posts where title = 'First'"), Is.EqualTo("3"));
        Assert.That(await ScalarAsync(connection, "select count(*) from posts where seen_at is not null"), Is.EqualTo("1"));

        await ApplyAsync(connection, second, database, "0002", ".down.sql");
        Assert.That(await CatalogueAsync(connection, database), Is.EqualTo(before));
        Assert.That(await ScalarAsync(connection, "select count(*) from posts"), Is.EqualTo("1"));
        await ApplyAsync(connection, second, database, "0001", ".down.sql");
        Assert.That(await CatalogueAsync(connection, database), Is.Empty);
    }

    // An entity, a relation to it, one between old entities, fields with and without a value for old rows, and an index.
    private static Blueprint Grown(Blueprint blueprint) =>
        blueprint with
        {
            Entities =
            [
                .. blueprint.Entities.Select(static entity =>
                    entity.Id != "post"
                        ? entity
                        : entity with
                        {
                            Fields =
                            [
                                .. entity.Fields,
                                new Field
                                {
                                    Id = "post-subtitle",
                                    Name = "subtitle",
                                    MaxLength = 200,
                                    Unique = true,
                                },
                                new Field
                                {
                                    Id = "post-likes",
                                    Name = "likes",
                                    Type = FieldType.Int,
                                    Required = true,
                                    Default = "3",
                                    Min = 0,
                                },
                                new Field
                                {
                                    Id = "post-price",
                                    Name = "price",
                                    Type = FieldType.Money,
                                    Required = true,
                                    Default = "1.5",
                                    Max = 10,
                                },
                                new Field
                                {
                                    Id = "post-seen",
                                    Name = "seenAt",
                                    Type = FieldType.Timestamp,
                                    Required = true,
                                    Default = "now",
                                },
                            ],
                            Indexes = [.. entity.Indexes, new EntityIndex { Id = "post-by-title", Columns = ["post-title", "post-likes"] }],
                        }
                ),
                new Entity
                {
                    Id = "series",
                    Name = "Series",
                    Plural = "SeriesList",
                    Table = "all_series",
                    Fields =
                    [
                        new Field
                        {
                            Id = "series-name",
                            Name = "name",
                            Column = "series_name",
                            MaxLength = 100,
                            Required = true,
                            Unique = true,
                        },
                    ],
                },
            ],
            Relations =
            [
                .. blueprint.Relations,
                Relation("post-series", "series", "post", "series", "posts", DeleteBehavior.SetNull),
                Relation("post-original", "post", "post", "original", "copies", DeleteBehavior.Restrict),
            ],
        };

    private static Relation Relation(string id, string from, string to, string name, string inverse, DeleteBehavior onDelete) =>
        new()
        {
            Id = id,
            Kind = RelationKind.OneToMany,
            From = from,
            To = to,
            Name = name,
            Inverse = inverse,
            OnDelete = onDelete,
        };

    private static async Task ApplyAsync(DbConnection connection, ArtifactSet files, string database, string number, string suffix)
    {
        var file = files.Single(file =>
            file.Path.StartsWith($"{Release.MigrationsFolder}{database}/{number}_", StringComparison.Ordinal)
            && file.Path.EndsWith(suffix, StringComparison.Ordinal)
        );
        await Servers.ExecuteAsync(connection, file.Content);
    }

    private static async Task<string?> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<SortedSet<string>> CatalogueAsync(DbConnection connection, string database)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var query in Queries(database))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = query;
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                var values = Enumerable.Range(0, rows.FieldCount).Select(i => rows.IsDBNull(i) ? "-" : rows.GetValue(i).ToString());
                lines.Add(string.Join(' ', values));
            }
        }

        return lines;
    }

    private static string[] Queries(string database) =>
        database switch
        {
            "postgresql" =>
            [
                "select table_name, column_name, data_type, numeric_precision, is_nullable, column_default from "
                    + "information_schema.columns where table_schema = 'public'",
                "select indexdef from pg_indexes where schemaname = 'public'",
                "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = "
                    + "'public'::regnamespace",
            ],
            "mysql" =>
            [
                "select table_name, column_name, column_type, collation_name, is_nullable, column_default from "
                    + "information_schema.columns where table_schema = database()",
                "select table_name, index_name, seq_in_index, column_name, sub_part, non_unique from "
                    + "information_schema.statistics where table_schema = database()",
                "select table_name, constraint_name, referenced_table_name, delete_rule from "
                    + "information_schema.referential_constraints where constraint_schema = database()",
                "select table_name, constraint_name, check_clause from information_schema.check_constraints where "
                    + "constraint_schema = database()",
            ],
            _ =>
            [
                "select m.name, c.name, c.type, c.\"notnull\", c.dflt_value is not null from sqlite_master m, "
                    + "pragma_table_info(m.name) c where m.type = 'table'",
                "select m.name, i.name, i.\"unique\", c.seqno, c.name from sqlite_master m, pragma_index_list(m.name) i, "
                    + "pragma_index_info(i.name) c where m.type = 'table'",
                "select m.name, f.\"from\", f.\"table\", f.\"to\", f.on_delete from sqlite_master m, "
                    + "pragma_foreign_key_list(m.name) f where m.type = 'table'",
            ],
        };
}
