using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>A sentence counts as placed only when what it says is in the blueprint, not when its nouns are.</summary>
public sealed class RequirementTests
{
    [TestCase(
        "Customers place orders for cakes.",
        "The owner sees the revenue compared to last year and the most popular ovens.",
        RequirementKind.Behaviour
    )]
    [TestCase(
        "A cinema has seats. Customers make reservations.",
        "A seat cannot be reserved twice for the same showtime.",
        RequirementKind.Behaviour
    )]
    [TestCase("Members borrow books.", "Every night the service e-mails librarians whose shelf is full.", RequirementKind.Behaviour)]
    [TestCase("Users have a balance.", "Users transfer money to their bank.", RequirementKind.Behaviour)]
    [TestCase("Users write notes.", "Users log in with Apple via OAuth.", RequirementKind.Interface)]
    [TestCase("Users write notes.", "POST /notes/{id}/pin pins a note and returns 204.", RequirementKind.Interface)]
    [TestCase("Users write notes.", "Notes are cached in Redis.", RequirementKind.Technology)]
    [TestCase("Users write notes.", "Observability: logs, metrics and alerting.", RequirementKind.Quality)]
    [TestCase("A garage has parking spaces.", "A fee is calculated per started 30 minutes.", RequirementKind.Behaviour)]
    public void What_the_blueprint_does_not_do_is_open_with_the_sentence_quoted(string first, string sentence, RequirementKind kind)
    {
        var requirements = BriefReader.Read($"{first} {sentence}").Blueprint!.Requirements;

        var open = requirements.Single(requirement => requirement.Text == sentence);
        Assert.That(open.State, Is.EqualTo(RequirementState.Open));
        Assert.That(open.Reason, Is.Not.Empty);
        Assert.That(open.Kind, Is.EqualTo(kind));
    }

    [Test]
    public void Each_technology_that_is_named_is_delivered_and_none_is_only_requested()
    {
        const string Named =
            "It runs on AWS with Terraform and CloudFormation, with nginx, backups every night, k6 load tests, ELK, Helm charts "
            + "and a threat model.";

        var blueprint = BriefReader.Read("Users write notes. " + Named).Blueprint!;

        Assert.That(blueprint.Deployment.Requested, Is.Empty);
        string[] capabilities = ["aws", "backup", "cloudformation", "documents", "elk", "helm", "load-test", "nginx", "terraform"];
        Assert.That(blueprint.Capabilities.Select(static choice => choice.Id), Is.EquivalentTo(capabilities));
        var requirement = blueprint.Requirements.Single(static requirement => requirement.Text == Named);
        Assert.That(requirement.State, Is.EqualTo(RequirementState.Placed), requirement.Reason);
    }

    // In three briefs, for of databases, caches and brokers there is one each. No cloud runs MongoDB.
    [TestCase("PostgreSQL, Redis, RabbitMQ, GraphQL", "postgresql redis rabbitmq", 0)]
    [TestCase("MySQL, Memcached, Apache Kafka, GraphQL", "mysql memcached kafka", 0)]
    [TestCase("MongoDB, Redis, AWS SQS", "mongodb redis sqs", 1)]
    public void A_brief_that_names_each_technology_leaves_none_open(string stores, string chosen, int clouds)
    {
        var project = new BackendProject();
        project.Replace(BriefReader.Read(NamedBrief.With(stores)).Blueprint!);
        var blueprint = project.Blueprint!;

        var open = blueprint.Requirements.Where(static one => one.State != RequirementState.Placed).ToList();
        Assert.That(open, Has.Count.EqualTo(clouds), string.Join('\n', open.Select(static one => $"{one.Text}: {one.Reason}")));
        Assert.That(open, Is.All.Matches<Requirement>(static one => one.Reason!.Contains("no service was tried on it")));
        Assert.That(blueprint.Deployment.Requested, Is.Empty);
        var deployment = blueprint.Deployment;
        Assert.That($"{deployment.Database} {deployment.Cache} {deployment.Messaging}", Is.EqualTo(chosen));
        Assert.That(blueprint.Capabilities, Has.Count.GreaterThan(15));
    }

    [TestCase("CI/CD pipelines.", "github-actions")]
    [TestCase("Continuous integration.", "github-actions")]
    [TestCase("GitLab CI/CD.", "gitlab-ci")]
    [TestCase("Deployed on Kubernetes with autoscaling.", "kubernetes")]
    public void A_name_of_many_words_is_read_whole(string sentence, string capability)
    {
        var blueprint = BriefReader.Read($"Users write notes. {sentence}").Blueprint!;

        Assert.That(blueprint.Capabilities.Select(static choice => choice.Id), Is.EqualTo(new[] { capability }));
        var requirement = blueprint.Requirements.Single(requirement => requirement.Text == sentence);
        Assert.That(requirement.State, Is.EqualTo(RequirementState.Placed), requirement.Reason);
    }

    [TestCase("Every book has an author and a title of at most 200 characters.")]
    [TestCase("Members cannot delete books.")]
    [TestCase("Only librarians add books.")]
    [TestCase("The API must serve 500 requests per second.")]
    public void What_the_blueprint_holds_is_placed_with_its_elements(string sentence)
    {
        var requirements = BriefReader.Read($"Librarians manage books. {sentence}").Blueprint!.Requirements;

        var placed = requirements.Single(requirement => requirement.Text == sentence);
        Assert.That(placed.State, Is.EqualTo(RequirementState.Placed), placed.Reason);
        Assert.That(placed.Proof, Is.Not.Empty);
    }

