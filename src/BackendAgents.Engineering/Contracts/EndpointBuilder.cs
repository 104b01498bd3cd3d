using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Contracts;

// Which endpoint each operation becomes.
internal static class EndpointBuilder
{
    public const int MaxCursorLength = 200;
    private const int MaxSearchLength = 200;

    // It carries the text by which the last row was sorted.
    private const int MaxSortedCursorLength = 3000;

    public static IReadOnlyList<HttpEndpoint> Build(BlueprintIndex index) =>
        [
            .. AuthContract.Endpoints(index),
            .. RoleContract.Endpoints(index),
            .. SessionContract.Endpoints(index),
            .. ApiKeyContract.Endpoints(index),
            .. LoginProviderContract.Endpoints(index),
            .. AccountWebhookContract.Endpoints(index),
            .. index.Blueprint.Operations.Select(operation => Endpoint(operation, index)).OfType<HttpEndpoint>(),
        ];

    // Everything comes from the traits of the operation's kind and from its route.
    private static HttpEndpoint? Endpoint(Operation operation, BlueprintIndex index)
    {
        var traits = OperationTraits.Of(operation);
        var relation = index.RelationById(operation.Relation);
        if (index.EntityById(operation.Entity) is not { } entity || (traits.HasLinks && relation is null))
            return null;
        var result = traits.HasLinks ? index.EntityById(OperationRoute.Far(operation, relation!)) : entity;
        if (result is null)
            return null;
        var route = OperationRoute.Of(operation, entity, relation);
        var login = index.Account is not null && operation.Access.All(static rule => rule.Role != Role.Anonymous);
        return new HttpEndpoint
        {
            OperationId = operation.Name,
            Method = route.Method,
            Path = route.Path,
            Summary = OperationTraits.Fill(traits.Summary, operation, entity),
            Description =
                operation.Description.Length > 0 ? operation.Description : OperationTraits.Fill(traits.Description, operation, entity),
            Tag = Conventions.Plural(entity),
            Parameters = [.. Parameters(operation, traits, route, entity, result, index)],
            RequestSchema =
                traits.Body is not null ? entity.Name + traits.Body
                : CallTraits.HasBody(operation) ? CallTraits.InputName(operation)
                : null,
            RequestFiles = operation.Kind == OperationKind.Upload ? FileField.Types(operation, entity) : [],
            Responses = Responses.Of(
                [
                    EdgeContract.Tagged(Success(operation, traits, result), operation, index.Blueprint),
                    .. FileContract.Parts(operation, entity),
                    .. EdgeContract.Unchanged(operation, index.Blueprint),
                    .. traits.Problems.Concat(login ? [401, 403] : []).Select(Problem),
                    .. CallTraits.IsIdle(operation, index.Blueprint) ? [501] : (Responses.Answer[])[],
                ],
                BehaviourProblems
                    .Of(index, operation)
                    .Concat(ApiKeyContract.Problems(operation))
                    .Concat(Limited(operation, index))
                    .Concat(Keyed(operation))
                    .Concat(Signed(operation))
                    .Concat(FileContract.Problems(operation))
            ),
            Access = operation.Access,
            RequiresAuthentication = login,
            AcceptsKeys = login && operation.ApiKeys,
            Operation = operation,
            Entity = entity,
            ResultEntity = traits.Answer is OperationAnswer.Resource or OperationAnswer.Page ? result : null,
        };
    }

    private static Responses.Answer Problem(int status) => status;

    private static IEnumerable<(int Status, string Code)> Signed(Operation operation) =>
        operation.Webhook is null ? [] : [(401, IncomingWebhook.Problem)];

    private static IEnumerable<(int Status, string Code)> Limited(Operation operation, BlueprintIndex index) =>
        CallLimit.Of(index.Blueprint, operation).Any() ? [(429, CallLimit.Problem)] : [];

    private static IEnumerable<(int Status, string Code)> Keyed(Operation operation) =>
        operation.Idempotent ? [(400, Idempotency.Invalid), (422, Idempotency.Reused)] : [];

