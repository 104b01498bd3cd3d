using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.OpenApi;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Planning;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Capabilities.LoadTesting;

/// <summary>
/// The scenarios of a blueprint as conversations that callers have under load: reads and writes by role, with data that fits. The script
/// for k6 and the verifier read the same. A text that must be new in each conversation holds <see cref="Run"/>.
/// </summary>
internal sealed class LoadConversations(ServicePlan plan)
{
    /// <summary>
    /// What stands where something new belongs. Where there is room for less of it, <c>{run:8}</c> are its last characters, and
    /// <c>{digits:8}</c> so many digits that are new.
    /// </summary>
    public const string Run = "{run}";

    // More than the script and the verifier make of it.
    private const int RunLength = 30;

    // What tells conversations of a run apart stands at its end.
    private const int LeastLength = 8;

    private const int Most = 20;
    private readonly Dictionary<string, HttpEndpoint> _endpoints = ScenarioCheck.Endpoints(plan.Contract);

    /// <summary>
    /// How an account is made and logged in: paths, the body of a registration, the names of what a login takes, who is the first
    /// administrator; null where nobody can register.
    /// </summary>
    public JsonObject? Accounts()
    {
        if (plan.Contract.Endpoint("register") is not { } register || plan.Contract.Endpoint("login") is not { } login)
            return null;
        if (Body(register) is not { } body || Body(login) is not { } credentials || plan.Index.LoginField is not { } name)
            return null;
        body[name.Name] = Fresh(body[name.Name]?.ToString() ?? "load");
        return new JsonObject
        {
            ["register"] = register.Path,
            ["login"] = login.Path,
            ["me"] = plan.Contract.Endpoint("me")?.Path,
            ["grant"] = RoleGrants.AreUsed(plan.Blueprint) ? RoleGrants.Path : null,
            ["name"] = name.Name,
            ["body"] = body,
            ["credentials"] = new JsonArray([.. credentials.Select(static member => (JsonNode)member.Key)]),
        };
    }

    /// <summary>The conversations of accounts that can be made; steps that are no calls, and calls with files, are left out.</summary>
    public JsonArray Write() =>
        Accounts() is null
            ? []
            :
            [
                .. plan
                    .Blueprint.Scenarios.Where(static scenario => scenario.Steps.All(static step => step.Provider is null))
                    .Where(scenario => scenario.Accounts.All(account => Way(RoleOf(account)) is not null))
                    .Take(Most)
                    .Select(scenario => (JsonNode)Conversation(scenario)),
            ];

    private Role? RoleOf(ScenarioAccount account) => account.Role is null ? plan.Index.DefaultRole : plan.Index.RoleById(account.Role);

    // How an account comes to a role.
    private string? Way(Role? role) =>
        role is null ? null
        : role.Id == plan.Index.DefaultRole?.Id || role.SelfRegister ? "register"
        : role.Id == plan.Index.Administrator?.Id ? "admin"
        : plan.Index.Administrator is { } admin && RoleGrants.By(plan.Blueprint, role).Any(by => by.Id == admin.Id) ? "grant"
        : null;

    private JsonObject Conversation(Scenario scenario) =>
        new()
        {
            ["name"] = scenario.Id,
            ["accounts"] = new JsonArray([.. scenario.Accounts.Select(account => (JsonNode)Account(account))]),
            ["calls"] = new JsonArray([.. scenario.Steps.Select(Call).OfType<JsonNode>()]),
        };

    private JsonObject Account(ScenarioAccount account)
    {
        var role = RoleOf(account)!;
        return new JsonObject
        {
            ["name"] = account.Name,
            ["way"] = Way(role),
            ["role"] = role.Id == plan.Index.DefaultRole?.Id ? null : role.Name,
        };
    }

    private JsonObject? Call(ScenarioStep step)
    {
        if (step.Call is null || !_endpoints.TryGetValue(step.Call, out var endpoint) || endpoint.RequestFiles.Count > 0)
            return null;
        var headers = Members(step.Headers);
        if (endpoint.Parameters.Any(static parameter => parameter.Name == "If-Match") && headers["If-Match"] is null)
            headers["If-Match"] = "*";
        return new JsonObject
        {
            ["as"] = step.As,
            ["name"] = endpoint.OperationId,
            ["method"] = endpoint.Method,
            ["path"] = endpoint.Path,
            ["values"] = Members(step.Path),
            ["query"] = Members(step.Query),
            ["headers"] = headers,
            ["body"] = step.Body is { } body ? Unique(JsonNode.Parse(body.GetRawText()), endpoint) : null,
            ["save"] = step.Save,
            ["status"] = step.Expect?.Status ?? endpoint.Success.Status,
        };
    }

    private JsonObject? Body(HttpEndpoint endpoint) => ExampleBodies.Of(plan.Contract, endpoint.RequestSchema) as JsonObject;

    // What the database keeps unique is another in each conversation, or the second would be refused.
    private JsonNode? Unique(JsonNode? body, HttpEndpoint endpoint)
    {
        if (body is JsonObject members && plan.Contract.Schema(endpoint.RequestSchema) is { } schema)
            foreach (var property in schema.Properties.Where(static property => property.Field is { Unique: true }))
                if (
                    members[property.Name] is JsonValue value
                    && value.TryGetValue<string>(out var text)
                    && !ScenarioReference.IsReference(text)
                )
                    members[property.Name] = Fresh(text, property.Field!);
        return body;
    }

    // As long as the field may be, and with digits where it had some if it has a pattern.
    private static string Fresh(string text, Field field)
    {
        var digits = text.Length - text.TrimEnd("0123456789".ToCharArray()).Length;
        if (field.Pattern is not null)
            return digits == 0 ? text : $"{text[..^digits]}{{digits:{digits}}}";
        var room = (field.MaxLength ?? int.MaxValue) - text.Length;
        if (room >= RunLength || text.Contains('@', StringComparison.Ordinal))
            return Fresh(text);
        var most = Math.Min(field.MaxLength!.Value, Math.Max(room, LeastLength));
        return $"{text[..Math.Min(text.Length, field.MaxLength.Value - most)]}{{run:{most}}}";
    }

    private static string Fresh(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? text.Insert(at, Run) : text + Run;

    private static JsonObject Members(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Object } map ? (JsonObject)JsonNode.Parse(map.GetRawText())! : [];
}