    [TestCase("A user sees only their own notes.")]
    [TestCase("Users can only edit their own notes.")]
    public void Whom_a_sentence_keeps_out_is_shown_by_a_call_that_is_refused(string sentence)
    {
        var blueprint = BriefReader.Read($"Users write notes. A note has a title. {sentence}").Blueprint!;

        var requirement = blueprint.Requirements[^1];
        Assert.That(requirement.Kind, Is.EqualTo(RequirementKind.Access));
        if (requirement.State == RequirementState.Placed)
            Assert.That(
                blueprint
                    .Scenarios.Single(scenario => scenario.Proves.Contains(requirement.Id))
                    .Steps.Select(static step => step.Expect?.Status),
                Has.Some.EqualTo(403)
            );
    }

    [Test]
    public void What_is_open_comes_first_in_the_requirements()
    {
        var blueprint = BriefReader.Read("Users write notes. Every night notes are counted.").Blueprint!;

        var text = RequirementsEmitter.Write(blueprint).Single().Content;

        Assert.That(
            text.IndexOf("## Open", StringComparison.Ordinal),
            Is.InRange(1, text.IndexOf("## In the service", StringComparison.Ordinal))
        );
    }

    [Test]
    public void A_waiver_without_a_person_and_a_reason_is_no_waiver()
    {
        var blueprint = BriefReader.Read("Users write notes. Every night notes are counted.").Blueprint!;
        Blueprint With(string reason, string by) =>
            blueprint with
            {
                Requirements =
                [
                    .. blueprint.Requirements.Select(requirement =>
                        requirement with
                        {
                            State = RequirementState.Waived,
                            Reason = reason,
                            WaivedBy = by,
                        }
                    ),
                ],
            };

        Assert.That(BlueprintValidator.Validate(With("", "")), Is.Not.Empty);
        Assert.That(BlueprintValidator.Validate(With("Later.", "")), Is.Not.Empty);
        Assert.That(BlueprintValidator.Validate(With("Later.", "R. Roe")), Is.Empty);
    }

    [Test]
    public void Requirements_survive_the_way_through_YAML()
    {
        var blueprint = BriefReader.Read("Users write notes. Every night notes are counted.").Blueprint!;

        var again = BlueprintYaml.Parse(BlueprintYaml.Write(blueprint)).Blueprint!;

        Assert.That(BlueprintYaml.Write(again), Is.EqualTo(BlueprintYaml.Write(blueprint)));
        Assert.That(again.Requirements.Select(static requirement => requirement.State), Does.Contain(RequirementState.Open));
    }

    [Test]
    public void What_is_ordered_has_a_price_where_somebody_asks_what_comes_in()
    {
        var reading = BriefReader.Read(
            "A bakery. Customers place orders for cakes. The owner sees the revenue per month and the five best-selling cakes."
        );

        Assert.That(reading.Blueprint!.Requirements, Has.All.Property("State").EqualTo(RequirementState.Placed));
        var price = reading
            .Blueprint.Entities.Single(static entity => entity.Name == "Cake")
            .Fields.Single(static field => field.Name == "price");
        Assert.That(price, Has.Property("Type").EqualTo(FieldType.Money).And.Property("Required").True);
        Assert.That(reading.Assumptions.Select(static assumption => assumption.Text), Has.Some.Contain("What is ordered has a price"));
    }

    [TestCase("Nobody can book a room that is already booked.")]
    [TestCase("A room cannot be booked twice.")]
    public void What_is_booked_for_some_days_can_be_booked_again_for_others(string sentence)
    {
        var reading = BriefReader.Read(
            $"Customers book rooms. A room has a number. A booking has a start date and an end date. {sentence}"
        );

        var rules = reading.Blueprint!.Entities.Single(static entity => entity.Name == "Booking").Rules;
        Assert.That(rules.Select(static rule => rule.Unique), Has.All.Null);
        Assert.That(rules.Select(static rule => rule.NoOverlap?.Per), Is.EqualTo(new[] { "room" }));
    }

    [TestCase("The sales team enters orders for machines.")]
    [TestCase("The owner sees the number of orders per month. The sales people are happy.")]
    public void Who_sells_asks_for_no_price(string sentence)
    {
        var blueprint = BriefReader.Read($"Machines have a name. Customers place orders for machines. {sentence}").Blueprint!;

        Assert.That(
            blueprint.Entities.SelectMany(static entity => entity.Fields).Select(static field => field.Id),
            Has.None.EqualTo("machine-price")
        );
    }

    [Test]
    public void A_harvest_is_logged_without_a_login()
    {
        var requirements = BriefReader
            .Read("A farm. Workers register. A harvest has a weight. Workers log apple harvests.")
            .Blueprint!.Requirements;

        Assert.That(requirements.Select(static requirement => requirement.Reason), Has.None.Contain("OpenID Connect"));
        var login = BriefReader.Read("Users register and write notes. Users log in with their Apple account.").Blueprint!.Requirements;
        Assert.That(login.Select(static requirement => requirement.Reason), Has.Some.Contain("OpenID Connect"));
    }

    [Test]
    public void A_sentence_that_asks_for_more_than_a_channel_is_not_declined()
    {
        var requirements = BriefReader.Read("A clinic. Patients book appointments and send WhatsApp messages.").Blueprint!.Requirements;

        Assert.That(requirements[^1].State, Is.EqualTo(RequirementState.Open));
        Assert.That(requirements[^1].Reason, Does.Contain("WhatsApp"));
    }
}
