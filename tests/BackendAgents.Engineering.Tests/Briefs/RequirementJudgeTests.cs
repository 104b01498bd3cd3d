using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Judgement;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Briefs;

/// <summary>What a requirement cites says what its sentence says, or it is open; in other words is well.</summary>
public sealed class RequirementJudgeTests
{
    private static readonly Blueprint s_blueprint = SampleBlueprints.Told() with
    {
        Targets = new Targets
        {
            RequestsPerSecond = 500,
            RetentionDays = 90,
            LatencyP95Milliseconds = 200,
        },
    };

    private static Requirement Placed(RequirementKind kind, string text, params string[] proof) =>
        new()
        {
            Id = "r",
            Text = text,
            Kind = kind,
            State = RequirementState.Placed,
            Proof = proof,
        };

    // As one of many, since the first sentences of a brief say what the whole is for.
    private static string Judge(Requirement requirement) =>
        new RequirementJudge(
            s_blueprint with
            {
                Requirements = [.. Enumerable.Range(0, 3).Select(i => requirement with { Id = $"other-{i}" }), requirement],
            }
        ).Unfounded(requirement);

    [TestCase(RequirementKind.Data, "A post has a title, a body and a geolocation.", "'a geolocation'")]
    [TestCase(RequirementKind.Data, "Parcels are weighed before dispatch.", "'parcels'")]
    [TestCase(RequirementKind.Data, "A post cannot be published twice.", "'cannot'")]
    [TestCase(RequirementKind.Data, "A member sees only their own posts.", "kept out")]
    [TestCase(RequirementKind.Data, "A post of more than 2,147,483,646, is odd.", "the figure '2,147,483,646'")]
    [TestCase(RequirementKind.Quality, "It serves 750 requests a second.", "'750 requests'")]
    [TestCase(RequirementKind.Quality, "Posts have a retention of 30 days.", "'30 days'")]
    [TestCase(RequirementKind.Quality, "Answers come within 50 ms.", "'50 ms'")]
    [TestCase(RequirementKind.Quality, "Encryption at rest.", "'encryption'")]
    [TestCase(RequirementKind.Technology, "Posts go to Kafka.", "'kafka'")]
    [TestCase(RequirementKind.Technology, "Posts are cached in Redis.", "'redis'")]
    [TestCase(RequirementKind.Technology, "It runs on MySQL 8.", "'mysql'")]
    [TestCase(RequirementKind.Interface, "GET /feed/{id} gives a post.", "GET /feed/{id}")]
    [TestCase(RequirementKind.Interface, "A post that is too long is answered with 418.", "status 418")]
    public void Who_cites_the_nearest_entity_is_told_what_that_does_not_say(RequirementKind kind, string text, string named) =>
        Assert.That(Judge(Placed(kind, text, "entity post")), Does.Contain(named).And.Contain("entity post"));

    [TestCase(RequirementKind.Data, "Posts have a body and a state.", "entity post")]
    [TestCase(RequirementKind.Data, "Every user has an e-mail address.", "field user-email")]
    [TestCase(RequirementKind.Data, "Comments belong to a post.", "entity comment")]
    [TestCase(RequirementKind.Data, "There are 14 members.", "role member")]
    [TestCase(RequirementKind.Quality, "It serves 500 requests a second.", "target requestsPerSecond")]
    [TestCase(RequirementKind.Quality, "95 % of the answers come within 0.2 seconds.", "target latencyP95Milliseconds")]
    [TestCase(RequirementKind.Quality, "Data is kept for 3 months.", "target retentionDays")]
    [TestCase(RequirementKind.Technology, "It runs on Postgres 16.", "capability postgresql")]
    [TestCase(RequirementKind.Technology, "MySQL or PostgreSQL, no Oracle.", "capability postgresql")]
    [TestCase(RequirementKind.Technology, "SQLite / PostgreSQL Database", "capability postgresql")]
    [TestCase(RequirementKind.Technology, "MySQL/PostgreSQL", "capability postgresql")]
    [TestCase(RequirementKind.Interface, "Errors follow RFC 9457.", "feature errors")]
    [TestCase(RequirementKind.Interface, "DELETE /posts/{postId} returns 204.", "operation delete-post")]
    [TestCase(RequirementKind.Access, "Only its author deletes a post.", "scenario only-the-author-deletes")]
    [TestCase(RequirementKind.Behaviour, "A draft is published once.", "scenario a-post-is-published-once")]
    public void What_is_said_in_other_words_stays_placed(RequirementKind kind, string text, string proof) =>
        Assert.That(Judge(Placed(kind, text, proof)), Is.Empty);

