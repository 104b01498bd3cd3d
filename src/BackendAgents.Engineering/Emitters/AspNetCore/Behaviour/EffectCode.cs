using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>Writes effects, one method a kind. Rows are held before they are read, so that what is computed from them is true.</summary>
internal sealed class EffectCode(ServiceModel model, CodeWriter text, RowLoader rows)
{
    private RowLoader _rows = rows;
    private int _created;

    public void Write(IReadOnlyList<Effect> effects, ExpressionScope scope)
    {
        foreach (var effect in effects)
        {
            if (effect.When is null)
            {
                scope = One(effect, scope);
                continue;
            }

            Settle(effect.When, scope);
            var condition = Code.Truth(ExpressionReader.Read(effect.When, scope, ExpressionType.Bool));
            text.Line($"if ({condition})").Line("{");
            var before = _rows;
            text.Indented(inner =>
            {
                _rows = new RowLoader(inner, before);
                scope = One(effect, scope);
            });
            _rows = before;
            text.Line("}").Line();
        }
    }

    private ExpressionCode Code => new(model, _rows);

    private ExpressionScope One(Effect effect, ExpressionScope scope)
    {
        if (effect.Set.Count > 0)
            Set(effect.Set, scope);
        if (effect.Add is { } add)
            Add(add, scope);
        if (effect.ForEach is { } loop)
            ForEach(loop, scope);
        if (effect.Delete is { } delete)
            Delete(delete, scope);
        if (effect.Notify is { } mail)
            Tell(
                NotificationFile.Class,
                NotificationFile.Method(model.Blueprint.Notifications.First(sent => sent.Id == mail)),
                effect.About,
                scope
            );
        if (effect.Publish is { } fact)
            Tell(EventFiles.Class, EventFiles.Method(model.Blueprint.Events.First(told => told.Id == fact)), effect.About, scope);
        if (effect.Call is { } asked)
            Tell(
                ProviderFiles.Class,
                ProviderFiles.Method(model.Blueprint.Providers.First(provider => provider.Id == asked)),
                effect.About,
                scope
            );
        return effect.Create is { } create ? Create(create, scope) : scope;
    }

    // All values are computed before the first is set: 'set: { a: b, b: a }' swaps.
    private void Set(IReadOnlyDictionary<string, string> values, ExpressionScope scope)
    {
        var targets = new List<(MemberNode Member, string Value)>();
        foreach (var (target, value) in values)
        {
            var member = (MemberNode)ExpressionReader.Read(target, scope);
            var type = member.Type with { IsNullable = false };
            Settle(value, scope, type);
            targets.Add((member, Code.Assigned(ExpressionReader.Read(value, scope, type), type, member.Field)));
        }

        var isMany = targets.Count > 1 && values.Values.Any(value => Names(value).Overlaps(values.Keys));
        foreach (var (member, value) in targets)
        {
            var given = isMany ? _rows.Keep(value) : value;
            Change(member, owner => text.Line($"{owner}.{Property(member)} = {given};"));
        }

        if (targets.Any(static target => target.Member.Key is not null))
            _rows.Forget();
        foreach (var owner in targets.Select(static target => target.Member.Owner).DistinctBy(_rows.Local))
            Keep(owner);
    }

    private void Add(AddEffect add, ExpressionScope scope)
    {
        Settle(add.Amount, scope);
        var member = (MemberNode)ExpressionReader.Read(add.To, scope);
        var type = member.Type with { IsNullable = false };
        var amount = Code.Assigned(ExpressionReader.Read(add.Amount, scope), type, member.Field);
        Change(member, owner =>
        {
            var property = $"{owner}.{Property(member)}";
            var own = ExpressionType.Of(member.Field!, model.Index).IsNullable ? $"({property} ?? 0)" : property;
            text.Line($"{property} = {(type.IsWhole ? $"checked({own} + {amount})" : $"{own} + {amount}")};");
            if (Bounds(add, type) is { } outside)
                text.Line($"if ({property} is {outside})\n    return {Refusals.Of(add)};");
        });
        Keep(member.Owner);
    }

