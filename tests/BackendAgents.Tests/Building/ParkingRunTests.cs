using System.Text.Json;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Tests.Models;
using Microsoft.Extensions.DependencyInjection;

namespace BackendAgents.Tests.Building;

/// <summary>A brief for parking garages, played over HTTP by a scripted model; what each member was sent is counted.</summary>
public sealed class ParkingRunTests
{
    private const string Brief =
        "A city runs 14 parking garages. Cameras report entries and exits of cars by their licence plate. A session belongs to a garage. "
        + "The fee is computed from the garage's tariff. Drivers register and see their own sessions. "
        + "Operators maintain garages and tariffs. Administrators see the payments. Expect 200 entries a second.";

    // As a capable model writes it at the first try, when it knows no form.
    private const string First = """
        service: { name: parking_garages, title: Parking garages, description: Garages of a city with camera entries. }
        authentication: { kind: jwt, account: Driver, login: email, default_role: driver }
        roles: [driver, operator, camera, admin]
        enums:
          - { name: SessionState, values: [OPEN, CLOSED, PAID] }
          - { name: PaymentState, values: [PENDING, SUCCEEDED, FAILED] }
        entities:
          - name: Driver
            fields:
              - { name: email, type: email, required: true, unique: true, personal: true }
              - { name: full_name, type: varchar(120), required: true, personal: true }
              - { name: licence_plate, type: varchar(16), required: true, personal: true }
          - name: Garage
            fields:
              - { name: name, type: varchar(120), required: true }
              - { name: address, type: varchar(200), required: true }
              - { name: capacity, type: integer, required: true, min: 1, max: 20000 }
              - { name: opens_at, type: time }
              - { name: closes_at, type: time }
          - name: Tariff
            fields:
              - { name: label, type: varchar(80), required: true }
              - { name: price_per_step, type: money, required: true, min: 0 }
              - { name: step_minutes, type: integer, required: true, min: 1, max: 1440 }
              - { name: daily_maximum, type: money, min: 0 }
              - { name: free_minutes, type: integer, min: 0, max: 1440 }
          - name: ParkingSession
            fields:
              - { name: licence_plate, type: varchar(16), required: true, personal: true }
              - { name: entered_at, type: datetime, required: true }
              - { name: exited_at, type: datetime }
              - { name: state, type: enum, enum: SessionState, required: true, default: open }
              - { name: fee, type: money, min: 0 }
          - name: Payment
            fields:
              - { name: amount, type: money, required: true, min: 0 }
              - { name: state, type: enum, enum: PaymentState, required: true, default: pending }
              - { name: paid_at, type: datetime }
        relations:
          - { kind: one_to_many, from: Garage, to: Tariff, name: garage, inverse: tariffs, required: true }
          - { kind: one_to_many, from: Garage, to: ParkingSession, name: garage, inverse: sessions, required: true }
          - { kind: one_to_many, from: Driver, to: ParkingSession, name: driver, inverse: sessions }
          - { kind: one_to_many, from: ParkingSession, to: Payment, name: session, inverse: payments, required: true }
        operations:
          - { name: listGarages, entity: Garage, kind: list, access: [driver, operator, admin], search: [name] }
          - { name: getGarage, entity: Garage, kind: read, access: [driver, operator, admin] }
          - { name: createGarage, entity: Garage, kind: create, access: [operator, admin] }
          - { name: updateGarage, entity: Garage, kind: update, access: [operator, admin] }
          - { name: deleteGarage, entity: Garage, kind: delete, access: [admin] }
          - { name: listTariffs, entity: Tariff, kind: list, access: [driver, operator, admin], filters: [garage] }
          - { name: createTariff, entity: Tariff, kind: create, access: [operator, admin] }
          - { name: updateTariff, entity: Tariff, kind: update, access: [operator, admin] }
          - { name: deleteTariff, entity: Tariff, kind: delete, access: [operator, admin] }
          - { name: enterGarage, entity: ParkingSession, kind: create, access: [camera] }
          - { name: listParkingSessions, entity: ParkingSession, kind: list, access: [{ driver: own }, operator, admin],
              filters: [garage, state] }
          - { name: getParkingSession, entity: ParkingSession, kind: read, access: [{ driver: own }, operator, admin] }
          - { name: closeParkingSession, entity: ParkingSession, kind: action, access: [camera],
              transition: { field: state, from: open, to: closed } }
          - { name: createPayment, entity: Payment, kind: create, access: [operator, admin] }
          - { name: listPayments, entity: Payment, kind: list, access: [admin], filters: [session, state] }
        targets: { rps: 200, latencyP95Milliseconds: 200 }
        """;

