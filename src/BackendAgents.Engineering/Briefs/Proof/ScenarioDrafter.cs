using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Briefs.Proof;

/// <summary>
/// Writes a scenario for each requirement of behaviour or access that is placed: it calls the operations that the requirement cites, by who
/// may and by who may not, and looks at what they did. Pure: the same blueprint gives the same scenarios.
/// </summary>
internal static class ScenarioDrafter
{
    private const string Prefix = "shows-";
    private const int MaxScenarios = 40;
    private const int MaxOperations = 6;
    private const int MaxTitle = 200;

    /// <summary>The blueprint with scenarios for what it places; those that it has stay.</summary>
    /// <param name="blueprint">A blueprint without errors.</param>
    /// <param name="only">For which of them; for all when left out.</param>
    public static Blueprint Add(Blueprint blueprint, Func<Requirement, bool>? only = null)
    {
        var asked = blueprint
            .Requirements.Where(requirement =>
                NeedsScenario(requirement) && only?.Invoke(requirement) != false && !IsTold(blueprint, requirement)
            )
            .ToList();
        if (asked.Count == 0)
            return blueprint;
        var model = new ServiceModel(CapabilityCatalog.BuiltIn.Plan(blueprint));
        var scenarios = asked
            .Take(MaxScenarios)
            .Select(requirement => Draft(model, requirement))
            .OfType<Scenario>()
            .Where(scenario => ScenarioCheck.Problems(blueprint with { Scenarios = [scenario] }).Count == 0);
        return blueprint with { Scenarios = [.. blueprint.Scenarios, .. scenarios] };
    }

    /// <summary>Whether a scenario was drafted here for a requirement and no other; what others write has titles of their own.</summary>
    public static bool IsDrafted(Scenario scenario, Requirement requirement) =>
        scenario.Id == Prefix + requirement.Id
        && scenario.Proves is [var only]
        && only == requirement.Id
        && scenario.Title == Title(requirement);

    /// <summary>Whether a requirement takes a scenario to be proven.</summary>
    public static bool NeedsScenario(Requirement requirement) =>
        requirement is { State: RequirementState.Placed, Kind: RequirementKind.Behaviour or RequirementKind.Access };

    private static bool IsTold(Blueprint blueprint, Requirement requirement) => ProofElements.Scenarios(blueprint, requirement).Count > 0;

    private static Scenario? Draft(ServiceModel model, Requirement requirement)
    {
        var cited = requirement
            .Proof.Select(static proof => proof.Split(' ', 2))
            .Where(static words => words.Length == 2)
            .ToLookup(static words => words[0], static words => words[1], StringComparer.Ordinal);
        // Declared behaviour has a story of its own, or else none: that its operations work does not show it.
        if (BehaviourStory.Declares(cited))
            return BehaviourStory.Tell(model, cited, requirement) is { } behaviour ? Told(requirement, behaviour) : null;
        var role = cited["role"].FirstOrDefault(id => model.Index.RoleById(id) is not null);
        var draft = new ScenarioDraft(model, role);
        var told = 0;
        if (cited["feature"].Contains("authentication") && model.HasAuthentication)
        {
            LogIn(draft);
            told++;
        }

        var jobs = model.Blueprint.Jobs.Where(job => cited["job"].Contains(job.Id)).ToList();
        foreach (var job in jobs)
            told += MessageStory.Tell(draft, job) ? 1 : 0;
        foreach (var operation in jobs.Count > 0 ? [] : Cited(model, cited, role))
            told += OperationStory.Tell(draft, operation) && TellsOf(draft, cited, operation) ? 1 : 0;
        return told == 0 ? null : Told(requirement, draft);
    }

    private static Scenario Told(Requirement requirement, ScenarioDraft draft)
    {
        return new Scenario
        {
            Id = Prefix + requirement.Id,
            Title = Title(requirement),
            Proves = [requirement.Id],
            Accounts = draft.Cast.Accounts,
            Steps = draft.Steps,
        };
    }

    private static string Title(Requirement requirement)
    {
        var text = string.Concat(requirement.Text.Where(static c => !char.IsControl(c)));
        return text.Length <= MaxTitle ? text : text[..(MaxTitle - 2)].TrimEnd() + "…";
    }

    // The mail that an operation sends is a part of what it does.
    private static bool TellsOf(ScenarioDraft draft, ILookup<string, string> cited, Operation operation) =>
        draft
            .Model.Blueprint.Notifications.Where(sent =>
                cited["notification"].Contains(sent.Id) && operation.Effects.Any(effect => effect.Notify == sent.Id)
            )
            .All(sent => MessageStory.Tell(draft, sent, operation));

    // The operations that it cites; else those that create and read the entities, or else what the role may do.
    private static IEnumerable<Operation> Cited(ServiceModel model, ILookup<string, string> cited, string? role)
    {
        var operations = cited["operation"].Select(model.Index.OperationById).OfType<Operation>().ToList();
        if (operations.Count == 0)
            operations =
            [
                .. cited["entity"]
                    .Take(MaxOperations / 2)
                    .SelectMany(id => new[] { OperationKind.Create, OperationKind.Get }.Select(kind => model.Index.OperationOf(id, kind)))
                    .OfType<Operation>(),
            ];
        if (operations.Count == 0 && role is not null)
            operations = [.. model.Blueprint.Operations.Where(operation => operation.Access.Any(rule => rule.Role == role))];
        return operations.OrderBy(static operation => Place(operation.Kind)).Take(MaxOperations);
    }

    // What is deleted can't be shown any more, so that comes last.
    private static int Place(OperationKind kind) => kind == OperationKind.Delete ? int.MaxValue : (int)kind;

    // Somebody registers, logs in, is known, and is not known by a wrong password.
    private static void LogIn(ScenarioDraft draft)
    {
        var contract = draft.Model.Plan.Contract;
        var (login, password) = (draft.Model.Login.Name, "password");
        if (contract.Endpoint("register") is not { } register || contract.Schema(register.RequestSchema) is not { } schema)
            return;
        var body = new JsonObject();
        foreach (var property in schema.Properties.Where(static property => property.Required))
        {
            if (property.Value.Example is not { } example)
                return;
            body[property.Name] = example;
        }

        if (body[login] is not { } name || body[password] is not { } secret)
            return;
        ScenarioStep Step(string call, object? sent, int? status = null, string? save = null) =>
            new()
            {
                Call = call,
                Body = sent is null ? null : JsonSerializer.SerializeToElement(sent),
                Save = save,
                Expect = status is null ? null : new ScenarioExpectation { Status = status },
            };
        draft.Steps.Add(Step("register", body));
        draft.Steps.Add(Step("login", new JsonObject { [login] = name.DeepClone(), [password] = "not the password" }, 401));
        draft.Steps.Add(Step("login", new JsonObject { [login] = name.DeepClone(), [password] = secret.DeepClone() }, save: "session"));
        draft.Steps.Add(Step("me", null, 401));
        draft.Steps.Add(
            Step("me", null) with
            {
                As = "session",
                Expect = new ScenarioExpectation
                {
                    Body = JsonSerializer.SerializeToElement(new JsonObject { [login] = name.DeepClone() }),
                },
            }
        );
    }
}
