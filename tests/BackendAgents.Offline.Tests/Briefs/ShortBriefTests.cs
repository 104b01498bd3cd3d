using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>Briefs of one to three sentences, as people type them: what must be in the model, and what must not.</summary>
public sealed class ShortBriefTests
{
    [TestCase(
        "platform",
        "An online learning platform: instructors create courses with lessons and quizzes, students enroll in courses, submit "
            + "answers to quizzes and get a certificate when they complete a course.",
        "course 1-n lesson,course 1-n quiz,course 1-n enrollment,quiz 1-n answer,enrollment 1-n certificate"
    )]
    [TestCase(
        "delivery",
        "Backend for a food delivery app: restaurants with menus and dishes, customers who place orders, and couriers who deliver "
            + "them. Restaurants only see their own orders.",
        "restaurant 1-n menu,restaurant 1-n order,order 1-n order-item"
    )]
    [TestCase(
        "cooperative",
        "Voting for housing. A cooperative has buildings and apartments. Boards create ballots with a question and options. "
            + "Members cast one vote per ballot.",
        "ballot 1-n option,ballot 1-n vote,option 1-n vote,board 1-n ballot"
    )]
    [TestCase(
        "blog",
        "A blog with authors, articles, categories and tags. Only authors can publish articles.",
        "category 1-n post,post m-n tag"
    )]
    [TestCase(
        "stations",
        "Stations have an address. Members rent bikes. A rental has a start time, an end time, a start station and an end station.",
        "station 1-n rental,station 1-n rental,bike 1-n rental"
    )]
    [TestCase(
        "movies",
        "A movie database with movies, actors, directors, genres and reviews. Actors play in movies. Users write reviews and add "
            + "movies to their watchlist.",
        "movie m-n actor,director 1-n movie,movie m-n genre,movie 1-n watchlist-item,movie 1-n review"
    )]
    [TestCase(
        "dentist",
        "Patients have a date of birth. Treatments have a code and a price. An appointment is for one patient with one dentist "
            + "and includes one or more treatments. Dentists and patients see appointments.",
        "patient 1-n appointment,user 1-n appointment,appointment m-n treatment"
    )]
    [TestCase(
        "chat",
        "A chat with users, channels, messages with attachments, and reactions. Channels are public or private; private channels "
            + "have members.",
        "channel 1-n message,message 1-n reaction,channel m-n user"
    )]
    [TestCase(
        "stock",
        "Products have a name. Products are stored in warehouses. Suppliers provide products.",
        "warehouse 1-n product,supplier 1-n product"
    )]
    [TestCase(
        "hiring",
        "Companies publish job postings with a title. Candidates apply to job postings. Recruiters see applications and leave "
            + "notes with a rating.",
        "company 1-n job,job 1-n application,application 1-n note"
    )]
    [TestCase(
        "music",
        "A music service with artists, albums, songs and playlists. Listeners follow artists, like songs and create playlists. An "
            + "album belongs to one artist and contains songs with a title and a duration.",
        "artist 1-n album,album 1-n song,user m-n artist,user m-n song,playlist m-n song"
    )]
    [TestCase(
        "repairs",
        "Customers have vehicles with a license plate. Mechanics perform repairs; each repair has a description and used parts "
            + "with quantities. Parts have a part number and a price. Invoices are generated for completed repairs.",
        "vehicle 1-n repair,repair 1-n repair-part,part 1-n repair-part,repair 1-n invoice"
    )]
    [TestCase(
        "pledges",
        "Creators publish projects with a goal amount and rewards. Backers pledge money for a reward.",
        "project 1-n reward,user 1-n project"
    )]
    [TestCase(
        "estate",
        "Agents list properties with a price. Clients can save favourite properties, schedule viewings and make offers. Only "
            + "agents can edit their own listings.",
        "user m-n property,property 1-n viewing,property 1-n offer"
    )]
    [TestCase(
        "claims",
        "Customers hold policies with a policy number. They submit claims for a policy with a description. Adjusters review "
            + "claims and approve or reject them.",
        "policy 1-n claim"
    )]
    [TestCase(
        "logistics",
        "Shipments have a weight. Dispatchers plan routes and assign drivers and vehicles to them.",
        "user 1-n route,vehicle 1-n route"
    )]
    [TestCase(
        "cards",
        "Boards contain cards with a title and an assignee. Members can comment on cards and mention each other.",
        "board 1-n card,card 1-n comment,user 1-n card"
    )]
    [TestCase("gym", "Classes have a name. Members can book a spot in a class, and trainers run classes.", "class 1-n booking")]
    [TestCase(
        "sharing",
        "Users organize tasks into projects. Users can share projects with other users.",
        "project 1-n task,project m-n user"
    )]
    public void Things_belong_together(string name, string brief, string relations)
    {
        var blueprint = Read(brief);
        var found = blueprint
            .Relations.Select(static relation =>
                $"{relation.From} {(relation.Kind == RelationKind.ManyToMany ? "m-n" : "1-n")} {relation.To}"
            )
            .ToList();
        foreach (var relation in relations.Split(','))
            Assert.That(
                found.Remove(relation),
                Is.True,
                $"{name}: {relation} is not among\n{string.Join('\n', blueprint.Relations.Select(static relation => relation.Id))}"
            );
    }