    private void ForEach(ForEachEffect loop, ExpressionScope scope)
    {
        // What was created before belongs to the collection, too.
        text.Line("await db.SaveChangesAsync(cancellationToken);");
        var source = ExpressionReader.ReadCollection(loop.In, scope);
        var inner = scope.With(loop.As, source.Entity);
        var name = RowLoader.Name(new RowNode(loop.As, source.Type));
        // All requests take rows in the same order, so that they don't wait for each other in a circle.
        var first = model
            .Index.RelationsTo(source.Entity.Id)
            .FirstOrDefault(relation => Touches(loop.Effects, $"{loop.As}.{relation.Name}."));
        var order = first is null ? "" : $".OrderBy(found => found.{ServiceModel.Key(first)})";
        text.Line(
            $$"""
            var {{name}}s = await db.{{ServiceModel.Set(source.Entity)}}
                .Where(found => found.{{ServiceModel.Key(source.Relation!)}} == {{Owner(source)}})
                {{(order.Length == 0 ? ".OrderBy(found => found.Id)" : order + ".ThenBy(found => found.Id)")}}
                .ToListAsync(cancellationToken);
            foreach (var {{name}} in {{name}}s)
            {
            """
        );
        text.Indented(body =>
            {
                var code = new EffectCode(model, body, new RowLoader(body, _rows));
                if (loop.Where is { } where)
                    body.Line($"if (!{code.Code.Truth(ExpressionReader.Read(where, inner, ExpressionType.Bool))})\n    continue;");
                code.Write(loop.Effects, inner);
            })
            .Line("}")
            .Line();
    }

    // What is told is the row as it is stored in the end, with all that later effects and rules make of it.
    private void Tell(string type, string method, string? about, ExpressionScope scope)
    {
        var node = about is null ? null : ExpressionReader.Read(about, scope);
        var row = node is null ? scope.RowName : _rows.Local(node);
        var call = $"{Telling.Later}(() => {type}.{method}({row}, work, cancellationToken));";
        // A row that a reference may not lead to is nothing to tell of.
        text.Line(node?.Type.IsNullable == true ? $"if ({row} is not null)\n    {call}" : call);
    }

    private void Delete(DeleteEffect delete, ExpressionScope scope)
    {
        text.Line("await db.SaveChangesAsync(cancellationToken);");
        var source = ExpressionReader.ReadCollection(delete.In, scope);
        var filter = $"found.{ServiceModel.Key(source.Relation!)} == {Owner(source)}";
        if (delete.Where is { } where)
            filter +=
                " && "
                + Code.Truth(
                    ExpressionReader.Read(where, BehaviourScopes.OfFound(scope, source.Entity), ExpressionType.Bool),
                    inQuery: true
                );
        var set = ServiceModel.Set(source.Entity);
        var name = "gone" + ++_created;
        text.Line(
            $$"""
            var {{name}} = await db.{{set}}.Where(found => {{filter}}).ToListAsync(cancellationToken);
            db.{{set}}.RemoveRange({{name}});
            """
        );
        var rules = new EntityRules(model, source.Entity);
        if (!rules.HasParents)
            return;
        text.Line("await db.SaveChangesAsync(cancellationToken);").Line($"foreach (var removed in {name})").Line("{");
        text.Indented(body => rules.Removed(body, "removed")).Line("}").Line();
    }

    private ExpressionScope Create(CreateEffect create, ExpressionScope scope)
    {
        var entity = model.Index.EntityById(create.Entity)!;
        var name = create.As is { } called
            ? called + "Row"
            : $"new{entity.Name}{(_created++ == 0 ? "" : _created.ToString(CultureInfo.InvariantCulture))}";
        foreach (var (given, value) in create.Values)
            Settle(value, scope, BlueprintIndex.FieldByName(entity, given) is { } known ? ExpressionType.Of(known, model.Index) : null);
        var values = create
            .Values.Select(pair => (Property: PropertyOf(entity, pair.Key), Value: ValueOf(entity, pair.Key, pair.Value, scope)))
            .ToList();
        text.Line($"var {name} = new {ServiceModel.Class(entity)}").Line("{");
        text.Indented(body =>
        {
            foreach (var (property, value) in values)
                body.Line($"{property} = {value},");
        });
        text.Line("};");
        var rules = new EntityRules(model, entity);
        rules.Fill(text, name, isNew: true);
        text.Line($"db.{ServiceModel.Set(entity)}.Add({name});");
        if (rules.HasStored)
        {
            text.Line("await db.SaveChangesAsync(cancellationToken);");
            rules.Stored(text, name);
        }

        return create.As is null ? scope : scope.With(create.As, entity);
    }

