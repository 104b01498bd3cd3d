using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Effects of operations.</summary>
internal sealed partial class EffectValidation(ProblemList report)
{
    private const int MaxDepth = 3;

    public void Check(IReadOnlyList<Effect> effects, ExpressionScope scope, string path, int depth)
    {
        if (depth > MaxDepth)
        {
            report.Add(BlueprintRules.Limit, path, $"Effects are nested deeper than {MaxDepth} levels.");
            return;
        }

        for (var i = 0; i < effects.Count; i++)
            scope = One(effects[i], scope, $"{path}[{i}]", depth);
    }

    /// <summary>Reports when a value can't be given to a field.</summary>
    public static void Assignable(ProblemList report, ExpressionType target, Node value, string text, string path)
    {
        var type = value.Type;
        var shown = NameValidation.Short(text);
        if (type.Kind == ValueKind.Null ? !target.IsNullable : !BinaryTypes.AreAlike(target, type))
            report.Add(BlueprintRules.Expression, path, $"'{shown}' is {type}; the field takes {target}.", Values(target, type, shown));
        else if (type.IsNullable && !target.IsNullable)
            report.Add(
                BlueprintRules.Expression,
                path,
                $"'{shown}' may be absent, and the field may not.",
                $"Write ({shown}) ?? 0, or what counts then."
            );
        else if (
            target.IsWhole
            && type.Kind is ValueKind.Decimal or ValueKind.Double
            && value is not CallNode { Function: "ceil" or "floor" or "round" }
        )
            report.Add(
                BlueprintRules.Expression,
                path,
                $"'{shown}' has digits after the point; the field has not.",
                $"Write ceil({shown}) or floor({shown})."
            );
    }

    private static string? Values(ExpressionType target, ExpressionType type, string shown) =>
        target.Enum is { } known ? $"Its values are {string.Join(", ", known.Values)}."
        : type.Kind == ValueKind.Row ? $"Name a value of it: {shown}.id"
        : null;

    private ExpressionScope One(Effect effect, ExpressionScope scope, string path, int depth)
    {
        var kinds =
            (effect.Set.Count > 0 ? 1 : 0)
            + new object?[] { effect.Add, effect.Create, effect.ForEach, effect.Delete, effect.Notify, effect.Publish, effect.Call }.Count(
                static kind => kind is not null
            );
        report.AddIf(
            kinds != 1,
            BlueprintRules.Behaviour,
            path,
            $"An effect is of one kind; this one has {kinds}.",
            "Give it one of set, add, create, forEach, delete, notify, publish and call."
        );
        if (effect.When is { } when)
            BehaviourValidation.Condition(report, when, scope, path + ".when");
        foreach (var (target, value) in effect.Set)
            Set(target, value, scope, path + ".set");
        if (effect.Add is { } add)
            Add(add, scope, path + ".add");
        if (effect.ForEach is { } loop)
            ForEach(loop, scope, path + ".forEach", depth);
        if (effect.Delete is { } delete && Collection(delete.In, scope, path + ".delete.in") is { } rows && delete.Where is { } where)
            BehaviourValidation.Condition(report, where, BehaviourScopes.OfFound(scope, rows.Entity), path + ".delete.where");
        Tell(effect, scope, path);
        Ask(effect, scope, path);
        return effect.Create is { } create ? Create(create, scope, path + ".create", depth) : scope;
    }

    private void Set(string target, string value, ExpressionScope scope, string path)
    {
        if (Target(target, scope, path) is not { } member)
            return;
        if (BehaviourValidation.Read(report, value, scope, $"{path}.{target}", member.Type) is { } node)
            Assignable(report, Written(member), node, value, $"{path}.{target}");
    }

    private void Add(AddEffect add, ExpressionScope scope, string path)
    {
        if (Target(add.To, scope, path + ".to") is { } member)
            report.AddIf(!member.Type.IsNumber, BlueprintRules.Expression, path + ".to", $"'{add.To}' is {member.Type}, no number.");
        var amount = BehaviourValidation.Read(report, add.Amount, scope, path + ".amount");
        report.AddIf(
            amount is not null && (!amount.Type.IsNumber || amount.Type.IsNullable),
            BlueprintRules.Expression,
            path + ".amount",
            $"'{NameValidation.Short(add.Amount)}' is {amount?.Type}, no number that is always there."
        );
        if ((add.AtLeast ?? add.AtMost) is not null)
            BehaviourValidation.Refusal(report, add, path);
        report.AddIf(
            add.AtLeast > add.AtMost,
            BlueprintRules.Behaviour,
            path,
            $"Nothing is at least {add.AtLeast} and at most {add.AtMost}."
        );
    }

