using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Planning;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Capabilities.Arazzo;

/// <summary>
/// One scenario as a workflow. Accounts register by themselves where their role may; the tokens of others are inputs. Not thread-safe.
/// </summary>
internal sealed class ArazzoWriter(ServicePlan plan, Scenario scenario, Dictionary<string, HttpEndpoint> endpoints)
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly JsonObject _inputs = [];
    private readonly List<ArazzoStep> _steps = [];

    /// <summary>Writes it.</summary>
    public ArazzoWorkflow Write()
    {
        foreach (var account in scenario.Accounts)
            Account(account);
        for (var i = 0; i < scenario.Steps.Count; i++)
            Step(scenario.Steps[i], $"step-{i + 1}");
        var inputs = _inputs.Count == 0 ? null : Inputs();
        return new ArazzoWorkflow(scenario.Id, scenario.Title, inputs, _steps);
    }

    private JsonObject Inputs() =>
        new()
        {
            ["type"] = "object",
            ["properties"] = _inputs.DeepClone(),
            ["required"] = new JsonArray([.. _inputs.Select(static input => (JsonNode)input.Key)]),
        };

    private static JsonObject Input(string description) => new() { ["type"] = "string", ["description"] = description };

    private void Account(ScenarioAccount account)
    {
        var role = account.Role is null ? plan.Index.DefaultRole : plan.Index.RoleById(account.Role);
        if (
            role is not null
            && (role.SelfRegister || role.Id == plan.Index.DefaultRole?.Id)
            && RegisterBody(account.Name, role) is { } body
        )
        {
            _inputs["run"] = Input("Makes logins of this run different from those of other runs: letters and digits.");
            Register(account.Name, body);
            return;
        }

        _inputs[account.Name + "Token"] = Input($"Access token of an account with the role {role?.Name}.");
        _known[account.Name + ".token"] = $"$inputs.{account.Name}Token";
        if (!Refers(account.Name + ".id"))
            return;
        _inputs[account.Name + "Id"] = Input("Its id.");
        _known[account.Name + ".id"] = $"$inputs.{account.Name}Id";
    }

    private void Register(string name, JsonObject body)
    {
        var (register, me) = ($"register-{name}", $"know-{name}");
        _known[name + ".token"] = $"$steps.{register}.outputs.token";
        _known[name + ".id"] = $"$steps.{me}.outputs.id";
        _steps.Add(
            new ArazzoStep(
                register,
                "register",
                null,
                new ArazzoBody(HttpContract.Json, body),
                [new ArazzoCriterion("$statusCode == 201")],
                new JsonObject { ["token"] = "$response.body#/accessToken" }
            )
        );
        if (Refers(name + ".id"))
            _steps.Add(
                new ArazzoStep(
                    me,
                    "me",
                    [new ArazzoParameter("Authorization", "header", $"Bearer {{{_known[name + ".token"]}}}")],
                    null,
                    [new ArazzoCriterion("$statusCode == 200")],
                    new JsonObject { ["id"] = "$response.body#/id" }
                )
            );
    }

    // A valid request whose login is another in each run; null when the examples don't make one.
    private JsonObject? RegisterBody(string name, Role role)
    {
        var schema = plan.Contract.Schema(plan.Contract.Endpoint("register")?.RequestSchema);
        if (schema is null || plan.Index.LoginField is not { } login)
            return null;
        var body = new JsonObject();
        foreach (var property in schema.Properties.Where(static property => property.Required))
        {
            var unique = property.Field is { Unique: true };
            if (unique && property.Name != login.Name)
                return null;
            body[property.Name] =
                !unique ? property.Value.Example
                : property.Value.Format == "email" ? $"{name}-{{$inputs.run}}@example.com"
                : $"{name}{{$inputs.run}}";
            if (body[property.Name] is null)
                return null;
        }

        if (role.Id != plan.Index.DefaultRole?.Id)
            body["role"] = role.Name;
        return body;
    }

    private void Step(ScenarioStep step, string id)
    {
        var endpoint = endpoints[step.Call!];
        List<ArazzoParameter> parameters = [];
        parameters.AddRange(Parameters(step.Path, "path"));
        parameters.AddRange(Parameters(step.Query, "query"));
        if (step.As is { } caller)
            parameters.Add(
                ScenarioCheck.IsKey(scenario, step)
                    ? new ArazzoParameter(plan.Contract.KeyHeader ?? "", "header", _known.GetValueOrDefault(caller + ".key"))
                    : new ArazzoParameter("Authorization", "header", $"Bearer {{{Token(caller)}}}")
            );
        parameters.AddRange(Parameters(step.Headers, "header"));
        if (
            endpoint.Parameters.Any(static parameter => parameter.Name == "If-Match")
            && !parameters.Exists(static parameter => parameter.Name.Equals("If-Match", StringComparison.OrdinalIgnoreCase))
        )
            parameters.Add(new ArazzoParameter("If-Match", "header", "*"));
        var outputs = step.Save is { } save ? Outputs(save, id) : [];
        _steps.Add(
            new ArazzoStep(
                id,
                endpoint.OperationId,
                parameters.Count == 0 ? null : parameters,
                step.Body is { } body ? new ArazzoBody(HttpContract.Json, Resolve(JsonNode.Parse(body.GetRawText()))) : null,
                [.. Criteria(step, endpoint)],
                outputs.Count == 0 ? null : outputs
            )
        );
    }

    private IEnumerable<ArazzoParameter> Parameters(JsonElement? json, string where) =>
        json is { ValueKind: JsonValueKind.Object } map
            ? map.EnumerateObject()
                .Select(member => new ArazzoParameter(member.Name, where, Resolve(JsonNode.Parse(member.Value.GetRawText()))))
            : [];

    private string Token(string caller) =>
        _known.GetValueOrDefault(caller + ".token") ?? _known.GetValueOrDefault(caller + ".accessToken") ?? "";

    // What later steps refer to, and the token where the answer is a login.
    private JsonObject Outputs(string save, string id)
    {
        var outputs = new JsonObject();
        foreach (var reference in References().Where(reference => reference.Name == save))
        {
            var name = string.Join('-', reference.Header is { } header ? [header.ToLowerInvariant()] : reference.Members);
            outputs[name] = reference.Header is null
                ? "$response.body#/" + string.Join('/', reference.Members)
                : "$response.header." + reference.Header;
            _known[Key(reference)] = $"$steps.{id}.outputs.{name}";
        }

        foreach (var step in scenario.Steps.Where(step => step.As == save).Take(1))
        {
            var member = ScenarioCheck.IsKey(scenario, step) ? "key" : "accessToken";
            outputs[member] = "$response.body#/" + member;
            _known[$"{save}.{member}"] = $"$steps.{id}.outputs.{member}";
        }

        return outputs;
    }

    private IEnumerable<ArazzoCriterion> Criteria(ScenarioStep step, HttpEndpoint endpoint)
    {
        yield return new ArazzoCriterion($"$statusCode == {step.Expect?.Status ?? endpoint.Success.Status}");
        if (step.Expect?.Problem is { } problem)
            yield return new ArazzoCriterion($"$response.body#/code == '{problem}'");
        if (step.Expect?.Body is not { } body)
            yield break;
        foreach (var (pointer, value) in Leaves(body, ""))
        {
            var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
            if (text == "$any")
                yield return new ArazzoCriterion($"$response.body#{pointer} != null");
            else if (text is null || !text.Contains('\'', StringComparison.Ordinal))
                yield return new ArazzoCriterion($"$response.body#{pointer} == {Operand(value, text)}");
        }
    }

    private string Operand(JsonElement value, string? text) =>
        text is null ? value.GetRawText()
        : Resolve(text)!.ToString() is var resolved && resolved != text && ScenarioReference.IsReference(text) ? resolved
        : $"'{resolved}'";

    // Single values by their JSON pointer; lists are left out.
    private static IEnumerable<(string Pointer, JsonElement Value)> Leaves(JsonElement json, string at) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Leaves(member.Value, $"{at}/{member.Name}")),
            JsonValueKind.Array => [],
            _ => [(at, json)],
        };

    private JsonNode? Resolve(JsonNode? json) =>
        json switch
        {
            JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value)))),
            JsonArray items => new JsonArray([.. items.Select(Resolve)]),
            JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith('$') => ScenarioReference.Read(text)
                is { } reference
                ? _known.GetValueOrDefault(Key(reference), text)
                : text[1..],
            _ => json?.DeepClone(),
        };

    private bool Refers(string key) => References().Any(reference => Key(reference) == key);

    private IEnumerable<ScenarioReference> References() =>
        scenario
            .Steps.SelectMany(static step =>
                new[] { step.Path, step.Query, step.Headers, step.Body, step.Expect?.Headers, step.Expect?.Body }
            )
            .OfType<JsonElement>()
            .SelectMany(ScenarioReference.All);

    private static string Key(ScenarioReference reference) =>
        reference.Header is { } header
            ? $"{reference.Name}@{header.ToLowerInvariant()}"
            : string.Join('.', [reference.Name, .. reference.Members]);
}
