using System.Text.Json;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Scenarios;

/// <summary>
/// Holds scenarios against the HTTP contract: operations, parameters, statuses, members of bodies, and that what a step refers to is known
/// by then. Pure; safe on any thread.
/// </summary>
internal sealed class ScenarioCheck
{
    private readonly HttpContract _contract;
    private readonly Dictionary<string, HttpEndpoint> _endpoints;
    private readonly List<Diagnostic> _problems = [];

    private ScenarioCheck(Blueprint blueprint)
    {
        _contract = HttpContract.Of(blueprint);
        _endpoints = Endpoints(_contract);
    }

    /// <summary>Everything that makes a scenario of a blueprint impossible to play.</summary>
    /// <param name="blueprint">A blueprint without other errors.</param>
    public static IReadOnlyList<Diagnostic> Problems(Blueprint blueprint)
    {
        if (blueprint.Scenarios.Count == 0)
            return [];
        var check = new ScenarioCheck(blueprint);
        for (var i = 0; i < blueprint.Scenarios.Count; i++)
            check.Scenario(blueprint.Scenarios[i], $"scenarios[{i}]");
        return check._problems;
    }

    /// <summary>The endpoints by what steps call: an operation's id, or the name of an endpoint of authentication.</summary>
    public static Dictionary<string, HttpEndpoint> Endpoints(HttpContract contract) =>
        contract.Endpoints.ToDictionary(static endpoint => endpoint.Operation?.Id ?? endpoint.OperationId, StringComparer.Ordinal);

    /// <summary>Whether a step calls by an API key that an earlier one has saved.</summary>
    public static bool IsKey(Scenario scenario, ScenarioStep step) =>
        step.As is { } caller
        && scenario.Steps.TakeWhile(other => other != step).LastOrDefault(other => other.Save == caller)?.Call == ApiKeys.Operations[0];

