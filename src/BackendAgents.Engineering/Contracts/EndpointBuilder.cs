using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Contracts;

// Which endpoint each operation becomes.
internal static class EndpointBuilder
{
    public const int MaxCursorLength = 200;
    private const int MaxSearchLength = 200;

    public static IReadOnlyList<HttpEndpoint> Build(BlueprintIndex index) =>
        [
            .. AuthContract.Endpoints(index),
            .. index.Blueprint.Operations.Select(operation => Endpoint(operation, index)).OfType<HttpEndpoint>(),
        ];

    private static HttpEndpoint? Endpoint(Operation operation, BlueprintIndex index)
    {
        if (index.EntityById(operation.Entity) is not { } entity)
            return null;
        var link = operation.Kind is OperationKind.Link or OperationKind.Unlink or OperationKind.ListLinked;
        if (!link)
            return Plain(operation, entity, index);
        return
            index.RelationById(operation.Relation) is { } relation
            && index.EntityById(relation.From) is { } from
            && index.EntityById(relation.To) is { } to
            ? Linked(operation, relation, from, to, index)
            : null;
    }

    private static HttpEndpoint Plain(Operation operation, Entity entity, BlueprintIndex index)
    {
        var phrase = Conventions.Phrase(entity.Name);
        var resource = SchemaBuilder.Resource(entity);
        var collection = Conventions.CollectionPath(entity);
        var item = collection + "/{id}";
        var start = Start(operation, entity, index) with { ResultEntity = entity };
        var id = Id("id", phrase);
        return operation.Kind switch
        {
            OperationKind.Create => start with
            {
                Method = "POST",
                Path = collection,
                Summary = $"Create {Article(phrase)}",
                RequestSchema = SchemaBuilder.Create(entity),
                Responses = Answers(start, [Responses.Created("Created.", resource, ["ETag", "Location"]), 400, 409]),
            },
            OperationKind.Get => start with
            {
                Path = item,
                Summary = $"Read {Article(phrase)}",
                Parameters = [id],
                Responses = Answers(start, [Responses.Ok("Found.", resource, ["ETag"]), 404]),
            },
            OperationKind.List => start with
            {
                Path = collection,
                Summary = $"List {Conventions.Phrase(Conventions.Plural(entity))}",
                Parameters = [.. Paging(), .. Search(operation), .. Filters(operation, index)],
                Responses = Answers(start, [Responses.Ok("A page, newest first.", SchemaBuilder.Page(entity), []), 400]),
            },
            OperationKind.Update => start with
            {
                Method = "PUT",
                Path = item,
                Summary = $"Replace {Article(phrase)}",
                RequestSchema = SchemaBuilder.Update(entity),
                Parameters =
                [
                    id,
                    new HttpParameter(
                        "If-Match",
                        HttpParameterLocation.Header,
                        Required: true,
                        ValueModel.Text(0, 40, "\"1\""),
                        "ETag of the state that the caller has read."
                    ),
                ],
                Responses = Answers(start, [Responses.Ok("Replaced.", resource, ["ETag"]), 400, 404, 409, 412, 428]),
            },
            OperationKind.Delete => start with
            {
                Method = "DELETE",
                Path = item,
                Summary = $"Delete {Article(phrase)}",
                Parameters = [id],
                ResultEntity = null,
                Responses = Answers(start, [Responses.NoContent("Deleted."), 404, 409]),
            },
            _ => start with
            {
                Method = "POST",
                Path = $"{item}/{Conventions.ActionSegment(operation, entity)}",
                Summary = Sentence(Conventions.Phrase(operation.Name)),
                Parameters = [id],
                Responses = Answers(start, [Responses.Ok("Done.", resource, ["ETag"]), 404, 409]),
            },
        };
    }

    private static HttpEndpoint Linked(Operation operation, Relation relation, Entity from, Entity to, BlueprintIndex index)
    {
        var reverse = operation.Reverse && operation.Kind is OperationKind.ListLinked;
        var (near, far) = reverse ? (to, from) : (from, to);
        var path = $"{Conventions.CollectionPath(near)}/{{id}}/{Conventions.Kebab(reverse ? relation.Name : relation.Inverse)}";
        var start = Start(operation, near, index);
        var id = Id("id", Conventions.Phrase(near.Name));
        var summary = Sentence(Conventions.Phrase(operation.Name));
        if (operation.Kind is OperationKind.ListLinked)
        {
            return start with
            {
                Path = path,
                Summary = summary,
                Parameters = [id, .. Paging()],
                ResultEntity = far,
                Responses = Answers(start, [Responses.Ok("A page, newest first.", SchemaBuilder.Page(far), []), 400, 404]),
            };
        }

        var links = operation.Kind is OperationKind.Link;
        return start with
        {
            Method = links ? "PUT" : "DELETE",
            Path = path + "/{targetId}",
            Summary = summary,
            Parameters = [id, Id("targetId", Conventions.Phrase(far.Name))],
            Responses = Answers(start, [Responses.NoContent(links ? "Linked, now or before." : "Not linked, now or before."), 404]),
        };
    }

