using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Capabilities.Databases;

/// <summary>Which migrations a delivery has, what is refused, and that what was delivered stays as it was.</summary>
public sealed class MigrationTests
{
    private static readonly CapabilityCatalog s_catalog = CapabilityCatalog.BuiltIn;
    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Path.Combine(Path.GetTempPath(), "migrations-" + Guid.NewGuid().ToString("n"));

    [TearDown]
    public void Delete()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void The_first_delivery_has_one_migration_for_each_database_up_and_down() =>
        Assert.That(
            Migrations(s_catalog.Deliver(SampleBlueprints.Social())),
            Is.EqualTo(
                new[]
                {
                    "db/migrations/postgresql/0001_initial.down.sql",
                    "db/migrations/postgresql/0001_initial.up.sql",
                    "db/migrations/sqlite/0001_initial.down.sql",
                    "db/migrations/sqlite/0001_initial.up.sql",
                }
            )
        );

    [Test]
    public void Only_the_database_that_was_chosen_and_that_of_development_are_delivered()
    {
        var blueprint = SampleBlueprints.Social();
        var files = s_catalog.Deliver(blueprint with { Deployment = blueprint.Deployment with { Database = "sqlite" } });

        Assert.That(Migrations(files), Is.All.StartsWith("db/migrations/sqlite/"));
        Assert.That(files.Where(static file => file.Content.Contains("Npgsql")).Select(static file => file.Path), Is.Empty);
    }

    [Test]
    public void A_delivery_without_a_change_adds_no_migration_and_changes_no_file()
    {
        var first = Deliver(SampleBlueprints.Social());
        var second = Deliver(SampleBlueprints.Social());

        Assert.That(second.Written, Is.Empty);
        Assert.That(second.Removed, Is.Empty);
        Assert.That(second.Unchanged.Concat(second.Kept), Is.EquivalentTo(first.Written));
    }

    [Test]
    public void Each_change_is_a_migration_of_its_own_and_those_before_keep_their_bytes()
    {
        Deliver(SampleBlueprints.Social());
        var initial = Text("db/migrations/postgresql/0001_initial.up.sql");
        var second = Deliver(With(Subtitle));
        var third = Deliver(With(Subtitle, Likes));

        Assert.That(second.Written, Has.Member("db/migrations/postgresql/0002_add_subtitle_to_posts.up.sql"));
        Assert.That(third.Written, Has.Member("db/migrations/sqlite/0003_add_likes_to_posts.down.sql"));
        Assert.That(third.Unchanged, Has.Member("db/migrations/postgresql/0002_add_subtitle_to_posts.up.sql"));
        Assert.That(Text("db/migrations/postgresql/0001_initial.up.sql"), Is.EqualTo(initial));
    }

    [Test]
    public void A_migration_that_was_edited_after_its_delivery_stays_as_it_is()
    {
        Deliver(SampleBlueprints.Social());
        var file = Path.Combine(_folder, "db/migrations/postgresql/0001_initial.up.sql");
        File.AppendAllText(file, "-- reviewed\n");
        Deliver(With(Subtitle));

        Assert.That(File.ReadAllText(file), Does.EndWith("-- reviewed\n"));
    }

    [Test]
    public void Two_generations_without_a_delivery_between_them_do_not_count_twice()
    {
        Deliver(SampleBlueprints.Social());
        var project = new BackendProject(released: Released());
        project.Replace(With(Subtitle));
        project.Replace(With(Subtitle, Likes));

        Assert.That(
            Migrations(project.Current.Artifacts).Where(static path => path.Contains("/postgresql/") && path.EndsWith(".up.sql")),
            Is.EqualTo(
                new[]
                {
                    "db/migrations/postgresql/0001_initial.up.sql",
                    "db/migrations/postgresql/0002_add_subtitle_to_posts_and_1_more.up.sql",
                }
            )
        );
    }

    [Test]
    public void A_migration_that_is_gone_from_the_folder_is_named()
    {
        Deliver(SampleBlueprints.Social());
        File.Delete(Path.Combine(_folder, "db/migrations/postgresql/0001_initial.up.sql"));

        Assert.That(Released, Throws.TypeOf<WorkspaceException>().With.Message.Contains("postgresql/0001_initial.up.sql"));
    }