    private void Scenario(Scenario scenario, string path)
    {
        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var account in scenario.Accounts)
            known[account.Name] = null;
        for (var i = 0; i < scenario.Steps.Count; i++)
        {
            var step = scenario.Steps[i];
            var place = $"{path}.steps[{i}]";
            if (step.Call is null)
            {
                References(step, known, scenario, place);
                continue;
            }

            if (!_endpoints.TryGetValue(step.Call, out var endpoint))
            {
                Add(place + ".call", $"There is no operation '{Short(step.Call)}'.", Offered());
                continue;
            }

            var status = step.Expect?.Status ?? endpoint.Success.Status;
            var answer = endpoint.Responses.FirstOrDefault(response => response.Status == status);
            if (answer is null)
                Add(
                    place + ".expect.status",
                    $"{endpoint.OperationId} never answers {status}.",
                    $"It answers {string.Join(", ", endpoint.Responses.Select(static response => response.Status).Distinct())}."
                );
            if (
                step.As is { } caller
                && scenario.Accounts.All(account => account.Name != caller)
                && known.GetValueOrDefault(caller) is not (SchemaBuilder.TokenResponse or ApiKeyContract.Created)
            )
                Add(
                    place + ".as",
                    $"'{caller}' is no login.",
                    "Name an account, or the saved answer of register, login, refresh or createApiKey."
                );
            Parameters(step, endpoint, status, place);
            Body(step, endpoint, status, place);
            File(step, endpoint, status, place);
            References(step, known, scenario, place);
            if (step.Expect?.Body is { } expected && answer is not null)
                Members(expected, answer.Schema, place + ".expect.body", endpoint.OperationId + "'s answer");
            if (step.Expect?.Problem is not null && status < 400)
                Add(place + ".expect.problem", $"A success ({status}) has no problem code.", "Expect the status of the problem, too.");
            if (step.Save is not { } save)
                continue;
            if (scenario.Accounts.Any(account => account.Name == save) || save is "now" or "today" or "any")
                Add(place + ".save", $"'{save}' is a name already.", "Save the answer by another name.");
            known[save] = answer?.Schema;
        }
    }

    private void Parameters(ScenarioStep step, HttpEndpoint endpoint, int status, string place)
    {
        List<string> In(HttpParameterLocation where) =>
            [.. endpoint.Parameters.Where(parameter => parameter.In == where).Select(static parameter => parameter.Name)];
        var (path, query) = (In(HttpParameterLocation.Path), In(HttpParameterLocation.Query));
        var given = Names(step.Path);
        if (!path.ToHashSet(StringComparer.Ordinal).SetEquals(given))
            Add(
                place + ".path",
                $"{endpoint.OperationId} is {endpoint.Method} {endpoint.Path}; the step gives {List(given)}.",
                path.Count == 0 ? "Leave 'path' out." : $"Write path: {{ {string.Join(", ", path.Select(static name => name + ": …"))} }}."
            );
        foreach (var unknown in Names(step.Query).Where(name => !query.Contains(name) && status != 400))
            Add(place + ".query", $"{endpoint.OperationId} has no parameter '{Short(unknown)}' in its query.", $"It has {List(query)}.");
    }

    private void Body(ScenarioStep step, HttpEndpoint endpoint, int status, string place)
    {
        // A request that is refused as malformed may be anything.
        if (status == 400)
            return;
        if (endpoint.RequestSchema is not { } schema)
        {
            if (step.Body is not null)
                Add(place + ".body", $"{endpoint.OperationId} takes no body.", "Leave 'body' out.");
            return;
        }

        if (step.Body is { } body)
            Members(body, schema, place + ".body", endpoint.OperationId);
        var missing = _contract
            .Schema(schema)!
            .Properties.Where(static property => property.Required)
            .Select(static property => property.Name)
            .Except(Names(step.Body))
            .ToList();
        if (missing.Count > 0)
            Add(place + ".body", $"{endpoint.OperationId} needs {List(missing)}.", "Add it to 'body', or expect the status 400.");
    }

    // What is refused anyway may be anything.
    private void File(ScenarioStep step, HttpEndpoint endpoint, int status, string place)
    {
        var taken = string.Join(", ", endpoint.RequestFiles);
        if (step.File is not null && endpoint.RequestFiles.Count == 0)
            Add(
                place + ".file",
                $"{endpoint.OperationId} takes no file.",
                _endpoints.Values.FirstOrDefault(static other => other.RequestFiles.Count > 0) is { } upload
                    ? $"Call {upload.OperationId}, or send a 'body'."
                    : "Send a 'body'; files are taken by operations of the kind upload, of a field of the type file."
            );
        else if (step.File is { } sent && status < 400 && !endpoint.RequestFiles.Contains(sent.Type))
            Add(
                place + ".file.type",
                $"{endpoint.OperationId} takes no {Short(sent.Type)}.",
                $"It takes {taken}; or expect {{ status: 415, problem: {FileField.TypeRefused} }}."
            );
        else if (step.File is null && status < 400 && endpoint.RequestFiles.Count > 0)
            Add(
                place + ".file",
                $"{endpoint.OperationId} needs a file.",
                $"Write file: {{ type: {endpoint.RequestFiles[0]}, base64: … }}; it takes {taken}."
            );
    }

    // Members that the schema doesn't have, at any depth.
    private void Members(JsonElement json, string? schema, string place, string whose)
    {
        if (_contract.Schema(schema) is not { Properties: { Count: > 0 } properties })
            return;
        if (json.ValueKind != JsonValueKind.Object)
        {
            if (json.ValueKind != JsonValueKind.String)
                Add(place, $"It is an object with {List([.. properties.Select(static property => property.Name)])}.", "Write a mapping.");
            return;
        }

        foreach (var member in json.EnumerateObject())
        {
            if (properties.FirstOrDefault(property => property.Name == member.Name) is not { } property)
            {
                // Problems may carry more than they must.
                if (_contract.Schema(schema)!.Kind != HttpSchemaKind.Problem)
                    Add(
                        $"{place}.{Short(member.Name)}",
                        $"{whose} has no '{Short(member.Name)}'.",
                        $"It has {List([.. properties.Select(static known => known.Name)])}."
                    );
            }
            else if (property.Value.Schema is { } inner)
                Members(member.Value, inner, $"{place}.{member.Name}", whose);
            else if (property.Value.Items?.Schema is { } item && member.Value.ValueKind == JsonValueKind.Array)
                foreach (var (value, i) in member.Value.EnumerateArray().Select(static (value, i) => (value, i)))
                    Members(value, item, $"{place}.{member.Name}[{i}]", whose);
        }
    }

    private void References(ScenarioStep step, Dictionary<string, string?> known, Scenario scenario, string place)
    {
        foreach (var (json, at, expected) in Parts(step, place))
        {
            foreach (var text in ScenarioReference.Texts(json).Where(ScenarioReference.IsReference))
            {
                if (ScenarioReference.Read(text) is not { IsShiftKnown: true } reference)
                    Add(
                        at,
                        $"'{Short(text)}' refers to nothing.",
                        "Write $name.member of a saved answer, $now+00:30:00 or $today+3; a text that begins with $ is written with $$."
                    );
                else if (reference.Name is "now" or "today" || (reference.Name == "any" && expected))
                    continue;
                else if (!known.TryGetValue(reference.Name, out var schema))
                    Add(
                        at,
                        $"'{Short(text)}' refers to '{reference.Name}', which is not known here.",
                        known.Count == 0 ? "Give an earlier step 'save: name'." : $"Known are {List([.. known.Keys])}."
                    );
                else if (scenario.Accounts.Any(account => account.Name == reference.Name))
                {
                    if (reference is not { Header: null, Members: ["id" or "token"] })
                        Add(
                            at,
                            $"'{Short(text)}' is nothing that an account has.",
                            $"It has ${reference.Name}.id and ${reference.Name}.token."
                        );
                }
                else if (reference.Header is null && Unknown(schema, reference.Members) is { } wrong)
                    Add(at, $"'{Short(text)}': the answer has no '{Short(wrong)}'.", "Name a member that the operation's schema has.");
            }
        }
    }

    // The first member of a path that a schema does not have.
    private string? Unknown(string? schema, IReadOnlyList<string> members)
    {
        HttpValue? value = new() { Schema = schema };
        foreach (var member in members)
        {
            if (value?.Items is { } item)
            {
                value = item;
                continue;
            }

            if (_contract.Schema(value?.Schema) is not { Kind: not HttpSchemaKind.Problem } shape)
                return schema is null ? member : null;
            if (shape.Properties.FirstOrDefault(property => property.Name == member) is not { } property)
                return member;
            value = property.Value;
        }

        return null;
    }

    private static IEnumerable<(JsonElement Json, string Place, bool Expected)> Parts(ScenarioStep step, string place) =>
        new (JsonElement? Json, string Place, bool Expected)[]
        {
            (step.Path, place + ".path", false),
            (step.Query, place + ".query", false),
            (step.Headers, place + ".headers", false),
            (step.Body, place + ".body", false),
            (step.Expect?.Headers, place + ".expect.headers", true),
            (step.Expect?.Body, place + ".expect.body", true),
            (Text(step.Mail?.To), place + ".mail.to", false),
            (Text(step.Mail?.Subject), place + ".mail.subject", false),
            (step.Provider?.Answers, place + ".provider.answers", false),
            (step.Provider?.With, place + ".provider.with", true),
        }
            .Where(static part => part.Json is not null)
            .Select(static part => (part.Json!.Value, part.Place, part.Expected));

    private static JsonElement? Text(string? text) => text is null ? null : JsonSerializer.SerializeToElement(text);

    private static List<string> Names(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Object } map ? [.. map.EnumerateObject().Select(static member => member.Name)] : [];

    private static string List(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names.Take(30).Select(Short));

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private string Offered() =>
        $"There are {string.Join(", ", _endpoints.Values.Take(40).Select(static endpoint => endpoint.OperationId))}"
        + (_endpoints.Count > 40 ? ", …" : ".");

    private void Add(string path, string message, string remedy) => _problems.Add(BlueprintRules.Scenario.At(path, message, remedy));
}