    [TestCase(RequirementKind.Data, "A post has at most 280 characters.", "entity post", "280")]
    [TestCase(RequirementKind.Data, "A tag has at most 500 characters.", "entity tag", "'500 characters'")]
    [TestCase(RequirementKind.Quality, "The API answers 500 requests per second.", "target requestsPerSecond", "")]
    [TestCase(RequirementKind.Quality, "It serves 200 requests a second.", "target requestsPerSecond", "'200 requests'")]
    [TestCase(RequirementKind.Quality, "It keeps data for 200 days.", "target retentionDays", "'200 days'")]
    [TestCase(RequirementKind.Interface, "GET /posts/{postId} answers 418 for a pot.", "operation get-post", "status 418")]
    public void A_number_is_a_status_only_where_it_counts_nothing(RequirementKind kind, string text, string proof, string named)
    {
        var found = Judge(Placed(kind, text, proof));
        Assert.That(found, named.Length == 0 ? Is.Empty : Does.Contain(named).And.Not.Contain("status " + named));
    }

    [TestCase("Passwords are never stored in plain text.", "feature passwords", "")]
    [TestCase("All errors have the same format.", "feature errors", "")]
    [TestCase("A post can never be published twice.", "feature errors", "'never'")]
    [TestCase("How one runs the project (setup, migrations, etc.)", "feature readme", "")]
    [TestCase("How one runs the project (setup, migrations, etc.)", "feature json", "'migrations'")]
    public void What_every_service_does_proves_the_rules_that_it_says(string text, string feature, string named) =>
        Assert.That(Judge(Placed(RequirementKind.Data, text, "entity user", feature)), named.Length == 0 ? Is.Empty : Does.Contain(named));

    [TestCase("We use memcached instead of Redis.", "memcached")]
    [TestCase("Do not use MongoDB, use PostgreSQL.", "postgresql")]
    [TestCase("Please don't use Redis; use PostgreSQL.", "postgresql")]
    [TestCase("Not MySQL but PostgreSQL.", "postgresql")]
    [TestCase("It is better to use Kafka rather than to run RabbitMQ.", "kafka")]
    [TestCase("Not only PostgreSQL is used.", "postgresql")]
    public void A_technology_that_is_refused_is_not_asked_for(string text, string asked) =>
        Assert.That(TechnologyNames.Read(text).Select(static names => names[0]), Is.EqualTo(new[] { asked }));

    [Test]
    public void A_slash_leaves_a_choice_only_between_what_does_the_same() =>
        Assert.That(
            TechnologyNames.Read("Redis/Kubernetes, MySQL/Postgres").Select(static names => names.Count),
            Is.EqualTo(new[] { 1, 1, 2 })
        );

    [TestCase("A tag has a name (for example 9.99).", "entity tag")]
    [TestCase("A tag has a name (e.g. 4711).", "entity tag")]
    [TestCase("A post has 3 states: draft, published, archived.", "entity post")]
    [TestCase("A post has a title, a body and a publication year.", "field post-year")]
    public void What_is_only_an_example_a_count_or_the_name_of_a_field_stays_placed(string text, string proof)
    {
        var year = new Field
        {
            Id = "post-year",
            Name = "year",
            Type = FieldType.Int,
        };
        var dated = s_blueprint with
        {
            Entities =
            [
                .. s_blueprint.Entities.Select(entity => entity.Id == "post" ? entity with { Fields = [.. entity.Fields, year] } : entity),
            ],
        };
        Assert.That(new RequirementJudge(dated).Lacking(Placed(RequirementKind.Data, text, proof)), Is.Empty);
    }

    [Test]
    public void Who_is_kept_out_is_no_conflict()
    {
        var conflict = Placed(RequirementKind.Access, "A member edits only their own posts.", "scenario a-post-is-published-once");
        Assert.That(Judge(conflict), Does.Contain("kept out"));
    }

    [TestCase("It runs on AWS with Terraform and CloudFormation.", "postgresql", "")]
    [TestCase("It runs on Azure.", "postgresql", "'azure' is made for several services")]
    public void A_cloud_is_made_for_one_service_and_for_several_where_that_is_written(string text, string database, string reason)
    {
        var one = s_blueprint with
        {
            Deployment = s_blueprint.Deployment with { Database = database },
            Capabilities = [new() { Id = "aws" }, new() { Id = "terraform" }, new() { Id = "cloudformation" }, new() { Id = "azure" }],
        };
        var several = one with
        {
            Services = [new() { Name = "users", Entities = ["user"] }, new() { Name = "posts", Entities = ["post", "comment", "tag"] }],
        };
        var requirement = Placed(RequirementKind.Technology, text, "capability aws", "capability terraform", "capability azure");

        Assert.That(new RequirementJudge(one).Unfounded(requirement), Is.Empty);
        Assert.That(new RequirementJudge(several).Unfounded(requirement), reason.Length == 0 ? Is.Empty : Does.Contain(reason));
        // Terraform for Azure alone is nothing for several.
        var azure = several with { Capabilities = [.. several.Capabilities.Where(static choice => choice.Id != "aws")] };
        var modules = Placed(RequirementKind.Technology, "Infrastructure is written in Terraform.", "capability terraform");
        Assert.That(new RequirementJudge(azure).Unfounded(modules), Does.Contain("'terraform' is made for several services"));
    }

