using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Briefs.Proof;

/// <summary>A scenario that is being drafted: the rows that it needs are created through the API first. Not thread-safe.</summary>
/// <param name="model">The service.</param>
/// <param name="role">Id of the role that shall act where it may; null for any.</param>
internal sealed class ScenarioDraft(ServiceModel model, string? role)
{
    private const int MaxDepth = 6;
    private readonly SampleValues _samples = new(model);
    private readonly Dictionary<string, (string Name, string? Owner, JsonObject Body)> _rows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _looked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _needed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonNode> _given = new(StringComparer.Ordinal);
    private int _number;

    /// <summary>Who takes part.</summary>
    public ScenarioCast Cast { get; } = new(model.Index);

    /// <summary>The steps so far.</summary>
    public List<ScenarioStep> Steps { get; } = [];

    // So much of what operations take from that none is refused.
    public const int Plenty = 100;

    private readonly HashSet<string> _stocks = model
        .Blueprint.Operations.SelectMany(static operation => operation.Effects)
        .Select(static effect => effect.Add)
        .OfType<AddEffect>()
        .Where(static add => add.AtLeast is not null)
        .Select(static add => add.To[(add.To.LastIndexOf('.') + 1)..])
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The service.</summary>
    public ServiceModel Model => model;

    /// <summary>Adds a call.</summary>
    public void Call(
        Operation operation,
        string? caller,
        JsonObject? path = null,
        JsonObject? body = null,
        int? status = null,
        JsonObject? expected = null,
        string? save = null,
        string? problem = null,
        JsonObject? query = null
    )
    {
        var step = new ScenarioStep
        {
            As = caller,
            Call = operation.Id,
            Path = Json(path),
            Query = Json(query),
            Body = Json(body),
            Expect =
                status is null && expected is null && problem is null
                    ? null
                    : new ScenarioExpectation
                    {
                        Status = status,
                        Problem = problem,
                        Body = Json(expected),
                    },
            Save = save,
        };
        // Looking twice at the same shows nothing more.
        var written = JsonSerializer.Serialize(step);
        if (OperationTraits.Of(operation).Changes || _looked.Add(written))
            Steps.Add(step);
        if (OperationTraits.Of(operation).Changes && status is null)
            _looked.Clear();
    }

    /// <summary>Who may call an operation: of the role that shall act, or else the present one, or anybody who may.</summary>
    public bool TryCaller(Operation operation, string? present, out string? caller) => Cast.TryFind(operation, role, present, out caller);

    /// <summary>The row of an entity that this scenario works with, created when it isn't there; null when it can't be.</summary>
    public (string Name, string? Owner, JsonObject Body)? Row(Entity entity, int depth = 0)
    {
        if (_rows.TryGetValue(entity.Id, out var there))
            return there;
        if (
            depth > MaxDepth
            || model.Index.OperationOf(entity.Id, OperationKind.Create) is not { } create
            || create.Guards.Count > 0
            || !TryCaller(create, null, out var caller)
            || Body(entity, caller, depth) is not { } body
        )
            return null;
        var name = char.ToLowerInvariant(entity.Name[0]) + entity.Name[1..];
        for (var i = 2; Steps.Exists(step => step.Save == name); i++)
            name = char.ToLowerInvariant(entity.Name[0]) + entity.Name[1..] + i;
        Call(create, caller, body: body, expected: Simple(body), save: name);
        return _rows[entity.Id] = (name, caller, body);
    }

    /// <summary>Forgets a row that was deleted.</summary>
    public void Forget(Entity entity) => _rows.Remove(entity.Id);

    /// <summary>What it takes to create a row; null when something that it refers to can't be made.</summary>
    public JsonObject? Body(Entity entity, string? caller, int depth = 0)
    {
        var body = new JsonObject();
        var unique = (++_number).ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var field in ContractFiles.Inputs(entity))
        {
            if (_given.TryGetValue(field.Id, out var given))
                body[field.Name] = given.DeepClone();
            else if (_stocks.Contains(field.Name) && FieldTraits.Of(field.Type).IsNumber && field.Max is null or >= Plenty)
                body[field.Name] = Plenty;
            else if (field.Required && field.Default is null)
                body[field.Name] = _samples.Json(field, unique);
        }

        foreach (
            var relation in ContractFiles
                .InputRelations(model, entity)
                .Where(relation => relation.Required || entity.Owner.Contains(relation.Id) || _needed.Contains(relation.Id))
        )
        {
            var principal = model.Index.EntityById(relation.From)!;
            var reference = model.Index.IsAccount(principal) ? caller : Row(principal, depth + 1)?.Name;
            if (reference is null)
                return null;
            body[Conventions.ForeignKeyProperty(relation)] = $"${reference}.id";
        }

        return body;
    }

    /// <summary>From now on rows get a value for a field, by its id: a text, a number, or a reference.</summary>
    public void Give(Field field, JsonNode value) => _given[field.Id] = value;

    /// <summary>From now on rows refer by it, though they needn't.</summary>
    public void Need(Relation relation) => _needed.Add(relation.Id);

    /// <summary>The path of the row.</summary>
    public static JsonObject At(string row) => new() { ["id"] = $"${row}.id" };

    // What comes back as it was sent: plain texts and whole numbers. Others may be written in another form.
    private static JsonObject Simple(JsonObject body) =>
        new(
            body.Where(static member =>
                    member.Value is JsonValue value
                    && (
                        value.GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
                        || IsPlain(value.ToString())
                    )
                )
                .Select(static member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))
        );

    private static bool IsPlain(string text) =>
        text.StartsWith('$') || text.All(static c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.' or '@');

    private static JsonElement? Json(JsonObject? json) => json is null ? null : JsonSerializer.SerializeToElement(json);
}
