using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Fields;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>
/// What delivered tests say of the body of a creation or an update: each wrong value is named, and all that is sent is kept.
/// </summary>
internal sealed class BodyTests(ServiceModel model, HttpEndpoint endpoint)
{
    private readonly Operation _operation = endpoint.Operation!;
    private readonly Entity _entity = endpoint.Entity!;

    private IEnumerable<Field> Inputs => ContractFiles.Inputs(_entity);

    private IReadOnlyList<Relation> References => [.. ContractFiles.InputRelations(model, _entity)];

    /// <summary>A test that each value which is missing or wrong is told by name.</summary>
    public void WrongValues(TestWriter tests)
    {
        List<string> wrong = [.. Inputs.SelectMany(OfField).Concat(References.SelectMany(OfReference)).Concat(OfChecks()).Select(Pair)];
        if (wrong.Count > 0)
            tests.Shared("names_each_value_that_is_wrong", "NamesEachAsync", wrong);
    }

    /// <summary>
    /// Names of what an answer does not show as it was sent: what effects change, and what callers only write.
    /// </summary>
    public IEnumerable<string> NotShown
    {
        get
        {
            var targets = Targets(_operation.Effects).ToHashSet(StringComparer.Ordinal);
            var fields = Inputs
                .Where(input => input.Exposure != FieldExposure.ReadWrite || targets.Contains(input.Name))
                .Select(static input => input.Name);
            var references = References
                .Where(relation => targets.Contains(relation.Name) || targets.Contains(Conventions.ForeignKeyProperty(relation)))
                .Select(Conventions.ForeignKeyProperty);
            return fields.Concat(references).Select(CSharp.Literal);
        }
    }

    /// <summary>Other values than a sample row has, where nothing holds them together.</summary>
    public string Others =>
        _operation.Guards.Count + _operation.Effects.Count + _entity.Rules.Count > 0 ? "[]" : $"[{string.Join(", ", Free())}]";

    private IEnumerable<string> Free() =>
        from field in Inputs.Where(IsFree)
        let other = FieldCode.Of(field).OtherWire(new SampleField(model, _entity, field))
        where other is not null
        select Pair((field.Name, other));

    private static string Pair((string Name, string Value) pair) => $"({CSharp.Literal(pair.Name)}, {pair.Value})";

    private bool IsFree(Field field) =>
        !SampleField.Distinct(_entity, field) && !_entity.Checks.Any(check => check.Left == field.Id || check.Right == field.Id);

    private static IEnumerable<(string Name, string Value)> OfField(Field field)
    {
        if (field is { Required: true, Default: null })
            yield return (field.Name, "null");
        foreach (var value in FieldCode.Of(field).WrongWire(field))
            yield return (field.Name, value);
    }

    private static IEnumerable<(string Name, string Value)> OfReference(Relation relation)
    {
        var name = Conventions.ForeignKeyProperty(relation);
        if (relation.Required)
            yield return (name, "null");
        yield return (name, "Guid.NewGuid()");
    }

    // What must differ is made the same.
    private IEnumerable<(string Name, string Value)> OfChecks() =>
        from check in _entity.Checks
        where check.Operator is Comparison.Less or Comparison.Greater or Comparison.NotEqual
        let left = Inputs.FirstOrDefault(field => field.Id == check.Left)
        let right = Inputs.FirstOrDefault(field => field.Id == check.Right)
        where left is { Default: null, Required: true } && right is { Default: null, Required: true } && !ServiceModel.IsReference(left)
        select (left.Name, $"new Like({CSharp.Literal(right.Name)})");

    private static IEnumerable<string> Targets(IEnumerable<Effect> effects) =>
        effects.SelectMany(EffectTree.All).SelectMany(static effect => effect.Set.Keys.Append(effect.Add?.To ?? ""));
}