    [TestCase("migrations")]
    [TestCase("blueprint")]
    public void A_record_that_was_tampered_with_is_refused(string what)
    {
        Deliver(SampleBlueprints.Social());
        var file = Path.Combine(_folder, ".backend-agents/release.json");
        var text = File.ReadAllText(file);
        File.WriteAllText(
            file,
            what == "blueprint" ? text.Replace("\"entities:\"", "\"entries:\"") : text.Replace("db/migrations/sqlite/", "../../etc/")
        );

        Assert.That(Released, Throws.TypeOf<WorkspaceException>());
    }

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Refusal("BP060", "posts", static b => RemoveField(b, "post-body"), "a field");
        yield return Refusal("BP060", "comments", static b => RemoveComments(b), "an entity");
        yield return Refusal(
            "BP061",
            "'posts' would be called 'articles'",
            static b => Entity(b, "post", e => e with { Table = "articles" }),
            "table"
        );
        yield return Refusal(
            "BP061",
            "'title' of 'posts'",
            static b => Field(b, "post-title", f => f with { Name = "headline" }),
            "column"
        );
        yield return Refusal("BP062", "'bio' of 'users'", static b => Field(b, "user-bio", f => f with { MaxLength = 100 }), "length");
        yield return Refusal("BP062", "required", static b => Field(b, "user-bio", f => f with { Required = true }), "required");
        yield return Refusal("BP062", "default", static b => Field(b, "user-bio", f => f with { Default = "none" }), "default");
        yield return Refusal("BP063", "same bio", static b => Field(b, "user-bio", f => f with { Unique = true }), "unique");
        yield return Refusal("BP063", "'rating'", static b => Entity(b, "post", e => Add(e, Rating with { Required = true })), "new");
    }

    [TestCaseSource(nameof(Refusals))]
    public void What_rows_would_suffer_from_is_refused_with_the_element_and_the_remedy(
        string code,
        string message,
        Func<Blueprint, Blueprint> change
    )
    {
        var released = new Release(SampleBlueprints.Social(), []);
        var changed = change(SampleBlueprints.Social());
        Assert.That(BlueprintValidator.Validate(changed), Is.Empty);

        var project = new BackendProject(released: released);
        project.Replace(SampleBlueprints.Social());
        var before = project.Current;
        var problems = project.Replace(changed).Problems;

        Assert.That(problems.Select(static problem => problem.Code), Has.Member(code));
        Assert.That(problems.First(problem => problem.Code == code).Message, Does.Contain(message));
        Assert.That(problems.Select(static problem => problem.Remedy), Is.All.Not.Empty);
        Assert.That(project.Current, Is.SameAs(before));
    }

    [Test]
    public void A_rename_that_keeps_the_column_is_no_change_of_the_database()
    {
        Deliver(SampleBlueprints.Social());
        var report = Deliver(
            Field(SampleBlueprints.Social(), "post-title", static field => field with { Name = "headline", Column = "title" })
        );

        Assert.That(Migrations(report.Written), Is.Empty);
    }

    private static TestCaseData Refusal(string code, string message, Func<Blueprint, Blueprint> change, string name) =>
        new TestCaseData(code, message, change).SetArgDisplayNames(code, name);

    private WriteReport Deliver(Blueprint blueprint)
    {
        var project = new BackendProject(released: Released());
        Assert.That(project.Replace(blueprint).Problems, Is.Empty);
        return Workspace.Open(_folder).Write(project.Current.Artifacts);
    }

    private Release? Released() => Workspace.Open(_folder).ReadRelease();

    private string Text(string path) => File.ReadAllText(Path.Combine(_folder, path));

    private static IEnumerable<string> Migrations(ArtifactSet files) => Migrations(files.Select(static file => file.Path));

    private static IEnumerable<string> Migrations(IEnumerable<string> paths) =>
        paths.Where(static path => path.StartsWith(Release.MigrationsFolder, StringComparison.Ordinal));

    private static Field Subtitle { get; } =
        new()
        {
            Id = "post-subtitle",
            Name = "subtitle",
            MaxLength = 200,
        };

    private static Field Likes { get; } =
        new()
        {
            Id = "post-likes",
            Name = "likes",
            Type = FieldType.Int,
            Required = true,
            Default = "0",
        };

    private static Field Rating { get; } =
        new()
        {
            Id = "post-rating",
            Name = "rating",
            Type = FieldType.Int,
        };

    private static Blueprint With(params Field[] fields) =>
        Entity(SampleBlueprints.Social(), "post", entity => fields.Aggregate(entity, Add));

    private static Entity Add(Entity entity, Field field) => entity with { Fields = [.. entity.Fields, field] };

    private static Blueprint Entity(Blueprint blueprint, string id, Func<Entity, Entity> change) =>
        blueprint with
        {
            Entities = [.. blueprint.Entities.Select(entity => entity.Id == id ? change(entity) : entity)],
        };

    private static Blueprint Field(Blueprint blueprint, string id, Func<Field, Field> change) =>
        blueprint with
        {
            Entities =
            [
                .. blueprint.Entities.Select(entity =>
                    entity with
                    {
                        Fields = [.. entity.Fields.Select(field => field.Id == id ? change(field) : field)],
                    }
                ),
            ],
        };

    private static Blueprint RemoveField(Blueprint blueprint, string id) =>
        blueprint with
        {
            Entities = [.. blueprint.Entities.Select(entity => entity with { Fields = [.. entity.Fields.Where(field => field.Id != id)] })],
            Operations =
            [
                .. blueprint.Operations.Select(operation =>
                    operation with
                    {
                        Search = [.. operation.Search.Where(field => field != id)],
                        Filters = [.. operation.Filters.Where(field => field != id)],
                    }
                ),
            ],
        };

    private static Blueprint RemoveComments(Blueprint blueprint)
    {
        var operations = blueprint.Operations.Where(static operation => operation.Entity != "comment").ToList();
        return blueprint with
        {
            Entities = [.. blueprint.Entities.Where(static entity => entity.Id != "comment")],
            Relations = [.. blueprint.Relations.Where(static relation => relation.From != "comment" && relation.To != "comment")],
            Operations = operations,
            Events = [.. blueprint.Events.Where(raised => operations.Exists(operation => operation.Id == raised.Operation))],
        };
    }
}
