using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Emitters.AspNetCore.Operations;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour.Testing;

/// <summary>
/// The delivered tests of a rule between rows: the first row passes, the next is refused, and many at once don't slip through.
/// </summary>
internal sealed class RuleTests(ServiceModel model, Operation operation, BehaviourTests behaviour)
{
    private const int Many = 500;
    private readonly Entity _entity = model.Index.EntityById(operation.Entity)!;

    public void Write(TestWriter tests, string caller, EntityRule rule)
    {
        var (situation, most) = rule.Capacity is { } capacity ? Full(capacity) : (Roomy ?? behaviour.Allowed, 1);
        var unique = ContractFiles.Inputs(_entity).Where(static input => input.Unique).Select(static input => input.Name).ToList();
        var room = new RuleRoom(model, _entity, rule, most + 1);
        // What an effect changes may be in the way of a second row before the rule is.
        if (
            situation is null
            || !operation.Effects.All(IsHarmless)
            || room.Alike.Intersect(unique).Any()
            || room.IsBlocked
            || (room.IsApart && (rule.Capacity is null || operation.Guards.Count > 0))
        )
            return;
        var name = Conventions.Snake(rule.Problem);
        // Rows that are alike would break another rule before they are too many.
        var differ = rule.Capacity is not null || unique.Count > 0;
        var last = Math.Min(most, 2);
        var proves = DeclaredBehaviour.Rule(_entity, rule);
        var rows = new RuleRows(_entity, situation, room, caller);
        new RaceTests(model, operation, behaviour).Race(
            tests,
            caller,
            proves,
            $"keeps_{name}_when_many_call_at_once",
            situation,
            last,
            differ ? body => rows.Calls(body, tests, most - last, "Sample.Callers") : null
        );
        tests.Test(
            $"is_refused_as_{name}_by_its_rule",
            body =>
            {
                TestWriter.Login(body, caller);
                behaviour.Arrange(body, situation);
                if (differ)
                    rows.Calls(body, tests, most - last, $"{last + 1}");
                for (var i = 0; i < last; i++)
                    body.Line($"using var response{i} = await {Call(i)};").Line($"await response{i}.AssertStatusAsync({tests.Success});");
                body.Line(
                    $"""
                    using var refused = await {Call(last)};

                    await refused.AssertStatusAsync({rule.Status}, {CSharp.Literal(rule.Problem)});
                    """
                );
                if (unique.Count == 0)
                    Elsewhere(body, tests, rule, room);
            },
            proves
        );

        string Call(int i) => differ ? $"calls[{i}]()" : $"client.SendAsync({tests.Call()})";
    }

    /// <summary>A row that is made like another by a change.</summary>
    public void Change(TestWriter tests, EntityRule rule)
    {
        if (
            rule is { Capacity: null, NoOverlap.Where: null, Unique: null } or { Capacity: null, NoOverlap: null, Unique.Where: null }
            && IsAlone
            && !new RuleRoom(model, _entity, rule, 2).IsBlocked
        )
            tests.Shared(
                $"is_refused_as_{Conventions.Snake(rule.Problem)}_by_its_rule",
                "RefusesLikenessAsync",
                $"{rule.Status}",
                CSharp.Literal(rule.Problem)
            );
    }

    // Whether rows that are alike break no other rule first.
    private bool IsAlone =>
        _entity.Rules.Count(static other => other.Capacity is null) == 1
        && !ContractFiles.Inputs(_entity).Any(static input => input.Unique);

    // Gives the new row values, or tells of it.
    private static bool IsHarmless(Effect effect) =>
        effect.Notify is not null
        || effect.Publish is not null
        || (effect.Set.Count > 0 && effect.Set.Keys.All(static target => !target.Contains('.', StringComparison.Ordinal)));

    // Among the rows of another it is let through.
    private void Elsewhere(CodeWriter body, TestWriter tests, EntityRule rule, RuleRoom room)
    {
        var name = rule.Capacity?.Per ?? rule.NoOverlap?.Per ?? rule.Unique!.Fields.FirstOrDefault(IsRelation);
        var relation = name is null ? null : model.Index.Reference(_entity.Id, name);
        if (
            relation is null
            || operation.Guards.Count > 0
            || !ContractFiles.InputRelations(model, _entity).Contains(relation)
            || !room.TellsApart(Conventions.ForeignKeyProperty(relation))
            || room.Most < (rule.NoOverlap is null ? 2 : 4)
        )
            return;
        var key = CSharp.Literal(Conventions.ForeignKeyProperty(relation));
        // The sample of an account is the caller.
        var principal = model.Index.EntityById(relation.From)!;
        var fresh = model.Index.IsAccount(principal)
            ? $"(await _host.WithDbAsync(db => {ServiceModel.Class(principal)}Sample.RowAsync(db, Guid.Empty))).Id"
            : $"(await _host.WithDbAsync(db => {ServiceModel.Class(_entity)}Sample.BodyAsync(db, account)))[{key}]";
        body.Line(
            $$"""

            var fresh = {{fresh}};
            var elsewhere = new Dictionary<string, object?>(body) { [{{key}}] = fresh };
            using var free = await client.SendAsync({{tests.Call("elsewhere")}});

            await free.AssertStatusAsync({{tests.Success}});
            """
        );
        if (room.Others.All(static other => other.Capacity is not null))
            Beside(body, tests, rule);
    }

    // What ends as another begins does not overlap it, unless the last day counts too.
    private void Beside(CodeWriter body, TestWriter tests, EntityRule rule)
    {
        var inputs = ContractFiles.Inputs(_entity).Select(static field => field.Name).ToHashSet(StringComparer.Ordinal);
        if (rule.NoOverlap is not { } interval || !inputs.Contains(interval.From) || !inputs.Contains(interval.To))
            return;
        var (from, to) = (CSharp.Literal(interval.From), CSharp.Literal(interval.To));
        var expected = interval.Inclusive ? $"{rule.Status}, {CSharp.Literal(rule.Problem)}" : $"{tests.Success}";
        body.Line(
            $$"""

            var (before, behind) = (Sample.Later(body[{{from}}], -1), Sample.Later(body[{{to}}], 1));
            foreach (var (from, to) in new[] { (body[{{to}}], behind), (before, body[{{from}}]) })
            {
                var beside = new Dictionary<string, object?>(body) { [{{from}}] = from, [{{to}}] = to };
                using var after = await client.SendAsync({{tests.Call("beside")}});

                await after.AssertStatusAsync({{expected}});
            }
            """
        );
    }

    private bool IsRelation(string name) => BlueprintIndex.FieldByName(_entity, name) is null;

    // No capacity is in the way of what another rule refuses.
    private Situation? Roomy =>
        behaviour.Find(
            found =>
                _entity
                    .Rules.Select(static rule => rule.Capacity?.Limit)
                    .OfType<string>()
                    .Select(limit => ExpressionReader.Read(limit, BehaviourScopes.OfRow(model.Index, _entity)))
                    .All(limit => limit is LiteralNode || found.Fix(limit, Many)),
            operation.Guards.Count
        );

    // Room for two, or for the few that the rule names.
    private (Situation?, int) Full(CapacityRule capacity)
    {
        var limit = ExpressionReader.Read(capacity.Limit, BehaviourScopes.OfRow(model.Index, _entity));
        if (limit is LiteralNode)
            return decimal.Parse(capacity.Limit, System.Globalization.CultureInfo.InvariantCulture) is var most and <= 100
                ? (behaviour.Allowed, (int)most)
                : (null, 0);
        return (behaviour.Find(found => found.Fix(limit, 2), operation.Guards.Count), 2);
    }
}
