using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Division;

/// <summary>
/// Finds questions between services that can't be asked, or that would hold all of them up: circles, too many for one call, questions for
/// each row of a list, and those that would always be refused. That none is asked while rows are held is in the form: questions belong to
/// an operation, and are asked before its transaction.
/// </summary>
internal static class AskCheck
{
    private const string Chatty = "Have a copy: a reference to the row (docs/capabilities/services.md); or leave some out.";

    /// <summary>What is wrong with the questions of a blueprint.</summary>
    public static IEnumerable<Diagnostic> Problems(Blueprint blueprint, Ownership owners)
    {
        for (var i = 0; i < blueprint.Operations.Count; i++)
        {
            var operation = blueprint.Operations[i];
            if (operation.Asks.Count == 0)
                continue;
            var path = $"operations[{i}].asks";
            if (operation.Kind is not (OperationKind.Create or OperationKind.Update or OperationKind.Call))
                yield return BlueprintRules.Services.At(
                    path,
                    $"{operation.Name} asks other services, which operations of kind {operation.Kind} can't: "
                        + "a list would ask for each row.",
                    Chatty
                );
            if (operation.Asks.Count > AskTraits.Most)
                yield return BlueprintRules.Services.At(
                    path,
                    $"{operation.Name} asks {operation.Asks.Count} times, and its caller waits for each; {AskTraits.Most} is the most.",
                    Chatty
                );
            for (var j = 0; j < operation.Asks.Count; j++)
                foreach (var problem in OfOne(blueprint, owners, operation, operation.Asks[j], $"{path}[{j}]"))
                    yield return problem;
        }

        if (Circle(ServiceCalls.Questions(blueprint, owners).ToList()) is { } circle)
            yield return BlueprintRules.Services.At(
                "operations",
                $"Services ask each other in a circle: {circle}. When one is slow, all are.",
                "Have one of them keep a copy, or tell the other by an event."
            );
    }

    private static IEnumerable<Diagnostic> OfOne(Blueprint blueprint, Ownership owners, Operation operation, Ask ask, string path)
    {
        var index = owners.Index;
        if (index.OperationById(ask.Operation) is not { Kind: OperationKind.Get } asked || index.EntityById(asked.Entity) is not { } entity)
        {
            yield return BlueprintRules.UnknownReference.At(
                path + ".operation",
                $"'{ask.Operation}' is no operation of kind get. What changes something elsewhere is an event.",
                "Name one that reads a row of another service."
            );
            yield break;
        }

        if (owners.Of(asked.Entity) == owners.Of(operation.Entity))
            yield return BlueprintRules.Services.At(
                path + ".operation",
                $"{asked.Name} is of the same service as {operation.Name}.",
                "Name the row in expressions; it needs no question."
            );
        if (OperationRoute.KeyField(asked, entity) is not null)
            yield return BlueprintRules.Services.At(path + ".operation", $"{asked.Name} finds its row by another value than its id.");
        if (!IsId(index, operation, ask.Row))
            yield return BlueprintRules.Services.At(
                path + ".row",
                $"'{ask.Row}' is no required value of the request that is an id.",
                "Name one: row: input.productId"
            );
        var members = BehaviourScopes.Of(index, operation with { Asks = [] });
        if (!IsName(ask.As) || members.Names.Contains(ask.As) || operation.Asks.Count(other => other.As == ask.As) > 1)
            yield return BlueprintRules.Identifier.At(path + ".as", $"'{ask.As}' is no name of its own in camel case.");
        var allowed = asked.Access.Select(static rule => rule.Role).ToHashSet(StringComparer.Ordinal);
        if (
            blueprint.Authentication.Kind != AuthenticationKind.None
            && !allowed.Contains(Role.Anonymous)
            && operation.Access.Select(static rule => rule.Role).Where(IsRefused).ToList() is { Count: > 0 } refused
        )
            yield return BlueprintRules.Services.At(
                path,
                $"It is asked in the caller's name, and {asked.Name} refuses {string.Join(", ", refused)}.",
                $"Let them call {asked.Name}, too."
            );

        bool IsRefused(string role) => !allowed.Contains(role) && (role == Role.Anonymous || !allowed.Contains(Role.Authenticated));
    }

    private static bool IsName(string name) =>
        name.Length is > 1 and < 40 && char.IsAsciiLetterLower(name[0]) && name.All(char.IsAsciiLetterOrDigit);

    private static bool IsId(BlueprintIndex index, Operation operation, string row)
    {
        try
        {
            return ExpressionReader.Read(row, BehaviourScopes.Of(index, operation with { Asks = [] }))
                is InputNode { Type: { Kind: ValueKind.Id, IsNullable: false } };
        }
        catch (ExpressionException)
        {
            return false;
        }
    }

    // The services of a circle, one after the other; null where there is none.
    private static string? Circle(List<(ServiceBoundary From, ServiceBoundary To)> pairs)
    {
        foreach (var start in pairs.Select(static pair => pair.From).Distinct())
        {
            var reached = new Dictionary<ServiceBoundary, ServiceBoundary>();
            var open = new Queue<ServiceBoundary>([start]);
            while (open.TryDequeue(out var at))
            {
                foreach (var (_, next) in pairs.Where(pair => pair.From == at && reached.TryAdd(pair.To, at)))
                    open.Enqueue(next);
            }

            if (!reached.ContainsKey(start))
                continue;
            List<string> names = [start.Name];
            for (var at = reached[start]; at != start; at = reached[at])
                names.Insert(0, at.Name);
            return string.Join(", ", names.Prepend(start.Name));
        }

        return null;
    }
}