    private static HttpResponse Success(Operation operation, OperationTraits traits, Entity result) =>
        new(
            traits.Success,
            traits.SuccessText,
            traits.Answer switch
            {
                OperationAnswer.Resource => SchemaBuilder.Resource(result),
                OperationAnswer.Page => SchemaBuilder.Page(result),
                OperationAnswer.Values when operation.Report is not null => ReportContract.Answer(operation),
                OperationAnswer.Values => CallTraits.OutputName(operation),
                _ => null,
            }
        )
        {
            Headers = traits.Headers,
            Files = operation.Kind == OperationKind.Download ? FileField.Types(operation, result) : [],
        };

    private static IEnumerable<HttpParameter> Parameters(
        Operation operation,
        OperationTraits traits,
        OperationRoute route,
        Entity entity,
        Entity result,
        BlueprintIndex index
    )
    {
        if (OperationRoute.KeyField(operation, entity) is { } key)
            yield return Key(key, index, Conventions.Phrase(entity.Name));
        else
        {
            foreach (var (name, at) in route.Parameters.Select(static (name, at) => (name, at)))
                yield return Id(name, Conventions.Phrase((at == 0 ? entity : result).Name));
        }

        if (traits.HasShape && !CallTraits.HasBody(operation))
        {
            foreach (var field in operation.Input)
                yield return Sent(field, index);
        }

        if (traits.IsPaged)
        {
            foreach (
                var parameter in Paging(operation)
                    .Concat(Sort(operation, entity))
                    .Concat(Search(operation))
                    .Concat(Filters(operation, index))
            )
                yield return parameter;
        }

        if (operation.Report is { } report)
        {
            foreach (var parameter in Filters(operation, index).Concat(ReportContract.Parameters(report, entity)))
                yield return parameter;
        }

        foreach (var (name, meaning, example) in operation.Webhook is null ? [] : IncomingWebhook.Headers)
            yield return new HttpParameter(name, HttpParameterLocation.Header, Required: true, ValueModel.Text(1, 200, example), meaning);

        if (operation.Idempotent)
            yield return new HttpParameter(
                Idempotency.Header,
                HttpParameterLocation.Header,
                Required: false,
                ValueModel.Text(1, 200, "8e03978e-40d5-43dd-bc93-6894a57f9324"),
                "Made up by the caller: a call that is sent again with the same key within a day is done once and answered the same."
            );

        if (traits.IsConditional)
            yield return new HttpParameter(
                "If-Match",
                HttpParameterLocation.Header,
                Required: true,
                ValueModel.Text(0, 40, "\"1\""),
                "ETag of the state that the caller has read."
            );
    }

    private static HttpParameter Id(string name, string phrase) =>
        new(name, HttpParameterLocation.Path, Required: true, ValueModel.Id, name == "id" ? "Id of the resource." : $"Id of the {phrase}.");

    private static HttpParameter Key(Field field, BlueprintIndex index, string phrase) =>
        new(
            field.Name,
            HttpParameterLocation.Path,
            Required: true,
            ValueModel.Of(field, index),
            $"The {Conventions.Phrase(field.Name)} of the {phrase}."
        )
        {
            Field = field,
        };

    // An input that stands in the query.
    private static HttpParameter Sent(Field field, BlueprintIndex index)
    {
        var value = SchemaBuilder.Input(field, index);
        return new HttpParameter(
            field.Name,
            HttpParameterLocation.Query,
            value.Required,
            value.Value with
            {
                Nullable = false,
            },
            field.Description.Length > 0 ? field.Description : $"The {Conventions.Phrase(field.Name)}."
        )
        {
            Field = field,
        };
    }

    private static IEnumerable<HttpParameter> Paging(Operation operation) =>
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
                ValueModel.Text(0, operation.Sort.Count == 0 ? MaxCursorLength : MaxSortedCursorLength, null),
                "Where the page begins: nextCursor of the page before."
            ),
        ];

    private static IEnumerable<HttpParameter> Sort(Operation operation, Entity entity) =>
        operation.Sort.Count == 0
            ? []
            :
            [
                new(
                    ListSort.Parameter,
                    HttpParameterLocation.Query,
                    Required: false,
                    new HttpValue { Type = JsonType.String, Values = ListSort.Choices(operation, entity) },
                    $"The order of the rows; with a minus, the greatest first. Without it: {ListSort.Usual(operation)}."
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
                    "Words to find, in any order, each by its beginning, upper or lower case alike."
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
}
