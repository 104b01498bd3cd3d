using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Capabilities.Diagrams;
using BackendAgents.Engineering.Division;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>What a call sets going in other services, event by event, as a sequence that Mermaid draws.</summary>
internal static class SystemSequences
{
    private const int MaxSequences = 12;

    /// <summary>The section; nothing where no call is heard of by another service.</summary>
    public static IEnumerable<string> Lines(SystemDelivery system)
    {
        var blueprint = system.Plan.Blueprint;
        var owners = new Ownership(blueprint);
        var sequences = blueprint
            .Operations.Select(operation => (operation, Steps: Steps(blueprint, owners, operation)))
            .Where(found => found.Steps.Exists(step => owners.Of(step.Told) != owners.Of(step.Taken)))
            .Take(MaxSequences)
            .ToList();
        if (sequences.Count == 0)
            return [];
        List<string> lines =
        [
            "",
            "## What happens in which order",
            "",
            "What a call sets going in other services; each step is a transaction.",
        ];
        foreach (var (operation, steps) in sequences)
            lines.AddRange(["", $"### {operation.Name}", "", "```mermaid", .. Sequence(system, owners, operation, steps), "```"]);
        return lines;
    }

    private static IEnumerable<string> Sequence(
        SystemDelivery system,
        Ownership owners,
        Operation operation,
        List<(DomainEvent Told, Subscription Taken)> steps
    )
    {
        var first = owners.Of(operation.Entity);
        var services = steps
            .SelectMany(step => new[] { owners.Of(step.Told), owners.Of(step.Taken) })
            .Prepend(first)
            .Distinct()
            .Select(static service => service.Name);
        yield return "sequenceDiagram";
        yield return "  actor callers as Callers";
        yield return "  participant gateway as Gateway";
        foreach (var name in services)
            yield return $"  participant {SystemDiagrams.Id(name)} as {MermaidText.Quoted(name)}";
        var endpoint = system.Plan.Contract.Endpoint(operation.Name);
        var asked = endpoint is null
            ? operation.Name
            : MermaidText.Quoted($"{endpoint.Method} {endpoint.Path.Replace('{', '(').Replace('}', ')')}");
        yield return $"  callers->>gateway: {asked}";
        yield return $"  gateway->>{SystemDiagrams.Id(first.Name)}: {asked}";
        yield return $"  {SystemDiagrams.Id(first.Name)}-->>callers: answered, the rest follows";
        foreach (var told in steps.GroupBy(step => (step.Told, Service: owners.Of(step.Taken))))
        {
            var (from, to) = (SystemDiagrams.Id(owners.Of(told.Key.Told).Name), SystemDiagrams.Id(told.Key.Service.Name));
            yield return $"  {from}-){to}: {MermaidText.Quoted(told.Key.Told.Name)}";
            yield return $"  Note over {to}: {MermaidText.Quoted(string.Join(", ", told.Select(static step => step.Taken.Name)))}";
        }
    }

    // In the order in which they can come; each event once, so that a circle ends.
    private static List<(DomainEvent Told, Subscription Taken)> Steps(Blueprint blueprint, Ownership owners, Operation operation)
    {
        List<(DomainEvent, Subscription)> steps = [];
        var raised = new Queue<DomainEvent>(blueprint.Events.Where(told => IsRaised(told, operation, owners.Index)));
        var seen = raised.ToHashSet();
        while (raised.TryDequeue(out var told))
        {
            foreach (var taken in blueprint.Subscriptions.Where(taken => taken.Event == told.Id))
            {
                steps.Add((told, taken));
                foreach (var next in blueprint.Events.Where(next => IsRaised(next, taken, owners.Index) && seen.Add(next)))
                    raised.Enqueue(next);
            }
        }

        return steps;
    }

    private static bool IsRaised(DomainEvent told, Operation operation, BlueprintIndex index) =>
        EventTraits.IsRaisedBy(told, operation) || IsRaised(told, operation.Effects, BehaviourScopes.Of(index, operation));

    private static bool IsRaised(DomainEvent told, Subscription taken, BlueprintIndex index) =>
        index.Blueprint.Events.FirstOrDefault(known => known.Id == taken.Event) is { } known
        && IsRaised(told, taken.Effects, BehaviourScopes.OfEvent(index, known, index.EntityById(taken.ForEach ?? "")));

    private static bool IsRaised(DomainEvent told, IReadOnlyList<Effect> effects, ExpressionScope scope) =>
        effects.SelectMany(EffectTree.All).Any(effect => effect.Publish == told.Id)
        || (told.On is not null && EffectChanges.Of(effects, scope).Any(made => made.Entity.Id == told.Entity && made.Change == told.On));
}
