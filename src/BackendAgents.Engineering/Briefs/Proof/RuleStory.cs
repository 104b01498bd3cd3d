using System.Globalization;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Briefs.Proof;

/// <summary>Tells of rules between rows: the last row that is taken, and the one more that is refused with the rule's code.</summary>
internal static partial class RuleStory
{
    // More rows tell nothing more.
    private const int MostRows = 12;

    /// <summary>Tells of the rule <c>entity.problem</c>; false when that can't be told.</summary>
    public static bool Tell(ScenarioDraft draft, string id)
    {
        if (
            id.Split('.', 2) is not [var owner, var problem]
            || draft.Model.Index.EntityById(owner) is not { } entity
            || entity.Rules.FirstOrDefault(rule => rule.Problem == problem) is not { } rule
            || draft.Model.Index.OperationOf(entity.Id, OperationKind.Create) is not { } create
        )
            return false;
        // A row that refers to nothing is beside the rule.
        foreach (var name in rule.Among())
            if (draft.Model.Index.RelationsTo(entity.Id).FirstOrDefault(found => found.Name == name) is { } relation)
                draft.Need(relation);
        if (rule.Unique is { Where: { } where } && Equal().Match(where) is { Success: true } state)
            return InState(draft, entity, create, rule, state.Groups["value"].Value);
        if (rule.NoOverlap is { } interval)
            return Overlap(draft, entity, create, rule, interval);
        return rule.Unique is not null ? Again(draft, entity, create, rule, 1)
            : rule.Capacity is { } capacity && Limit(draft, entity, capacity) is { } most ? Again(draft, entity, create, rule, most)
            : false;
    }

    // As many rows as there may be, and one more.
    private static bool Again(ScenarioDraft draft, Entity entity, Operation create, EntityRule rule, int most)
    {
        // What may not overlap comes one after another.
        var interval = rule.Capacity is null ? null : entity.Rules.Select(static other => other.NoOverlap).FirstOrDefault();
        Between(draft, entity, interval, 1);
        if (draft.Row(entity) is not { } row)
            return false;
        for (var i = 1; i <= most; i++)
        {
            Between(draft, entity, interval, 1 + (2 * i));
            if (draft.Body(entity, row.Owner) is not { } body)
                return false;
            var last = i == most;
            draft.Call(create, row.Owner, body: body, status: last ? rule.Status : null, problem: last ? rule.Problem : null);
        }

        return true;
    }

    // A figure, or a field of the parent that is made one.
    private static int? Limit(ScenarioDraft draft, Entity entity, CapacityRule capacity)
    {
        if (int.TryParse(capacity.Limit, NumberStyles.None, CultureInfo.InvariantCulture, out var figure))
            return figure is > 0 and <= MostRows && !entity.Rules.Any(static other => other.Unique is not null) ? figure : null;
        var parent = draft.Model.Index.RelationsTo(entity.Id).FirstOrDefault(relation => relation.Name == capacity.Per)?.From;
        if (
            draft.Model.Index.EntityById(parent) is not { } whole
            || capacity.Limit.Split('.') is not [_, var name]
            || BlueprintIndex.FieldByName(whole, name) is not { } field
            || ContractFiles.Inputs(whole).All(input => input.Id != field.Id)
        )
            return null;
        draft.Give(field, 1);
        return 1;
    }

    private static bool Overlap(ScenarioDraft draft, Entity entity, Operation create, EntityRule rule, NoOverlapRule interval)
    {
        if (!Between(draft, entity, interval, 3, 5) || draft.Row(entity) is not { } row)
            return false;
        Refused(4, 6);
        // Where one ends another may begin, unless its last day counts too.
        if (interval.Inclusive)
            Refused(5, 6);
        var next = interval.Inclusive ? 6 : 5;
        Between(draft, entity, interval, next, next + 1);
        draft.Call(create, row.Owner, body: draft.Body(entity, row.Owner));
        return true;

        void Refused(int first, int last)
        {
            Between(draft, entity, interval, first, last);
            draft.Call(create, row.Owner, body: draft.Body(entity, row.Owner), status: rule.Status, problem: rule.Problem);
        }
    }

    // From now on rows begin and end on these days.
    private static bool Between(ScenarioDraft draft, Entity entity, NoOverlapRule? interval, int first, int? last = null)
    {
        if (
            interval is null
            || BlueprintIndex.FieldByName(entity, interval.From) is not { } from
            || BlueprintIndex.FieldByName(entity, interval.To) is not { } to
        )
            return false;
        draft.Give(from, Day(from, first));
        draft.Give(to, Day(to, last ?? first + 1));
        return true;
    }

    private static string Day(Field field, int days) => field.Type == FieldType.Date ? $"$today+{days}" : $"$now+{days}.00:00:00";

    // Two rows come into a state of which there may be one.
    private static bool InState(ScenarioDraft draft, Entity entity, Operation create, EntityRule rule, string value)
    {
        if (
            draft.Model.Index.OperationsOf(entity.Id).FirstOrDefault(operation => operation.Transition?.To == value) is not { } action
            || draft.Row(entity) is not { } row
            || draft.Body(entity, row.Owner) is not { } body
            || !draft.TryCaller(action, row.Owner, out var caller)
        )
            return false;
        draft.Call(create, row.Owner, body: body, save: "another");
        draft.Call(action, caller, ScenarioDraft.At(row.Name));
        draft.Call(action, caller, ScenarioDraft.At("another"), status: rule.Status, problem: rule.Problem);
        return true;
    }

    [GeneratedRegex("""^\w+ == "(?<value>\w+)"$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Equal();
}
