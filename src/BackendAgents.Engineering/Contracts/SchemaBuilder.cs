using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Contracts;

// Which properties each schema has, in which order.
internal static class SchemaBuilder
{
    public const string Problem = "ProblemDetails";
    public const string ValidationProblem = "ValidationProblemDetails";
    public const string RegisterRequest = "RegisterRequest";
    public const string LoginRequest = "LoginRequest";
    public const string RefreshRequest = "RefreshRequest";
    public const string TokenResponse = "TokenResponse";

    public static string Resource(Entity entity) => entity.Name;

    /// <summary>What a row is created from and replaced by.</summary>
    public static string Input(Entity entity) => entity.Name + "Input";

    public static string Page(Entity entity) => entity.Name + "Page";

    // Only what an endpoint refers to, directly or through a property: an unused component is noise.
    public static IReadOnlyList<HttpSchema> Build(BlueprintIndex index, IReadOnlyList<HttpEndpoint> endpoints)
    {
        var all = All(index).ToList();
        var byName = new Dictionary<string, HttpSchema>(StringComparer.Ordinal);
        foreach (var schema in all)
            byName.TryAdd(schema.Name, schema);
        var used = Reached(
            endpoints.SelectMany(static endpoint =>
                endpoint
                    .Responses.Select(static response => response.Schema)
                    .Append(endpoint.RequestSchema)
                    .Concat(endpoint.Parameters.Select(static parameter => parameter.Value.Schema))
            ),
            name => byName.GetValueOrDefault(name)
        );
        return [.. all.Where(schema => used.Remove(schema.Name))];
    }

    /// <summary>Names of the schemas that some refer to, directly or through a property; names that mean none are left out.</summary>
    public static HashSet<string> Reached(IEnumerable<string?> from, Func<string, HttpSchema?> find)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string?>(from);
        while (open.TryPop(out var name))
        {
            if (name is null || find(name) is not { } schema || !reached.Add(name))
                continue;
            foreach (var property in schema.Properties)
            {
                open.Push(property.Value.Schema);
                open.Push(property.Value.Items?.Schema);
            }
        }