    // What each further try gets right.
    private static readonly (string Wrong, string Right)[][] s_lessons =
    [
        [
            ("parking_garages", "parking-garages"),
            ("default_role", "defaultRole"),
            ("rps:", "requestsPerSecond:"),
            (
                "roles: [driver, operator, camera, admin]",
                "roles: [{ name: driver, selfRegister: true }, { name: operator }, { name: camera }, { name: admin }]"
            ),
            ("[driver, operator, admin]", "[{ role: driver }, { role: operator }, { role: admin }]"),
            ("[{ driver: own }, operator, admin]", "[{ role: driver, scope: own }, { role: operator }, { role: admin }]"),
            ("access: [operator, admin]", "access: [{ role: operator }, { role: admin }]"),
            ("access: [admin]", "access: [{ role: admin }]"),
            ("access: [camera]", "access: [{ role: camera }]"),
        ],
        [
            ("one_to_many", "one-to-many"),
            ("kind: read", "kind: get"),
            ("type: integer", "type: int"),
            ("type: datetime", "type: timestamp"),
            ("from: open", "from: [open]"),
        ],
        [
            ("varchar(120)", "string, maxLength: 120"),
            ("varchar(200)", "string, maxLength: 200"),
            ("varchar(80)", "string, maxLength: 80"),
            ("varchar(16)", "string, maxLength: 16"),
        ],
        [
            ("full_name", "fullName"),
            ("licence_plate", "licencePlate"),
            ("opens_at", "opensAt"),
            ("closes_at", "closesAt"),
            ("price_per_step", "pricePerStep"),
            ("step_minutes", "stepMinutes"),
            ("daily_maximum", "dailyMaximum"),
            ("free_minutes", "freeMinutes"),
            ("entered_at", "enteredAt"),
            ("exited_at", "exitedAt"),
            ("paid_at", "paidAt"),
            ("[OPEN, CLOSED, PAID]", "[open, closed, paid]"),
            ("[PENDING, SUCCEEDED, FAILED]", "[pending, succeeded, failed]"),
        ],
        [("  - name: ParkingSession\n    fields:", "  - name: ParkingSession\n    owner: [driver]\n    fields:")],
    ];

    [Test]
    public async Task A_model_that_knows_no_form_gets_in()
    {
        var (team, requests) = await PlayAsync(Replacing);

        Assert.That(team.Blueprint, Is.Not.Null, team.Stop.Message);
        Assert.That(team.Blueprint!.Entities, Has.Count.EqualTo(5));
        Tell("replacing", requests);
    }

    [Test]
    public async Task A_refused_document_is_sent_once_and_mended_by_the_edits_that_the_answer_gives()
    {
        var (team, requests) = await PlayAsync(Mending);
        Tell("mending", requests);
        List<RecordedRequest> developer = [.. requests.Where(LiveMembers.IsDeveloper)];

        Assert.That(team.Blueprint?.Entities, Has.Count.EqualTo(5), team.Stop.Message);
        Assert.That(developer, Has.Count.LessThanOrEqualTo(4));
        Assert.That(
            developer.Where(static request => request.Body.GetRawText().Contains("with camera entries", StringComparison.Ordinal)),
            Is.Empty,
            "the refused document is sent to the model again"
        );
        Assert.That(developer[1].Transcript[^2], Does.Contain("characters, sha256").And.Contain("kept as the draft"));
        // What follows from the blueprint is read by who wants to see it.
        List<RecordedRequest> reviewers = [.. requests.Except(developer)];
        Assert.That(reviewers, Is.Not.Empty);
        Assert.That(
            reviewers.Where(static request => TokenCounter.Count(request.Body.GetRawText()) > 3_500),
            Is.Empty,
            "a reviewer is sent more than its task, the blueprint in short and what the checks found"
        );
    }

    [Test]
    public async Task Facts_come_first_and_edits_after_them()
    {
        var (team, requests) = await PlayAsync(Noting);
        Tell("facts", requests);

        Assert.That(team.Blueprint?.Entities.Select(static entity => entity.Name), Is.SupersetOf(new[] { "Garage", "Tariff" }));
        Assert.That(requests.Where(LiveMembers.IsDeveloper).Skip(1).Select(static request => request.Transcript[0]), Is.Not.Empty);
        Assert.That(
            requests[0].Transcript[1],
            Does.Contain("requirements-facts").And.Contain("name: book-club"),
            "the form is in the first request"
        );
    }

    [TestCase("```json\n{0}\n```", "json")]
    [TestCase("Here it is.\n```yaml\n{0}\n```\nDone.", "yaml")]
    public async Task A_model_that_calls_no_functions_answers_with_facts_or_a_document(string reply, string kind)
    {
        var said = reply.Replace("{0}", kind == "json" ? Facts : First.Replace("[{ driver: own }, operator, admin]", "[operator, admin]"));

        var (team, _) = await PlayAsync((_, _) => ScriptedReply.Say(said));

        Assert.That(team.Blueprint?.Entities.Select(static entity => entity.Name), Has.Some.EqualTo("Garage"), team.Stop.Message);
        Assert.That(string.Join('\n', team.Notes), Does.Contain("called no function"));
    }

