using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>
/// Short and odd briefs as strangers write them: lists, headings, typing errors, figures, technologies. Each with what must and must not
/// come of it.
/// </summary>
public sealed class OddBriefTests
{
    private static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Briefs", "Odd", name + ".md"));

    private static Blueprint Read(string name)
    {
        var reading = BriefReader.Read(Text(name));
        Assert.That(reading.Problems, Is.Empty);
        Assert.That(BlueprintValidator.Validate(reading.Blueprint!), Is.Empty);
        return reading.Blueprint!;
    }

    // Entities besides the account: those that must be there, and no other but those behind '?'.
    [TestCase("follow", "Post,Hashtag,?Message")]
    [TestCase("bullets", "Recipe,Ingredient,RecipeIngredient,Rating,StoredFile")]
    [TestCase("typos", "WorkTask,?List")]
    [TestCase("passive", "Invoice,Customer,Expense,Category")]
    [TestCase("selfref", "Employee,Department,Project,WorkTask")]
    [TestCase("oneliner", "ShortLink,Click")]
    [TestCase("tech", "Reading,Device")]
    [TestCase("manytomany", "Enrollment,Course,Book,?Movie")]
    [TestCase("auth", "Note,Tag")]
    [TestCase("features", "Product,Cart,CartItem,Order,OrderItem,Payment,Rating,AuditLog,?ProductsImage")]
    [TestCase("bid", "Bid,Review,?Auction")]
    [TestCase("german", "Event,Registration,?Payment,?Verein,?Member")]
    [TestCase("iot", "Device,Measurement,Alert")]
    [TestCase("helpdesk", "Ticket,?Reply,?Comment,?Note")]
    [TestCase("jobs", "Job,Application,Company")]
    public void Entities_are_those_of_the_brief(string name, string expected)
    {
        var entities = Read(name).Entities.Select(static entity => entity.Name).Where(static entity => entity != "User").ToList();
        var listed = expected.Split(',');

        Assert.That(listed.Where(static entity => entity[0] != '?'), Is.SubsetOf(entities));
        Assert.That(entities, Is.SubsetOf(listed.Select(static entity => entity.TrimStart('?'))));
    }

    [Test]
    public void Users_follow_each_other_many_to_many()
    {
        var relation = Read("follow").Relations.Single(static relation => relation is { From: "user", To: "user" });

        Assert.That(relation.Kind, Is.EqualTo(RelationKind.ManyToMany));
        Assert.That((relation.Name, relation.Inverse), Is.EqualTo(("followers", "following")));
    }

    [Test]
    public void Self_relations_stay_within_their_entity()
    {
        var relations = Read("selfref").Relations;

        Assert.That(
            relations.Single(static relation => relation.Name == "manager"),
            Has.Property("From").EqualTo("employee").And.Property("To").EqualTo("employee").And.Property("Required").False
        );
        Assert.That(
            relations.Single(static relation => relation.Name == "parent"),
            Has.Property("From").EqualTo("department").And.Property("To").EqualTo("department")
        );
        Assert.That(
            relations.Single(static relation => relation.Inverse == "dependencies"),
            Has.Property("Kind").EqualTo(RelationKind.ManyToMany).And.Property("From").EqualTo("task")
        );
    }

    [Test]
    public void Figures_and_technologies_are_kept()
    {
        var blueprint = Read("tech");

        Assert.That(
            blueprint.Targets,
            Is.EqualTo(
                new Targets
                {
                    RequestsPerSecond = 5000,
                    RetentionDays = 730,
                    RecoveryPointMinutes = 5,
                    RecoveryTimeMinutes = 60,
                }
            )
        );
        Assert.That(blueprint.Deployment.Requested, Is.EquivalentTo(new[] { "go", "microservice" }));
        Assert.That(blueprint.Deployment.Cache, Is.EqualTo("redis"));
        Assert.That(blueprint.Capabilities.Select(static choice => choice.Id), Is.EqualTo(new[] { "kubernetes" }));
        Assert.That(Read("follow").Targets, Is.EqualTo(new Targets { ConcurrentUsers = 10_000, LatencyP95Milliseconds = 150 }));
    }

    [Test]
    public void Units_values_and_bounds_in_brackets_shape_fields()
    {
        var recipe = Read("bullets").Entities.Single(static entity => entity.Name == "Recipe");

        Assert.That(
            recipe.Fields.Select(static field => (field.Name, field.Type)),
            Is.SupersetOf(
                new[]
                {
                    ("prepTimeMinutes", FieldType.Int),
                    ("servings", FieldType.Int),
                    ("difficulty", FieldType.Enum),
                    ("instructions", FieldType.Text),
                }
            )
        );
    }

    [Test]
    public void The_passive_voice_names_who_may()
    {
        var blueprint = Read("passive");
        IEnumerable<string> Roles(string operation) =>
            blueprint.Operations.Single(candidate => candidate.Name == operation).Access.Select(static rule => rule.Role);

        Assert.That(Roles("createInvoice"), Is.EquivalentTo(new[] { "accountant", "admin" }));
        Assert.That(Roles("approveInvoice"), Is.EquivalentTo(new[] { "manager", "admin" }));
        Assert.That(Roles("rejectExpense"), Is.EquivalentTo(new[] { "manager", "admin" }));
        Assert.That(
            blueprint.Operations.Single(static operation => operation.Name == "approveExpense").Transition!.From,
            Is.EqualTo(new[] { "pending" })
        );
    }

    [Test]
    public void Without_login_there_are_no_accounts()
    {
        var blueprint = Read("auth");

        Assert.That(blueprint.Authentication.Kind, Is.EqualTo(AuthenticationKind.None));
        Assert.That(blueprint.Roles, Is.Empty);
    }

    [Test]
    public void User_stories_give_roles_what_they_may()
    {
        var blueprint = Read("jobs");
        var create = blueprint.Operations.Single(static operation => operation.Name == "createJob");
        var application = blueprint.Entities.Single(static entity => entity.Name == "Application");

        Assert.That(create.Access.Select(static rule => rule.Role), Is.EquivalentTo(new[] { "recruiter", "admin" }));
        Assert.That(
            blueprint.Enums.Single(type => type.Id == application.Fields.Single(static field => field.Name == "status").Enum).Values,
            Is.SupersetOf(new[] { "received", "interview", "offer", "rejected" })
        );
    }

    [Test]
    public void Only_operators_see_measurements() =>
        Assert.That(
            Read("iot")
                .Operations.Single(static operation => operation is { Entity: "reading", Kind: OperationKind.List })
                .Access.Select(static rule => rule.Role),
            Is.EquivalentTo(new[] { "operator", "admin" })
        );
}
