using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>
/// Gives operations the methods and paths that a brief names. A path that no operation has becomes a call that does nothing yet; such a
/// call,
/// and what a line says beyond its operation, stays open.
/// </summary>
internal sealed partial class EndpointStep
{
    private const string Undone = "The operation is there with this method and path; what it does is said by nothing yet.";
    private const string Beyond = "The operation has this method and path; this of the line is said by nothing.";
    private const string None = "It fixes a method and a path, and no operation can have them.";

    private readonly Draft _draft;
    private Blueprint _blueprint;

    private EndpointStep(Draft draft, Blueprint blueprint) => (_draft, _blueprint) = (draft, blueprint);

    /// <summary>The blueprint with the routes that it can have; what is open is noted in the draft.</summary>
    public static Blueprint Apply(Draft draft, Blueprint blueprint)
    {
        var step = new EndpointStep(draft, blueprint);
        // What is counted must be there before somebody asks for it.
        foreach (var endpoint in draft.Facts.OfType<EndpointFact>().OrderBy(static endpoint => EndpointWords.Counts(endpoint.Rest)))
        {
            if (step.Endpoint(endpoint) is { } open)
                draft.Unplaced.Add(
                    new Unplaced(
                        endpoint.Sentence,
                        open == Beyond && endpoint.Rest.Length > 0 ? endpoint.Rest : $"{endpoint.Method} {endpoint.Path}",
                        open
                    )
                );
        }

        return step._blueprint;
    }

    // What is open of it; null when all of it is done.
    private string? Endpoint(EndpointFact endpoint)
    {
        var path = endpoint.Path.Split('?')[0].TrimEnd('/');
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipWhile(static part => Prefix().IsMatch(part)).ToArray();
        if (AuthenticationEndpoints.Apply(_blueprint, endpoint, path) is { } routed)
        {
            _blueprint = routed;
            _draft.Note(endpoint.Sentence, AuthenticationEndpoints.Element);
            return endpoint.Rest.Length > 0 && !AuthenticationEndpoints.IsUsual(endpoint) ? Beyond : null;
        }

        if (new EndpointCalls(_draft, _blueprint).Add(endpoint, path, segments) is { } called)
        {
            _blueprint = called;
            return null;
        }

        if (segments.Length == 0 || EntityOf(segments[0]) is not { } entity)
            return None;
        var operation = segments switch
        {
            [_] => Of(entity, endpoint.Method, OperationKind.List, OperationKind.Create),
            [var rows, var row] when IsRow(entity, row, rows) => Of(
                entity,
                endpoint.Method,
                OperationKind.Get,
                OperationKind.Update,
                OperationKind.Delete
            ),
            [var rows, var row, var verb] when IsRow(entity, row, rows) && verb[0] != '{' => ActionOf(entity, verb)
                ?? Call(entity, endpoint.Method, verb),
            _ => null,
        };
        if (operation is null)
            return None;
        var named = operation with { Method = endpoint.Method, Path = path };
        var access = EndpointAccess.Apply(_blueprint, named, endpoint.Rest);
        var isAllowed = access is { } said && Take(operation, said.Operation);
        if (!isAllowed && !Take(operation, named))
            return None;
        _draft.Note(endpoint.Sentence, "operation " + operation.Id);
        foreach (var role in isAllowed ? access!.Value.Roles : [])
            _draft.Note(endpoint.Sentence, "role " + role);
        return operation.Kind == OperationKind.Call ? Undone
            : (endpoint.Rest.Length > 0 && !isAllowed) || !Takes(operation, entity, endpoint.Path) ? Beyond
            : null;
    }

    // 'GET /towers?village=': the list must be filtered by it.
    private static bool Takes(Operation operation, Entity entity, string path) =>
        path.IndexOf('?', StringComparison.Ordinal) is var at
        && (
            at < 0
            || path[(at + 1)..]
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(static part => part.Split('=')[0])
                .All(name => operation.Filters.Any(id => entity.Fields.FirstOrDefault(field => field.Id == id)?.Name == name))
        );

    // The order of the others stays, and a route that is no good is not taken.
    private bool Take(Operation operation, Operation named)
    {
        var known = _blueprint.Operations.Any(other => other.Id == operation.Id);
        var changed = _blueprint with
        {
            Operations = known
                ? [.. _blueprint.Operations.Select(other => other.Id == operation.Id ? named : other)]
                : [.. _blueprint.Operations, named],
        };
        if (BlueprintValidator.Validate(changed).Count > 0)
            return false;
        _blueprint = changed;
        return true;
    }

    // '/leaves/{employeeId}' names no leave, '/leaves/{leaveId}' one, whatever its entity is called.
    internal static bool IsRow(Entity entity, string segment, string rows = "") =>
        segment[0] == '{'
        && segment.Trim('{', '}') is var name
        && (
            name.Equals("id", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith(Conventions.Camel(entity.Id.Replace('-', ' ')), StringComparison.OrdinalIgnoreCase)
            || rows.Length > 0 && name.StartsWith(Vocabulary.Instance.Singular(rows.ToLowerInvariant()), StringComparison.OrdinalIgnoreCase)
            || entity.Fields.Any(field => field.Name == name && OperationRoute.IsKey(field))
        );

    private Entity? EntityOf(string segment) => EntityOf(_blueprint, segment);

    /// <summary>The entity whose collection a part of a path names.</summary>
    internal static Entity? EntityOf(Blueprint blueprint, string segment)
    {
        var words = segment.ToLowerInvariant().Split('-', '_');
        words[^1] = Vocabulary.Instance.Singular(words[^1]);
        var noun = Naming.Name(words);
        return blueprint.Entities.FirstOrDefault(entity => entity.Id.Replace('-', ' ') == noun);
    }

    private Operation? Of(Entity entity, string method, params OperationKind[] kinds) =>
        _blueprint.Operations.FirstOrDefault(operation =>
            operation.Entity == entity.Id && kinds.Contains(operation.Kind) && OperationTraits.Of(operation).Methods[0] == method
        );

    private Operation? ActionOf(Entity entity, string verb) =>
        _blueprint.Operations.FirstOrDefault(operation =>
            operation.Entity == entity.Id
            && operation.Kind == OperationKind.Action
            && string.Equals(Conventions.ActionSegment(operation, entity), verb, StringComparison.OrdinalIgnoreCase)
        );

    // Whoever may change the row may call what is done with it.
    private Operation? Call(Entity entity, string method, string verb) =>
        method is "POST" or "PUT" or "PATCH" && Of(entity, "PUT", OperationKind.Update) is { } update
            ? Call(entity, verb, update.Access) with
            {
                Status = 204,
            }
            : null;

    /// <summary>A call that is named by what it does with a row.</summary>
    internal static Operation Call(Entity entity, string verb, IReadOnlyList<AccessRule> access)
    {
        var name = Conventions.Camel($"{verb.Replace('-', ' ')} {Conventions.Phrase(entity.Name)}");
        return new Operation
        {
            Id = Conventions.Kebab(name),
            Name = name,
            Entity = entity.Id,
            Kind = OperationKind.Call,
            Access = access,
        };
    }

    [GeneratedRegex(@"^(?:api|v\d+)$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();
}