    private const string Facts = """
        {"sentences":[
        {"text":"A city runs 14 parking garages.","says":[
        {"kind":"thing","name":"garage"},
        {"kind":"attribute","of":"garage","name":"capacity","required":true}]},
        {"text":"A session belongs to a garage.","says":[
        {"kind":"thing","name":"parking session"},
        {"kind":"relation","each":"parking session","belongsTo":"garage","required":true,"stated":true}]},
        {"text":"The fee is computed from the garage's tariff.","says":[
        {"kind":"thing","name":"tariff"},
        {"kind":"relation","each":"tariff","belongsTo":"garage","required":true,"stated":true},
        {"kind":"open","text":"the fee is computed","reason":"It is a computation."}]},
        {"text":"Operators maintain garages and tariffs.","says":[
        {"kind":"role","name":"operator"},
        {"kind":"action","who":"operator","does":"create","verb":"maintain","what":"garage","only":true},
        {"kind":"action","who":"operator","does":"create","verb":"maintain","what":"tariff","only":true}]}
        ]}
        """;

    private static ScriptedReply Mending(RecordedRequest request, IReadOnlyList<string> answers)
    {
        if (answers.Count == 0)
            return ScriptedReply.Call("blueprint-replace", Arguments("yaml", First));
        using var answer = JsonDocument.Parse(answers[^1]["tool: ".Length..]);
        if (answer.RootElement.GetProperty("accepted").GetBoolean() || answers.Count > 5)
            return ScriptedReply.Say("One service with PostgreSQL. The fee is open, see the requirements.");
        var edits = answer
            .RootElement.GetProperty("problems")
            .EnumerateArray()
            .Where(static problem => problem.TryGetProperty("edits", out _))
            .SelectMany(static problem => problem.GetProperty("edits").EnumerateArray())
            .Select(static edit => edit.GetRawText())
            .Distinct();
        return ScriptedReply.Call("blueprint-edit", Arguments("edits", $"[{string.Join(',', edits)}]"));
    }

    private static ScriptedReply Noting(RecordedRequest request, IReadOnlyList<string> answers) =>
        answers.Count switch
        {
            0 => ScriptedReply.Call("requirements-facts", Arguments("facts", Facts)),
            1 => ScriptedReply.Call(
                "blueprint-edit",
                Arguments(
                    "edits",
                    """
                    [{"op":"set","path":"targets.requestsPerSecond","value":200},
                    {"op":"set","path":"entities.Garage.fields.address","value":"varchar(200)"}]
                    """
                )
            ),
            _ => ScriptedReply.Say("One service with PostgreSQL. The fee is open, see the requirements."),
        };

    private static ScriptedReply Replacing(RecordedRequest request, IReadOnlyList<string> answers)
    {
        var tried = answers.Count;
        if (answers.Any(static answer => answer.Contains("\"accepted\":true", StringComparison.Ordinal)) || tried > s_lessons.Length)
            return ScriptedReply.Say("One service with PostgreSQL. The fee is open, see the requirements.");
        var yaml = s_lessons
            .Take(tried)
            .SelectMany(static lesson => lesson)
            .Aggregate(First, static (text, lesson) => text.Replace(lesson.Wrong, lesson.Right));
        return ScriptedReply.Call("blueprint-replace", Arguments("yaml", yaml));
    }

    private static async Task<(TeamResult Team, IReadOnlyList<RecordedRequest> Requests)> PlayAsync(
        Func<RecordedRequest, IReadOnlyList<string>, ScriptedReply> developer
    )
    {
        await using var server = await ScriptedModelServer.StartAsync();
        server.Otherwise = request =>
        {
            var lines = request.Transcript.ToList();
            var task = lines.FindLastIndex(static line => line.StartsWith("user: ", StringComparison.Ordinal));
            List<string> answers = [.. lines.Skip(task + 1).Where(static line => line.StartsWith("tool: ", StringComparison.Ordinal))];
            if (LiveMembers.IsDeveloper(request))
                return developer(request, answers);
            return answers.Count == 0
                ? ScriptedReply.Call("review-check")
                : ScriptedReply.Say("```json\n{\"verdict\":\"approve\",\"findings\":[],\"summary\":\"Nothing stands in the way.\"}\n```");
        };
        var services = new ServiceCollection().AddLogging();
        services.AddBackendAgents(options =>
        {
            options.Models.UseEnvironment = false;
            options.Models.Services["main"] = Live.Service(server, "live-model");
        });
        await using var provider = services.BuildServiceProvider();
        var result = await provider.GetRequiredService<BackendBuilder>().BuildAsync(new BuildRequest { Brief = Brief, Verify = false });
        return (result.Team, server.Requests);
    }

    // Instructions, functions and conversation of every request, as they went over the wire.
    private static void Tell(string how, IReadOnlyList<RecordedRequest> requests)
    {
        foreach (var role in requests.GroupBy(static request => LiveMembers.IsDeveloper(request) ? "developer" : "reviewers"))
        {
            List<long> sizes = [.. role.Select(static request => TokenCounter.Count(request.Body.GetRawText()))];
            TestContext.Progress.WriteLine(
                $"{how}: {role.Key} {sizes.Count} calls, {sizes.Sum():N0} tokens sent, largest {sizes.Max():N0}"
            );
        }
    }

    private static string Arguments(string name, string value) =>
        JsonSerializer.Serialize(new Dictionary<string, string> { [name] = value });
}