    private static HttpEndpoint Start(Operation operation, Entity entity, BlueprintIndex index) =>
        new()
        {
            OperationId = operation.Name,
            Method = "GET",
            Path = "",
            Summary = "",
            Description = operation.Description.Length > 0 ? operation.Description : DescriptionOf(operation, entity),
            Tag = Conventions.Plural(entity),
            Responses = [],
            Access = operation.Access,
            RequiresAuthentication = index.Account is not null && operation.Access.All(static rule => rule.Role != Role.Anonymous),
            Operation = operation,
            Entity = entity,
        };

    private static IReadOnlyList<HttpResponse> Answers(HttpEndpoint endpoint, IEnumerable<Responses.Answer> answers) =>
        Responses.Of(endpoint.RequiresAuthentication ? answers.Append(401).Append(403) : answers);

    private static HttpParameter Id(string name, string phrase) =>
        new(name, HttpParameterLocation.Path, Required: true, ValueModel.Id, $"Id of the {phrase}.");

    private static IEnumerable<HttpParameter> Paging() =>
        [
            new(
                "limit",
                HttpParameterLocation.Query,
                Required: false,
                ValueModel.Integer(1, Conventions.MaxPageSize, Conventions.DefaultPageSize) with
                {
                    Default = JsonValue.Create(Conventions.DefaultPageSize),
                },
                "Most rows on the page."
            ),
            new(
                "cursor",
                HttpParameterLocation.Query,
                Required: false,
                ValueModel.Text(0, MaxCursorLength, null),
                "Where the page begins: nextCursor of the page before."
            ),
        ];

    private static IEnumerable<HttpParameter> Search(Operation operation) =>
        operation.Search.Count == 0
            ? []
            :
            [
                new(
                    "q",
                    HttpParameterLocation.Query,
                    Required: false,
                    ValueModel.Text(0, MaxSearchLength, null),
                    "Text to find, upper or lower case alike."
                ),
            ];

    private static IEnumerable<HttpParameter> Filters(Operation operation, BlueprintIndex index)
    {
        foreach (var filter in operation.Filters)
        {
            if (index.FieldById(filter) is { } field)
            {
                yield return new HttpParameter(
                    field.Name,
                    HttpParameterLocation.Query,
                    Required: false,
                    ValueModel.Of(field, index),
                    $"Only rows with this {Conventions.Phrase(field.Name)}."
                )
                {
                    Field = field,
                };
            }
            else if (index.RelationById(filter) is { } relation)
            {
                yield return new HttpParameter(
                    Conventions.ForeignKeyProperty(relation),
                    HttpParameterLocation.Query,
                    Required: false,
                    ValueModel.Id,
                    $"Only rows with this {Conventions.Phrase(relation.Name)}."
                )
                {
                    Relation = relation,
                };
            }
        }
    }

    private static string DescriptionOf(Operation operation, Entity entity)
    {
        var phrase = Conventions.Phrase(entity.Name);
        return operation.Kind switch
        {
            OperationKind.Create => $"Adds {Article(phrase)}.",
            OperationKind.Get => $"Shows one {phrase}.",
            OperationKind.List => $"Lists {Conventions.Phrase(Conventions.Plural(entity))} a page at a time, newest first.",
            OperationKind.Update => $"Replaces all writable values of {Article(phrase)}, unless it has changed since it was read.",
            OperationKind.Delete => $"Removes {Article(phrase)}.",
            _ => Sentence(Conventions.Phrase(operation.Name)) + ".",
        };
    }

    private static string Article(string phrase) => ("aeiou".Contains(phrase.FirstOrDefault('b')) ? "an " : "a ") + phrase;

    private static string Sentence(string phrase) => phrase.Length == 0 ? phrase : char.ToUpperInvariant(phrase[0]) + phrase[1..];
}