        return reached;
    }

    private static IEnumerable<HttpSchema> All(BlueprintIndex index)
    {
        foreach (var type in index.Blueprint.Enums)
        {
            yield return new HttpSchema
            {
                Name = type.Name,
                Kind = HttpSchemaKind.Enum,
                Description = $"Values of {Conventions.Phrase(type.Name)}.",
                Values = type.Values,
            };
        }

        foreach (var entity in index.Blueprint.Entities)
        {
            yield return ResourceOf(entity, index);
            yield return InputOf(entity, index);
            yield return PageOf(entity);
        }

        foreach (
            var schema in index.Blueprint.Operations.SelectMany(operation =>
                CallSchemas.Of(operation, index).Concat(ReportContract.Schemas(operation, index))
            )
        )
            yield return schema;
        foreach (var schema in AuthContract.Schemas(index).Concat(RoleContract.Schemas(index)).Concat(ApiKeyContract.Schemas(index)))
            yield return schema;
        foreach (var schema in LoginProviderContract.Schemas(index).Concat(AccountWebhookContract.Schemas(index)))
            yield return schema;
        yield return ProblemSchemas.Problem;
        yield return ProblemSchemas.Validation;
    }

    private static HttpSchema ResourceOf(Entity entity, BlueprintIndex index)
    {
        var properties = new List<HttpProperty>
        {
            new("id", ValueModel.Id, Required: true) { ReadOnly = true, Description = "Identifies it." },
        };
        properties.AddRange(
            entity
                .Fields.Where(static field => field.Exposure is FieldExposure.ReadWrite or FieldExposure.ReadOnly)
                .Select(field => new HttpProperty(
                    field.Name,
                    ValueModel.Of(field, index) with
                    {
                        Nullable = !field.Required && field.Default is null,
                    },
                    Required: true
                )
                {
                    ReadOnly = field.Exposure is FieldExposure.ReadOnly,
                    Description = field.Description,
                    Field = field,
                })
        );
        if (index.IsAccount(entity))
            properties.Add(
                new HttpProperty("role", AuthContract.AnyRole(index), Required: true)
                {
                    ReadOnly = true,
                    Description = "Role that it holds.",
                }
            );
        properties.AddRange(index.RelationsTo(entity.Id).Select(relation => Reference(relation, index, required: true)));
        properties.Add(
            new HttpProperty("createdAt", ValueModel.Time, Required: true) { ReadOnly = true, Description = "When it was created." }
        );
        properties.Add(
            new HttpProperty("updatedAt", ValueModel.Time, Required: true) { ReadOnly = true, Description = "When it last changed." }
        );
        return new HttpSchema
        {
            Name = Resource(entity),
            Kind = HttpSchemaKind.Resource,
            Entity = entity,
            Properties = properties,
            Description = entity.Description.Length > 0 ? entity.Description : $"One {Conventions.Phrase(entity.Name)}.",
        };
    }

    private static HttpSchema InputOf(Entity entity, BlueprintIndex index)
    {
        var owner = index.OwnerRelation(entity);
        return new HttpSchema
        {
            Name = Input(entity),
            Kind = HttpSchemaKind.Input,
            Entity = entity,
            Description =
                $"All writable values of {Conventions.Article(Conventions.Phrase(entity.Name))}; what is left out takes its default, "
                + "or becomes null.",
            Properties =
            [
                .. Writable(entity, index),
                .. index
                    .RelationsTo(entity.Id)
                    .Where(relation => relation.Id != owner?.Id)
                    .Select(relation => Reference(relation, index, relation.Required)),
            ],
        };
    }

    // What has a default may be left out.
    public static IEnumerable<HttpProperty> Writable(Entity entity, BlueprintIndex index) =>
        entity
            .Fields.Where(static field => field.Exposure is FieldExposure.ReadWrite or FieldExposure.WriteOnly)
            .Select(field => Input(field, index));

    /// <summary>A value that callers send.</summary>
    public static HttpProperty Input(Field field, BlueprintIndex index) =>
        new(
            field.Name,
            ValueModel.Of(field, index) with
            {
                Nullable = !field.Required || field.Default is not null,
                Default = ValueModel.Default(field),
            },
            Required: field.Required && field.Default is null
        )
        {
            WriteOnly = field.Exposure is FieldExposure.WriteOnly,
            Description = field.Description,
            Field = field,
        };

    public static HttpProperty Reference(Relation relation, BlueprintIndex index, bool required) =>
        new(Conventions.ForeignKeyProperty(relation), ValueModel.Id with { Nullable = !relation.Required }, required)
        {
            Relation = relation,
            Description =
                relation.Description.Length > 0
                    ? relation.Description
                    : $"Id of the {Conventions.Phrase(index.EntityById(relation.From)?.Name ?? relation.Name)} that is its "
                        + $"{Conventions.Phrase(relation.Name)}.",
        };

    private static HttpSchema PageOf(Entity entity) =>
        new()
        {
            Name = Page(entity),
            Kind = HttpSchemaKind.Page,
            Entity = entity,
            Description = $"A page of {Conventions.Phrase(Conventions.Plural(entity))}.",
            Properties =
            [
                new HttpProperty(
                    "items",
                    new HttpValue
                    {
                        Type = JsonType.Array,
                        Items = new HttpValue { Schema = Resource(entity) },
                        MaxItems = Conventions.MaxPageSize,
                    },
                    Required: true
                )
                {
                    Description = "The rows.",
                },
                new HttpProperty(
                    "nextCursor",
                    ValueModel.Text(0, EndpointBuilder.MaxCursorLength, null) with
                    {
                        Nullable = true,
                    },
                    Required: true
                )
                {
                    Description = "For the next page; null on the last.",
                },
            ],
        };
}
