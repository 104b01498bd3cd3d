using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Briefs.Proof;

/// <summary>Tells of guards that sayings declare: done while it may be, and refused with the guard's code from then on.</summary>
internal static partial class GuardStory
{
    private const int MostMoves = 4;

    /// <summary>Tells of the guard of an operation that a sentence speaks of; false when that can't be told.</summary>
    public static bool Tell(ScenarioDraft draft, Operation operation, string sentence)
    {
        if (draft.Model.Index.EntityById(operation.Entity) is not { } entity || operation.Guards is not [var guard])
            return false;
        return Unequal().Match(guard.When) is { Success: true } state
            ? InState(draft, operation, entity, guard, state)
            : Window().Match(guard.When) is { Success: true } window && InTime(draft, operation, entity, guard, window);
    }

    private static bool InState(ScenarioDraft draft, Operation operation, Entity entity, Guard guard, Match match)
    {
        if (
            At(draft, entity, match) is not { } holder
            || BlueprintIndex.FieldByName(holder, match.Groups["field"].Value) is not { Default: { } begin } state
            || Moves(draft, holder, state, begin, match.Groups["value"].Value) is not { } moves
            || draft.Row(holder) is not { } row
        )
            return false;
        // What changes the state itself can't be done before.
        if (operation.Kind != OperationKind.Action && operation.Kind != OperationKind.Delete && !Do(draft, operation, entity, holder))
            return false;
        foreach (var move in moves)
        {
            if (!draft.TryCaller(move, row.Owner, out var mover))
                return false;
            draft.Call(move, mover, ScenarioDraft.At(row.Name));
        }

        return Do(draft, operation, entity, holder, guard);
    }

    // The shortest way by actions from one state to another.
    private static List<Operation>? Moves(ScenarioDraft draft, Entity entity, Field state, string from, string to)
    {
        var ways = new Queue<(string At, List<Operation> Way)>([(from, [])]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        while (ways.TryDequeue(out var here))
        {
            if (here.At == to)
                return here.Way;
            foreach (var operation in draft.Model.Index.OperationsOf(entity.Id))
            {
                if (
                    operation is { Transition: { } step, Guards.Count: 0 }
                    && step.Field == state.Id
                    && (step.From.Count == 0 || step.From.Contains(here.At))
                    && here.Way.Count < MostMoves
                    && seen.Add(step.To)
                )
                    ways.Enqueue((step.To, [.. here.Way, operation]));
            }
        }

        return null;
    }

    // Far enough before the beginning it is done; too near to it, it is not.
    private static bool InTime(ScenarioDraft draft, Operation operation, Entity entity, Guard guard, Match match)
    {
        if (
            At(draft, entity, match) is not { } holder
            || BlueprintIndex.FieldByName(holder, match.Groups["field"].Value) is not { Type: FieldType.Timestamp } start
            || !int.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
            return false;
        var span = match.Groups["unit"].Value switch
        {
            "Minutes" => TimeSpan.FromMinutes(number),
            "Hours" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
        var end = SayingEnd(holder, start);
        bool Try(TimeSpan until, Guard? refused)
        {
            draft.Give(start, From(until));
            if (end is not null)
                draft.Give(end, From(until + TimeSpan.FromHours(2)));
            draft.Forget(entity);
            draft.Forget(holder);
            return draft.Row(entity) is not null && Do(draft, operation, entity, entity, refused);
        }

        return Try(span + TimeSpan.FromHours(1), null) && Try(span / 2, guard);
    }

    private static Field? SayingEnd(Entity entity, Field start) =>
        Sayings.SayingModel.Interval(entity) is var (from, to) && from.Id == start.Id ? to : null;

    private static string From(TimeSpan span) => "$now+" + span.ToString("c", CultureInfo.InvariantCulture);

    // The operation on its row, or the creation of a row that belongs to the holder.
    private static bool Do(ScenarioDraft draft, Operation operation, Entity entity, Entity holder, Guard? refused = null)
    {
        var (status, problem) = (refused?.Status, refused?.Problem);
        if (operation.Kind == OperationKind.Create)
        {
            if (!draft.TryCaller(operation, null, out var maker) || draft.Body(entity, maker) is not { } made)
                return false;
            draft.Call(operation, maker, body: made, status: status, problem: problem);
            return true;
        }

        if (entity.Id != holder.Id || draft.Row(entity) is not { } row || !draft.TryCaller(operation, row.Owner, out var caller))
            return false;
        var body = operation.Kind == OperationKind.Update ? (JsonObject)row.Body.DeepClone() : null;
        draft.Call(operation, caller, ScenarioDraft.At(row.Name), body, status, problem: problem);
        return true;
    }

    // The entity whose field it is: its own, or that of what it refers to.
    private static Entity? At(ScenarioDraft draft, Entity entity, Match match) =>
        match.Groups["ref"].Value.TrimStart('@') is { Length: > 0 } name
            ? draft.Model.Index.EntityById(draft.Model.Index.RelationsTo(entity.Id).FirstOrDefault(relation => relation.Name == name)?.From)
            : entity;

    [GeneratedRegex(
        """^(?:(?<ref>@?\w+)\.)?(?<field>\w+) != "(?<value>\w+)"$""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Unequal();

    [GeneratedRegex(
        @"^add(?<unit>\w+)\(now, (?<number>\d+)\) <= (?:(?<ref>@?\w+)\.)?(?<field>\w+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Window();
}