    [TestCase("sqlite", "an SQLite file outlives no instance")]
    [TestCase("mongodb", "knows a part of its commands")]
    public void A_cloud_stays_open_beside_a_database_that_none_runs(string database, string reason)
    {
        var blueprint = s_blueprint with
        {
            Deployment = s_blueprint.Deployment with { Database = database },
            Capabilities = [new() { Id = "aws" }, new() { Id = "terraform" }],
        };
        var requirement = Placed(RequirementKind.Technology, "It runs on AWS.", "capability aws");

        Assert.That(new RequirementJudge(blueprint).Unfounded(requirement), Does.Contain("'aws' makes anything").And.Contain(reason));
        var queue = Placed(RequirementKind.Technology, "Events go by AWS SQS.", "capability sqs");
        Assert.That(new RequirementJudge(blueprint).Lacking(queue), Has.None.Contains("makes anything"));
    }

    [Test]
    public void A_capability_of_the_host_counts_where_it_is_in_use()
    {
        var capabilities = CapabilityCatalog.BuiltIn.With(new Teleport());
        var requirement = Placed(RequirementKind.Technology, "Posts travel by teleportation.", "capability teleport");
        var used = s_blueprint with { Capabilities = [new() { Id = "teleport" }] };

        Assert.That(new RequirementJudge(used, capabilities).Unfounded(requirement), Is.Empty);
        Assert.That(new RequirementJudge(used).Unfounded(requirement), Does.Contain("'teleportation'"));
        Assert.That(new RequirementJudge(s_blueprint, capabilities).Missing(requirement), Is.EqualTo(new[] { "capability teleport" }));
    }

    private sealed class Teleport : ICapability
    {
        public CapabilityInfo Info { get; } = new("teleport", "Teleport", "Rows that travel.") { Words = ["teleportation"] };

        public void Plan(PlanBuilder plan) { }

        public void Deliver(DeliveryBuilder delivery) { }
    }

    [Test]
    public void Titles_and_descriptions_carry_nothing()
    {
        var told = s_blueprint with
        {
            Service = s_blueprint.Service with { Description = "Posts have a geolocation." },
            Entities = [.. s_blueprint.Entities.Select(static entity => entity with { Description = "It has a geolocation." })],
        };

        var requirement = Placed(RequirementKind.Data, "A post has a geolocation.", "entity post");
        Assert.That(new RequirementJudge(told).Lacking(requirement), Is.EqualTo(new[] { "'a geolocation'" }));
    }

    [Test]
    public void Who_places_it_hears_at_once_why_it_is_open_again()
    {
        var project = new BackendProject();
        project.Replace(s_blueprint);

        var requirement = Placed(RequirementKind.Technology, "Posts go to Kafka.", "entity post");
        var result = project.Replace(BlueprintYaml.Write(s_blueprint with { Requirements = [requirement] }));

        Assert.That(result.Notes.Select(static note => note.Code), Is.EqualTo(new[] { "BP073" }));
        Assert.That(result.Notes[0].Message, Does.Contain("the technology 'kafka'"));
        Assert.That(project.Blueprint!.Requirements.Single().State, Is.EqualTo(RequirementState.Open));
    }

    [Test]
    public void Who_places_a_sentence_of_access_gets_the_scenario_of_the_refused_call_once()
    {
        var project = new BackendProject();
        var requirement = Placed(RequirementKind.Access, "Members delete only their own posts.", "operation delete-post", "role member");
        var sent = SampleBlueprints.Social() with { Requirements = [requirement] };

        Assert.That(project.Replace(BlueprintYaml.Write(sent)).Problems, Is.Empty);

        var drafted = project.Blueprint!.Scenarios.Single();
        Assert.That(drafted.Proves, Is.EqualTo(new[] { "r" }));
        Assert.That(drafted.Steps.Select(static step => step.Expect?.Status), Has.Some.EqualTo(403));
        Assert.That(project.Blueprint.Requirements.Single().State, Is.EqualTo(RequirementState.Placed));
        // Who takes it out again is not given it a second time.
        project.Replace(BlueprintYaml.Write(project.Blueprint with { Scenarios = [] }));
        Assert.That(project.Blueprint.Scenarios, Is.Empty);
    }
}
