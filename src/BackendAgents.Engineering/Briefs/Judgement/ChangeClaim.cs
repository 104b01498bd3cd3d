using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Briefs.Judgement;

/// <summary>
/// Holds what may not be changed any more against every operation that changes it: 'a paid order can never be changed' isn't met where one
/// operation asks whether it is paid and another one doesn't. Pure.
/// </summary>
internal sealed partial class ChangeClaim(Blueprint blueprint, BlueprintIndex index)
{
    /// <summary>The operations that a sentence forbids and that don't look; empty where all do, or nothing is said.</summary>
    public IEnumerable<string> Lacking(Requirement requirement)
    {
        if (Unchanging().Match(requirement.Text.ToLowerInvariant()) is not { Success: true } said)
            return [];
        var isDeletion = said.Groups["verbs"].Value is var verbs && AccessWords.Deleting.Any(verbs.Contains);
        var isChange = AccessWords.Changing.Any(verbs.Contains);
        return Cited(requirement)
            .SelectMany(cited => Careless(cited.Operation, cited.Guard, isChange, isDeletion))
            .Distinct(StringComparer.Ordinal)
            .Select(static name => $"that nothing else changes it: {name} does, and does not look");
    }

    // The refusals that show it: those that it cites, and those that its scenarios meet.
    private IEnumerable<(Operation Operation, Guard Guard)> Cited(Requirement requirement)
    {
        var met = ProofElements
            .Scenarios(blueprint, requirement)
            .SelectMany(static scenario => scenario.Steps)
            .Select(static step => $"guard {step.Call}.{step.Expect?.Problem}")
            .Concat(requirement.Proof)
            .ToHashSet(StringComparer.Ordinal);
        return from operation in blueprint.Operations
            from guard in operation.Guards
            where met.Contains(DeclaredBehaviour.Guard(operation, guard))
            select (operation, guard);
    }

    private IEnumerable<string> Careless(Operation guarded, Guard guard, bool isChange, bool isDeletion)
    {
        if (index.EntityById(guarded.Entity) is not { } entity || FieldsIn(entity, guard.When) is not { Count: > 0 } looked)
            return [];
        return index
            .OperationsOf(entity.Id)
            .Where(other =>
                other.Id != guarded.Id && (isChange && IsChange(other, entity) || isDeletion && other.Kind == OperationKind.Delete)
            )
            .Where(other => !other.Guards.Any(found => FieldsIn(entity, found.When).Overlaps(looked)) && !Moves(other, looked))
            .Select(static other => other.Name);
    }

    // What an update may write at all.
    private bool IsChange(Operation operation, Entity entity) =>
        operation.Kind == OperationKind.Update
            ? entity.Fields.Any(static field => field.Exposure == FieldExposure.ReadWrite)
            : operation.Kind is OperationKind.Call or OperationKind.Action
                && EffectChanges
                    .Of(operation.Effects, BehaviourScopes.Of(index, operation))
                    .Any(made => made.Entity == entity && made.Change == RowChange.Updated);

    // Who moves the state itself goes by the order of states.
    private static bool Moves(Operation operation, HashSet<string> looked) =>
        operation.Transition is { } transition
            && looked.Any(name => transition.Field.EndsWith("-" + Conventions.Kebab(name), StringComparison.Ordinal))
        || operation.Effects.SelectMany(EffectTree.All).Any(effect => effect.Set.Keys.Any(key => looked.Contains(key.Split('.')[^1])));

    private static HashSet<string> FieldsIn(Entity entity, string expression)
    {
        var names = Names().Matches(expression).Select(static match => match.Value).ToHashSet(StringComparer.Ordinal);
        names.IntersectWith(entity.Fields.Select(static field => field.Name));
        return names;
    }

    [GeneratedRegex(
        @"\b(?:never|no longer|cannot|can't|not|nobody can|nobody may|no one can) (?:ever )?(?:be )?(?<verbs>(?:change|edit|modif|alter"
            + @"|update|delete|remove)[a-z]*(?:,? (?:and|or) (?:change|edit|modif|alter|update|delete|remove)[a-z]*)*)\b",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    )]
    private static partial Regex Unchanging();

    [GeneratedRegex(@"[A-Za-z_][A-Za-z0-9_]*", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
