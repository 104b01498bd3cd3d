using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Scenarios;

/// <summary>
/// Names of the declared behaviour that delivered tests show. Requirements cite it by them, and the tests carry them, so that what
/// ran and passed can be held against what is cited. Pure; safe on any thread.
/// </summary>
internal static class DeclaredBehaviour
{
    /// <summary>The property by which a delivered test says what it shows.</summary>
    public const string Property = "Proves";

    /// <summary>JSON in requests and answers.</summary>
    public const string Json = "feature json";

    /// <summary>Lists in pages.</summary>
    public const string Pages = "feature pagination";

    private const string Passwords = "feature passwords";
    private const string Logins = "capability login-providers";

    // Of what all services do, what tests show that are the same in each.
    private static readonly string[] s_always = ["feature errors", "feature health", Pages];

    /// <summary>A rule between the rows of an entity.</summary>
    public static string Rule(Entity entity, EntityRule rule) => $"rule {entity.Id}.{rule.Problem}";

    /// <summary>A guard of an operation.</summary>
    public static string Guard(Operation operation, IRefusal guard) => $"guard {operation.Id}.{guard.Problem}";

    /// <summary>A number with a bound that an operation adds to.</summary>
    public static string Effect(Operation operation, IRefusal bound) => $"effect {operation.Id}.{bound.Problem}";

    /// <summary>The figures of a report.</summary>
    public static string Report(Operation operation) => $"report {operation.Id}";

    /// <summary>The states between which an action leads.</summary>
    public static string Transition(Operation operation) => $"transition {operation.Id}";

    /// <summary>The orders in which a list can be read.</summary>
    public static string Order(Operation operation) => $"order {operation.Id}";

    /// <summary>That an event is announced.</summary>
    public static string Event(DomainEvent told) => $"event {told.Id}";

    /// <summary>How often an operation can be called.</summary>
    public static string Quota(Operation operation) => $"quota {operation.Id}";

    /// <summary>That an operation is done once for a key.</summary>
    public static string Once(Operation operation) => $"idempotency {operation.Id}";

    /// <summary>How often an account can call the service.</summary>
    public static string Quota(CallLimit limit) => $"quota of each {limit.Per.ToString().ToLowerInvariant()}";

    /// <summary>
    /// What a proof stands for, as the tests name it; something twice where it takes two tests. Empty for what no test can show by itself,
    /// such as an entity. A citation of an operation's guards or effects as a whole stands for each of them.
    /// </summary>
    public static IReadOnlyList<string> Cited(BlueprintIndex index, string proof)
    {
        if (proof.Split(' ', 2) is not [var kind, var name])
            return [];
        var (id, code) = name.Split('.', 2) is [var before, var after] ? (before, after) : (name, null);
        if (kind == "rule")
            return index.EntityById(id) is { } entity ? Named(entity.Rules, rule => Rule(entity, rule)) : [];
        if (proof == "feature limits")
            return [.. index.Blueprint.Limits.Select(Quota)];
        if (kind == "event")
            return index.Blueprint.Operations.Any(operation => EventTraits.ShownBy(index.Blueprint, operation).Any(told => told.Id == id))
                ? [proof]
                : [];
        if (IsGiven(proof))
            return IsTested(index.Blueprint, proof) ? [proof] : [];
        if (index.OperationById(id) is not { } operation)
            return [];
        return kind switch
        {
            "guard" => Named(operation.Guards, guard => Guard(operation, guard)),
            // An effect without a bound is seen by scenarios only.
            "effect" when Bounds(operation.Effects).ToList() is { Count: > 0 } bounds => Named(bounds, bound => Effect(operation, bound)),
            "effect" when code is null && operation.Effects.Count > 0 => [proof],
            "operation" or "report" when operation.Kind == OperationKind.Report => [Report(operation)],
            "transition" when operation.Transition is { From.Count: > 0 } => [Transition(operation)],
            "order" when operation.Sort.Count > 0 => [Order(operation)],
            "quota" when operation.Limits.Count > 0 => [.. operation.Limits.Select(_ => Quota(operation))],
            "idempotency" when operation.Idempotent => [Once(operation)],
            _ => [],
        };

        List<string> Named<T>(IReadOnlyList<T> all, Func<T, string> named)
            where T : IRefusal => [.. all.Where(one => code is null || one.Problem == code).Select(named)];
    }

    /// <summary>Whether a proof is something that services do without a declaration of their own and tests show by name.</summary>
    public static bool IsGiven(string proof) => s_always.Contains(proof) || proof is Json or Passwords or Logins;

    private static bool IsTested(Blueprint blueprint, string proof) =>
        proof switch
        {
            Json => blueprint.Operations.Any(static operation => operation.Kind == OperationKind.Create),
            Passwords => blueprint.Authentication.Kind == AuthenticationKind.Jwt,
            Logins => blueprint.Authentication.Providers.Count > 0,
            _ => true,
        };

    /// <summary>Whether a kind of proof is one that must stand for something here.</summary>
    public static bool IsKind(string kind) =>
        kind is "rule" or "guard" or "effect" or "report" or "transition" or "order" or "quota" or "idempotency";

    private static IEnumerable<AddEffect> Bounds(IEnumerable<Effect> effects) =>
        effects
            .SelectMany(EffectTree.All)
            .Select(static effect => effect.Add)
            .OfType<AddEffect>()
            .Where(static add => add.Problem is not null);
}