    private string ValueOf(Entity entity, string name, string value, ExpressionScope scope)
    {
        var field = BlueprintIndex.FieldByName(entity, name);
        var type = field is null ? ExpressionType.Id : ExpressionType.Of(field, model.Index);
        return Code.Assigned(ExpressionReader.Read(value, scope, type), type with { IsNullable = false }, field);
    }

    private string PropertyOf(Entity entity, string name) =>
        BlueprintIndex.FieldByName(entity, name) is { } field
            ? ServiceModel.Property(field)
            : ServiceModel.Key(model.Index.Reference(entity.Id, name)!);

    private string Owner(CollectionNode source)
    {
        var owner = _rows.Local(source.Owner!);
        return source.Owner!.Type.IsNullable ? _rows.Keep(owner + "?.Id") : owner + ".Id";
    }

    // A row that a reference may not lead to is left alone when it isn't there.
    private void Change(MemberNode member, Action<string> change)
    {
        var owner = _rows.Local(member.Owner);
        if (!member.Owner.Type.IsNullable)
        {
            change(owner);
            return;
        }

        text.Line($"if ({owner} is not null)").Line("{");
        text.Indented(_ => change(owner)).Line("}").Line();
    }

    // Another row than the operation's own, which its handler keeps.
    private void Keep(Node owner)
    {
        if (owner is RowNode { Name: "row" })
            return;
        var local = _rows.Local(owner);
        var rules = new EntityRules(model, owner.Type.Entity!);
        if (!rules.Any)
            return;
        if (owner.Type.IsNullable)
            text.Line($"if ({local} is not null)").Line("{");
        rules.Fill(text, local, isNew: false);
        if (rules.HasStored)
        {
            text.Line("await db.SaveChangesAsync(cancellationToken);");
            rules.Stored(text, local);
        }

        if (owner.Type.IsNullable)
            text.Line("}").Line();
    }

    // Functions of rows ask the database, which has to know what was changed before.
    private void Settle(string expression, ExpressionScope scope, ExpressionType? expected = null)
    {
        if (ExpressionReader.Read(expression, scope, expected).All.Any(static part => part is AggregateNode))
            text.Line("await db.SaveChangesAsync(cancellationToken);");
    }

    private static string? Bounds(AddEffect add, ExpressionType type)
    {
        var suffix =
            type.Kind == ValueKind.Decimal ? "m"
            : type.Kind == ValueKind.Double ? "d"
            : "";
        var bounds = new[] { ("<", add.AtLeast), (">", add.AtMost) }
            .Where(static bound => bound.Item2 is not null)
            .Select(bound => $"{bound.Item1} {bound.Item2!.Value.ToString(CultureInfo.InvariantCulture)}{suffix}")
            .ToList();
        return bounds.Count == 0 ? null : string.Join(" or ", bounds);
    }

    private static string Property(MemberNode member) =>
        member.Field is { } field ? ServiceModel.Property(field) : ServiceModel.Key(member.Key!);

    private static bool Touches(IReadOnlyList<Effect> effects, string path) =>
        effects.Any(effect =>
            effect.Add?.To.StartsWith(path, StringComparison.Ordinal) == true
            || effect.Set.Keys.Any(target => target.StartsWith(path, StringComparison.Ordinal))
        );

    private static HashSet<string> Names(string expression) =>
        [.. System.Text.RegularExpressions.Regex.Matches(expression, @"[\w.]+").Select(static match => match.Value)];
}
