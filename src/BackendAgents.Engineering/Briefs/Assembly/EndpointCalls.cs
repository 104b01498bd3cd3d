using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Engineering.Briefs.Sayings;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>
/// Calls whose line says all of what they do: <c>POST /notes/{id}/pin</c> sets a flag, <c>GET /{code}</c> sends callers on, and
/// <c>GET /links/{code}/stats</c> says how often it did.
/// </summary>
internal sealed class EndpointCalls(Draft draft, Blueprint blueprint)
{
    private const string Visits = "visitCount";

    /// <summary>The blueprint with the call of a line; null when the line says no such call, or the model can't have it.</summary>
    /// <param name="endpoint">What the line says.</param>
    /// <param name="path">Its path without what stands behind a question mark.</param>
    /// <param name="segments">The parts of the path without a prefix of versions.</param>
    public Blueprint? Add(EndpointFact endpoint, string path, string[] segments)
    {
        var called = segments switch
        {
            [var collection, var row, var verb]
                when verb[0] != '{' && Entity(collection) is { } entity && EndpointStep.IsRow(entity, row) => endpoint.Method == "GET"
            && EndpointWords.Counts(endpoint.Rest)
                ? Counted(entity, path)
                : Flagged(endpoint, entity, path, verb),
            [.., var key] when endpoint.Method == "GET" && key[0] == '{' && EndpointWords.Redirects(endpoint.Rest) => Followed(
                path,
                key.Trim('{', '}')
            ),
            [var key, var verb] when endpoint.Method == "GET" && key[0] == '{' && verb[0] != '{' && EndpointWords.Counts(endpoint.Rest) =>
                blueprint.Entities.FirstOrDefault(static entity => entity.Fields.Any(static field => field.Name == Visits)) is { } entity
                && EndpointStep.IsRow(entity, key)
                    ? Counted(entity, path)
                    : null,
            _ => null,
        };
        if (called is not var (changed, operation) || BlueprintValidator.Validate(changed).Count > 0)
            return null;
        draft.Note(endpoint.Sentence, "operation " + operation.Id);
        draft.Note(endpoint.Sentence, SayingStep.Behaves + "call");
        return changed;
    }

    // Where nobody else sets the flag, callers do when they write the row.
    private (Blueprint, Operation)? Flagged(EndpointFact endpoint, Entity entity, string path, string verb)
    {
        if (
            EndpointWords.Flag(verb, endpoint.Method) is not var (name, on)
            || endpoint.Method is not ("POST" or "PUT" or "PATCH" or "DELETE")
            || EndpointWords.FlagStatus(endpoint.Rest, verb, name) is not { } status
            || entity.Fields.Any(field => field.Name == name && field.Type != FieldType.Bool)
            || (Of(entity, OperationKind.Update) ?? Of(entity, OperationKind.Delete)) is not { } update
        )
            return null;
        var flag = new Field
        {
            Id = $"{entity.Id}-{name}",
            Name = name,
            Type = FieldType.Bool,
            Required = true,
            Default = "false",
            Exposure =
                on || entity.Fields.Any(field => field.Name == name && field.Exposure == FieldExposure.ReadOnly)
                    ? FieldExposure.ReadOnly
                    : FieldExposure.ReadWrite,
            Description = $"Whether the {Conventions.Phrase(entity.Name)} is {name}.",
        };
        var does = on || verb.StartsWith("un", StringComparison.OrdinalIgnoreCase) ? verb : "un" + verb;
        var operation = Call(entity, does, endpoint.Method, path, update.Access) with
        {
            Status = status == 200 ? 200 : 204,
            Effects = [new Effect { Set = new Dictionary<string, string> { [name] = on ? "true" : "false" } }],
        };
        var changed = With(blueprint, entity, flag);
        return (changed with { Operations = [.. changed.Operations, operation] }, operation);
    }

    // A code that rows are found by, and the only address that a row has.
    private (Blueprint, Operation)? Followed(string path, string key)
    {
        var found = blueprint
            .Entities.Where(entity =>
                entity.Fields.Any(field => field.Name == key && FieldTraits.Of(field).IsText)
                && entity.Fields.Count(static field => field.Type == FieldType.Url) == 1
            )
            .ToList();
        if (found is not [var entity])
            return null;
        var code = entity.Fields.First(field => field.Name == key) with { Required = true, Unique = true };
        var counts = draft.Facts.OfType<EndpointFact>().Any(static other => EndpointWords.Counts(other.Rest));
        var target = entity.Fields.First(static field => field.Type == FieldType.Url);
        var operation = Call(entity, "follow", "GET", path, [new AccessRule { Role = Role.Anonymous }]) with
        {
            Location = target.Name,
            Effects = counts
                ?
                [
                    new Effect
                    {
                        Add = new AddEffect { To = Visits, Amount = "1" },
                    },
                ]
                : [],
        };
        // Callers can only be sent to an address that is there.
        Field[] kept = counts ? [code, target with { Required = true }, Count(entity)] : [code, target with { Required = true }];
        var changed = kept.Aggregate(blueprint, (model, field) => With(model, entity, field));
        return (changed with { Operations = [.. changed.Operations, operation] }, operation);
    }

    private (Blueprint, Operation)? Counted(Entity entity, string path)
    {
        if (!entity.Fields.Any(static field => field.Name == Visits) || Of(entity, OperationKind.Get) is not { } get)
            return null;
        var operation = Call(entity, "count visits of", "GET", path, get.Access) with
        {
            Output =
            [
                new OutputValue
                {
                    Name = "visits",
                    Type = FieldType.Int,
                    Required = true,
                    Value = Visits,
                },
            ],
        };
        return (blueprint with { Operations = [.. blueprint.Operations, operation] }, operation);
    }

    private static Field Count(Entity entity) =>
        new()
        {
            Id = $"{entity.Id}-visit-count",
            Name = Visits,
            Type = FieldType.Int,
            Required = true,
            Default = "0",
            Exposure = FieldExposure.ReadOnly,
            Description = "How often callers were sent on.",
        };

    private static Operation Call(Entity entity, string verb, string method, string path, IReadOnlyList<AccessRule> access) =>
        EndpointStep.Call(entity, verb, access) with
        {
            Method = method,
            Path = path,
        };

    // A field of the same name gives way.
    private static Blueprint With(Blueprint model, Entity entity, Field field) =>
        model with
        {
            Entities =
            [
                .. model.Entities.Select(other =>
                    other.Id == entity.Id
                        ? other with
                        {
                            Fields = other.Fields.Any(known => known.Name == field.Name)
                                ? [.. other.Fields.Select(known => known.Name == field.Name ? field with { Id = known.Id } : known)]
                                : [.. other.Fields, field],
                        }
                        : other
                ),
            ],
        };

    private Entity? Entity(string collection) => EndpointStep.EntityOf(blueprint, collection);

    private Operation? Of(Entity entity, OperationKind kind) =>
        blueprint.Operations.FirstOrDefault(operation => operation.Entity == entity.Id && operation.Kind == kind);
}