    [TestCase("Clients upload documents such as invoices and receipts. Accountants review them.", "Invoice")]
    [TestCase("Guests book rooms. We keep rooms, guests and reservations.", "Booking")]
    [TestCase("Agents list properties with a price. Only agents can edit their own listings.", "Listing")]
    [TestCase("Tickets have a subject. Agents change their status from open to in progress to closed. Supervisors see reports.", "Report")]
    [TestCase("Creators publish podcasts with a title. Creators can only edit their own podcasts and episodes.", "Creator")]
    [TestCase("Organizers create events with a title. Customers buy tickets. Organizers only see sales of their own events.", "Sale")]
    [TestCase(
        "Members have a name. Stations have an address.\n\n```json\n{ \"code\": 200, \"body\": [{ \"id\": 1, \"city\": \"x\" }] }\n```",
        "Body"
    )]
    public void Some_nouns_are_no_things(string brief, string entity) =>
        Assert.That(Read(brief).Entities.Select(static found => found.Name), Has.None.EqualTo(entity));

    [TestCase("Filings have a title and a status of open, filed or late.", "Filing", "status", "open,filed,late")]
    [TestCase(
        "Every stock movement (receipt, transfer, issue) records the product and the quantity. Products have a name.",
        "StockMovement",
        "type",
        "receipt,transfer,issue"
    )]
    [TestCase("Channels have a name. Channels are public or private.", "Channel", "visibility", "public,private")]
    [TestCase(
        "Creators publish projects with a goal. Admins approve projects before they are published.",
        "Project",
        "status",
        "draft,published,approved"
    )]
    public void Values_are_enumerations(string brief, string entity, string field, string values)
    {
        var blueprint = Read(brief);
        var type = blueprint.Entities.Single(found => found.Name == entity).Fields.Single(found => found.Name == field).Enum;

        Assert.That(blueprint.Enums.Single(found => found.Id == type).Values, Is.EqualTo(values.Split(',')));
    }

    [TestCase(
        "Clients upload documents. Accountants review documents. Clients only see their own documents.",
        "listDocuments",
        "accountant,client:own,admin"
    )]
    [TestCase(
        "Receptionists manage appointments. Patients have a name. Appointments are for patients. Patients can view their own "
            + "appointments and cancel them.",
        "cancelAppointment",
        "patient:own,receptionist,admin"
    )]
    [TestCase(
        "Receptionists manage appointments. Patients have a birth date and can view their own appointments.",
        "listPatients",
        "patient:own,receptionist,admin"
    )]
    [TestCase(
        "Users have accounts with a name and a balance. Users only see their own data.",
        "listBankAccounts",
        "authenticated:own,admin"
    )]
    [TestCase(
        "Organizers create events with a title. Customers buy tickets for events. Organizers only see sales of their own events.",
        "listEvents",
        "anonymous"
    )]
    [TestCase("Boards create ballots with a title. Members cast one vote per ballot.", "listBallots", "board:own,admin,member")]
    [TestCase(
        "Restaurants have a name and a menu. Customers place orders. Restaurants only see their own orders.",
        "listOrders",
        "customer:own,admin"
    )]
    [TestCase(
        "Owners have pets with a name. Receptionists schedule appointments between an owner, a pet and a vet. Owners can view "
            + "their own pets.",
        "listPets",
        "owner:own,receptionist,admin"
    )]
    [TestCase(
        "A museum keeps objects with a title. Visitors buy tickets for a day. Exhibitions have a title.",
        "createTicket",
        "authenticated:own,admin"
    )]
    [TestCase("Creators build surveys with questions. Respondents answer surveys.", "createQuestion", "creator:own,admin")]
    [TestCase("Growers have greenhouses with sensors. Growers see alerts of their own sensors.", "listSensors", "grower:own,admin")]
    public void Access_is_what_the_brief_says(string brief, string operation, string access)
    {
        var rules = Read(brief)
            .Operations.Single(found => found.Name == operation)
            .Access.Select(static rule => rule.Role + (rule.Scope == AccessScope.Own ? ":own" : ""));

        Assert.That(rules, Is.EquivalentTo(access.Split(',')));
    }

    private static Blueprint Read(string brief)
    {
        var reading = BriefReader.Read(brief);
        Assert.That(reading.Problems, Is.Empty);
        return reading.Blueprint!;
    }
}