    private void Tell(Effect effect, ExpressionScope scope, string path)
    {
        report.AddIf(
            effect is { About: not null, Notify: null, Publish: null, Call: null },
            BlueprintRules.NotApplicable,
            path + ".about",
            "Only 'notify', 'publish' and 'call' are about a row."
        );
        if (effect.Notify is { } mail)
        {
            var sent = report.Blueprint.Notifications.FirstOrDefault(sent => sent.Id == mail);
            Known(
                sent,
                mail,
                path + ".notify",
                "notification",
                "name, entity, to, subject and body",
                report.Blueprint.Notifications.Select(static sent => sent.Name)
            );
            if (sent is not null)
                About(effect, sent.Name, report.Index.EntityById(sent.Entity), scope, path, ".notify");
        }

        if (effect.Publish is { } fact)
        {
            var told = report.Blueprint.Events.FirstOrDefault(told => told.Id == fact);
            Known(
                told,
                fact,
                path + ".publish",
                "event",
                "name, entity and payload",
                report.Blueprint.Events.Select(static told => told.Name)
            );
            report.AddIf(
                told?.Foreign is not null,
                BlueprintRules.Services,
                path + ".publish",
                $"{told?.Name} is announced by {told?.Foreign?.Service}."
            );
            if (told is { Foreign: null })
                About(effect, told.Name, EventTraits.Entity(told, report.Index), scope, path, ".publish");
        }
    }

    private void Ask(Effect effect, ExpressionScope scope, string path)
    {
        if (effect.Call is not { } asked)
            return;
        var provider = report.Blueprint.Providers.FirstOrDefault(provider => provider.Id == asked);
        Known(
            provider,
            asked,
            path + ".call",
            "provider",
            "name, entity, url, secret, request and settle",
            report.Blueprint.Providers.Select(static provider => provider.Name)
        );
        if (provider is not null)
            About(effect, provider.Name, report.Index.EntityById(provider.Entity), scope, path, ".call");
    }

    private void Known(object? found, string name, string path, string what, string keys, IEnumerable<string> names)
    {
        var known = names.Take(40).ToList();
        report.AddIf(
            found is null,
            BlueprintRules.UnknownReference,
            path,
            $"There is no {what} '{NameValidation.Short(name)}'.",
            known.Count == 0 ? $"Declare it under '{what}s' with {keys}." : $"There are {string.Join(", ", known)}."
        );
    }

    private void About(Effect effect, string name, Entity? told, ExpressionScope scope, string path, string key)
    {
        var about = effect.About is { } text ? BehaviourValidation.Read(report, text, scope, path + ".about")?.Type.Entity : scope.Row;
        report.AddIf(
            told is not null && about?.Id != told.Id && !(about is null && effect.About is not null && report.Problems.Count > 0),
            BlueprintRules.Behaviour,
            path + (effect.About is null ? key : ".about"),
            $"{name} tells of a row of {told?.Name}; here is {(about is null ? "none" : $"one of {about.Name}")}.",
            $"Say which row it tells of: about: {Conventions.Camel(told?.Name ?? "row")}"
        );
    }

    private void ForEach(ForEachEffect loop, ExpressionScope scope, string path, int depth)
    {
        if (Collection(loop.In, scope, path + ".in") is not { } rows || !Name(loop.As, scope, path + ".as"))
            return;
        var inner = scope.With(loop.As, rows.Entity);
        if (loop.Where is { } where)
            BehaviourValidation.Condition(report, where, inner, path + ".where");
        report.AddIf(loop.Effects.Count == 0, BlueprintRules.Behaviour, path, "Nothing is done for each row.", "Give it effects.");
        Check(loop.Effects, inner, path + ".effects", depth + 1);
    }

