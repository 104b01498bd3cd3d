using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>Ways in which people say things, one at a time: what each becomes in the model.</summary>
public sealed class BriefConstructionTests
{
    private static Blueprint Read(string brief) => BriefReader.Read(brief).Blueprint!;

    private static Entity Entity(Blueprint blueprint, string name) => blueprint.Entities.Single(entity => entity.Name == name);

    private static string Fields(Blueprint blueprint, string entity) =>
        string.Join(",", Entity(blueprint, entity).Fields.Select(static field => field.Name));

    private static string[] Status(Blueprint blueprint, string entity)
    {
        var field = Entity(blueprint, entity).Fields.Single(static field => field.Name == "status");
        return [.. blueprint.Enums.Single(type => type.Id == field.Enum).Values];
    }

    private static string[] Relations(Blueprint blueprint) =>
        [
            .. blueprint.Relations.Select(static relation =>
                $"{relation.From} {(relation.Kind == RelationKind.ManyToMany ? "m-n" : "1-n")} {relation.To}"
            ),
        ];

    private static string[] Roles(Blueprint blueprint, string operation) =>
        [.. blueprint.Operations.Single(found => found.Name == operation).Access.Select(static rule => rule.Role)];

    [TestCase(
        "Candidates apply to jobs. An application goes through the stages applied, screening, interview and hired.",
        "Application",
        "applied,screening,interview,hired"
    )]
    [TestCase(
        "Candidates apply to jobs. Applications move through the following stages: applied, screening and hired.",
        "Application",
        "applied,screening,hired"
    )]
    [TestCase(
        "Suppliers have a name. We keep purchase orders for suppliers. A purchase order is draft, ordered, partially received, "
            + "received or cancelled.",
        "PurchaseOrder",
        "draft,ordered,partiallyReceived,received,cancelled"
    )]
    public void A_way_through_states_is_a_status(string brief, string entity, string values) =>
        Assert.That(Status(Read(brief), entity), Is.SupersetOf(values.Split(',')));

    [TestCase("A social media platform with posts and comments.", null)]
    [TestCase("Authors write posts and publish them. Everybody reads published posts.", "draft,published")]
    public void A_post_has_a_draft_only_where_the_brief_says_so(string brief, string? values) =>
        Assert.That(
            Read(brief).Enums.FirstOrDefault(static type => type.Name == "PostStatus")?.Values,
            values is null ? Is.Null : Is.EqualTo(values?.Split(','))
        );

    [Test]
    public void What_people_do_to_things_is_no_state() =>
        Assert.That(
            Fields(Read("Products have a name and a price. Products can be created, edited or deleted by managers."), "Product"),
            Does.Not.Contain("status")
        );

    [Test]
    public void What_is_kept_per_thing_belongs_to_each()
    {
        var blueprint = Read(
            "Portfolios have a name. An instrument has a ticker and a currency. Positions are kept per portfolio and instrument."
        );

        Assert.That(
            Relations(blueprint),
            Is.SupersetOf(new[] { "portfolio 1-n position", "instrument 1-n position" }),
            string.Join('\n', Relations(blueprint))
        );
    }

    [Test]
    public void A_list_goes_on_behind_a_unit_and_a_date_is_no_deed() =>
        Assert.That(
            Fields(
                Read(
                    "Podcasts have many episodes. Each episode has a title, audio file, duration in seconds, publish date and transcript."
                ),
                "Episode"
            ),
            Is.EqualTo("title,audioFileUrl,durationSeconds,publishDate,transcript")
        );

    [Test]
    public void Liking_may_stand_behind_another_deed() =>
        Assert.That(
            Relations(Read("Users can sign up. Podcasts have many episodes with a title. Users subscribe to podcasts and like episodes.")),
            Has.Member("user m-n episode")
        );

    [Test]
    public void Playlists_of_songs_share_their_songs() =>
        Assert.That(
            Relations(Read("Users sign up. Songs have a title and a duration. Users can create playlists of songs with a name.")),
            Has.Member("playlist m-n song")
        );

    [Test]
    public void Between_names_everything_that_a_thing_belongs_to() =>
        Assert.That(
            Relations(
                Read(
                    "Owners have pets with a name. Vets treat pets. Receptionists schedule appointments between an owner, a pet and a vet."
                )
            ),
            Has.Member("pet 1-n appointment").And.Member("user 1-n appointment")
        );

    [Test]
    public void What_is_handed_in_with_an_application_is_the_applications()
    {
        var blueprint = Read("Jobs have a title and a description. Candidates apply to jobs with a cover letter.");

        Assert.That(
            (Fields(blueprint, "Job"), Fields(blueprint, "Application")),
            Is.EqualTo((Fields(blueprint, "Job").Replace(",coverLetter", "", StringComparison.Ordinal), Fields(blueprint, "Application")))
        );
        Assert.That(Fields(blueprint, "Application"), Does.Contain("coverLetter"));
    }

    [Test]
    public void What_things_belong_to_is_a_thing() =>
        Assert.That(
            Relations(Read("Each machine has a serial number and a model and belongs to a hangar.")),
            Has.Member("hangar 1-n machine")
        );

    [Test]
    public void Who_enters_grades_corrects_them() =>
        Assert.That(
            Roles(
                Read(
                    "Students belong to a class. Teachers enter grades for students: a grade has a value between 1 and 6 and a "
                        + "date. Students can only see their own grades."
                ),
                "updateGrade"
            ),
            Is.EqualTo(new[] { "teacher", "admin" })
        );

    [Test]
    public void Who_is_staff_gets_the_role_from_an_administrator_over_http()
    {
        var roles = Read("Teachers enter grades for students. A grade has a value between 1 and 6. Students see their own grades.").Roles;

        Assert.That(roles.Single(static role => role.Name == "teacher").GrantedBy, Is.EqualTo(new[] { "admin" }));
        Assert.That(roles.Where(static role => role.Name != "teacher").SelectMany(static role => role.GrantedBy), Is.Empty);
    }

    [Test]
    public void Who_manages_a_whole_manages_its_parts()
    {
        var blueprint = Read(
            "The school office manages classes. A class has a name. A lesson belongs to a class and has a weekday and a start "
                + "time. Teachers see all lessons."
        );

        Assert.That(Roles(blueprint, "createLesson"), Does.Contain("school-office"));
    }

    [Test]
    public void What_a_thing_consists_of_are_its_parts()
    {
        var blueprint = Read(
            "An event has a name and a start date. Each event consists of sessions with a title and a start time. Courses made of "
                + "modules have a title. Modules have a title."
        );

        Assert.That(Relations(blueprint), Has.Member("event 1-n session").And.Member("course 1-n module"));
    }

    [Test]
    public void A_figure_that_is_recorded_is_no_thing() =>
        Assert.That(
            Read("Cars have a make, a model and a mileage. Branch staff hand out cars and record the mileage and the fuel level.")
                .Entities.Select(static entity => entity.Name),
            Has.None.AnyOf("Mileage", "FuelLevel", "StaffHandOutCar")
        );
}