    private ExpressionScope Create(CreateEffect create, ExpressionScope scope, string path, int depth)
    {
        if (report.Index.EntityById(create.Entity) is not { } entity)
        {
            report.Add(BlueprintRules.UnknownReference, path + ".entity", $"There is no entity '{NameValidation.Short(create.Entity)}'.");
            return scope;
        }

        if (IsCopy(entity, path))
            return scope;
        report.AddIf(report.Index.IsAccount(entity), BlueprintRules.AccountCreate, path, "An effect can't create accounts.");
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in create.Values)
        {
            var relation = report.Index.Reference(entity.Id, name);
            var field = BlueprintIndex.FieldByName(entity, name);
            if (relation is null && field is null)
            {
                report.Add(
                    BlueprintRules.UnknownReference,
                    $"{path}.values.{name}",
                    $"{entity.Name} has no field or reference '{NameValidation.Short(name)}'.",
                    $"It has {string.Join(", ", scope.Members(entity))}."
                );
                continue;
            }

            given.Add(relation?.Id ?? field!.Id);
            var type = relation is null
                ? ExpressionType.Of(field!, report.Index)
                : ExpressionType.Id with
                {
                    IsNullable = !relation.Required,
                };
            if (field?.Computed is not null)
                report.Add(BlueprintRules.Behaviour, $"{path}.values.{name}", $"{name} is computed.", "Leave it out.");
            else if (field?.Type == FieldType.File)
                report.Add(BlueprintRules.Behaviour, $"{path}.values.{name}", $"{name} is a file, which is uploaded.", "Leave it out.");
            else if (BehaviourValidation.Read(report, value, scope, $"{path}.values.{name}", type) is { } node)
                Assignable(report, type, node, value, $"{path}.values.{name}");
        }

        var missing = entity
            .Fields.Where(field => field.Required && (field.Default ?? field.Computed ?? field.Copy) is null && !given.Contains(field.Id))
            .Select(static field => field.Name)
            .Concat(
                report
                    .Index.RelationsTo(entity.Id)
                    .Where(relation => relation.Required && !given.Contains(relation.Id))
                    .Select(static relation => relation.Name + "Id")
            )
            .ToList();
        report.AddIf(
            missing.Count > 0,
            BlueprintRules.Missing,
            path + ".values",
            $"{entity.Name} needs {string.Join(", ", missing)}.",
            $"Give them values: {string.Join(", ", missing.Select(static name => name + ": …"))}"
        );
        return create.As is { } called && Name(called, scope, path + ".as") ? scope.With(called, entity) : scope;
    }

    private MemberNode? Target(string target, ExpressionScope scope, string path)
    {
        var node = BehaviourValidation.Read(report, target, scope, path);
        if (node is null)
            return null;
        if (node is MemberNode { Field: not null } or MemberNode { Key: not null })
        {
            var member = (MemberNode)node;
            if (member.Field?.Type == FieldType.File)
            {
                report.Add(BlueprintRules.Behaviour, path, $"{target} is a file, which is uploaded.", "Leave it out.");
                return null;
            }

            if (IsCopy(member.Owner.Type.Entity, path))
                return null;
            if (member.Field?.Computed is null)
                return member;
            report.Add(BlueprintRules.Behaviour, path, $"{target} is computed.", "Leave it out; it is kept by itself.");
            return null;
        }

        report.Add(
            BlueprintRules.Behaviour,
            path,
            $"'{NameValidation.Short(target)}' is no field that can be set.",
            "Name a field: paidAt, order.status"
        );
        return null;
    }

    // Whether the row is there is for the effect to see; what counts here is the field itself.
    private ExpressionType Written(MemberNode member) =>
        member.Field is { } field ? ExpressionType.Of(field, report.Index) : ExpressionType.Id with { IsNullable = !member.Key!.Required };

    private CollectionNode? Collection(string text, ExpressionScope scope, string path)
    {
        try
        {
            var rows = ExpressionReader.ReadCollection(text, scope);
            if (IsCopy(rows.Entity, path))
                return null;
            if (rows.Relation is not null)
                return rows;
            report.Add(
                BlueprintRules.Behaviour,
                path,
                $"'{text}' is every row that there is.",
                "Name the rows of one parent: lines, cart.items"
            );
        }
        catch (ExpressionException wrong)
        {
            report.Add(BlueprintRules.Expression, path, wrong.Message, wrong.Remedy);
        }

        return null;
    }

    private bool IsCopy(Entity? entity, string path)
    {
        if (entity?.Origin is not { } origin)
            return false;
        report.Add(BlueprintRules.Services, path, $"{entity.Name} is owned by {origin.Service}, and only copies of its rows are here.");
        return true;
    }

    private bool Name(string name, ExpressionScope scope, string path)
    {
        var free =
            RowName().IsMatch(name)
            && name is not ("row" or "now" or "today" or "input" or "answer" or "caller")
            && !scope.Rows.ContainsKey(name)
            && (scope.Row is null || !scope.Members(scope.Row).Contains(name));
        report.AddIf(
            !free,
            BlueprintRules.Behaviour,
            path,
            $"'{NameValidation.Short(name)}' can't name a row here.",
            "Choose a camel-case name that means nothing else here."
        );
        return free;
    }

    [GeneratedRegex(@"\A[a-z][a-zA-Z0-9]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RowName();
}
