using System.Text.Json.Nodes;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Checks;

namespace BackendAgents.Engineering.Tests.Checks;

/// <summary>A context that breaks no rule, and ways to break each.</summary>
internal static class RuleExamples
{
    public static Blueprint Plan { get; } =
        new()
        {
            Service = new ServiceInfo
            {
                Name = "shop",
                Title = "Shop",
                Description = "Sells things.",
            },
            Authentication = new Authentication
            {
                Kind = AuthenticationKind.Jwt,
                Account = "user",
                Login = "user-email",
                DefaultRole = "customer",
            },
            Roles =
            [
                new Role
                {
                    Id = "customer",
                    Name = "customer",
                    SelfRegister = true,
                },
                new Role { Id = "admin", Name = "admin" },
            ],
            Entities =
            [
                new Entity
                {
                    Id = "user",
                    Name = "User",
                    Description = "Somebody.",
                    Fields =
                    [
                        new Field
                        {
                            Id = "user-email",
                            Name = "email",
                            Type = FieldType.Email,
                            Required = true,
                            Unique = true,
                            Personal = true,
                        },
                    ],
                },
                new Entity
                {
                    Id = "order",
                    Name = "Order",
                    Description = "What somebody buys.",
                    Fields =
                    [
                        new Field
                        {
                            Id = "order-number",
                            Name = "number",
                            Type = FieldType.String,
                            MaxLength = 20,
                            Required = true,
                            Unique = true,
                        },
                    ],
                    Owner = ["order-user"],
                },
            ],
            Relations =
            [
                new Relation
                {
                    Id = "order-user",
                    Kind = RelationKind.OneToMany,
                    From = "user",
                    To = "order",
                    Name = "user",
                    Inverse = "orders",
                    Required = true,
                },
            ],
            Operations =
            [
                Operation("list-orders", "listOrders", "order", OperationKind.List, "authenticated", AccessScope.Own),
                Operation("update-order", "updateOrder", "order", OperationKind.Update, "authenticated", AccessScope.Own),
                Operation("get-user", "getUser", "user", OperationKind.Get, "authenticated", AccessScope.Own),
            ],
            Targets = new Targets
            {
                RequestsPerSecond = 10,
                RecoveryPointMinutes = 5,
                RecoveryTimeMinutes = 60,
            },
        };

    public static string Document =>
        """
            {
              "openapi": "3.0.3",
              "info": { "title": "Shop", "version": "1.0.0", "description": "Sells things.", "contact": { "name": "The shop" } },
              "servers": [ { "url": "/" } ],
              "tags": [ { "name": "Orders", "description": "What somebody buys." } ],
              "paths": {
                "/api/v1/orders/{id}": {
                  "put": {
                    "operationId": "updateOrder",
                    "description": "Replaces an order.",
                    "tags": [ "Orders" ],
                    "security": [ { "bearer": [] } ],
                    "parameters": [
                      { "name": "id", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } },
                      { "name": "If-Match", "in": "header", "required": true, "schema": { "type": "string", "maxLength": 64 } }
                    ],
                    "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Order" } } } },
                    "responses": {
                      "200": { "description": "Done.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Order" } } } },
                      "401": { "$ref": "#/components/responses/Problem" },
                      "412": { "$ref": "#/components/responses/Problem" },
                      "429": { "$ref": "#/components/responses/Problem" }
                    }
                  }
                }
              },
              "components": {
                "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
                "responses": { "Problem": { "description": "No.", "content": { "application/problem+json": { "schema": { "type": "object" } } } } },
                "schemas": {
                  "Order": {
                    "type": "object",
                    "properties": {
                      "number": { "type": "string", "maxLength": 20 },
                      "count": { "type": "integer", "format": "int32" },
                      "tags": { "type": "array", "maxItems": 10, "items": { "type": "string", "maxLength": 20 } }
                    }
                  }
                }
              }
            }
            """;

    public static string Dockerfile =>
        """
            # Build
            FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
            WORKDIR /src
            COPY . .
            RUN dotnet publish -o /app
            FROM mcr.microsoft.com/dotnet/aspnet:10.0
            WORKDIR /app
            COPY --from=build /app .
            USER 1654
            HEALTHCHECK CMD ["dotnet", "Shop.dll", "--healthcheck"]
            ENTRYPOINT ["dotnet", "Shop.dll"]
            """;

    public const string Ignore = ".git\n**/bin\n**/obj\n.env*\n";

    public const string Migration =
        "-- drop table in a comment\ncreate table \"order\" (id uuid primary key, created_at timestamptz not null, note text "
        + "default 'drop table x; char(3)');\n";

    public static CheckContext Good => Context();

    public static CheckContext Context(
        Func<Blueprint, Blueprint>? blueprint = null,
        Action<JsonNode>? document = null,
        string? dockerfile = null,
        string? ignore = null,
        string? migration = null,
        string? documentText = null
    )
    {
        var openApi = documentText ?? Document;
        if (document is not null)
        {
            var root = JsonNode.Parse(openApi)!;
            document(root);
            openApi = root.ToJsonString();
        }

        return new CheckContext(
            (blueprint ?? (static same => same))(Plan),
            new ArtifactSet([
                new Artifact("openapi.json", openApi),
                new Artifact("Dockerfile", dockerfile ?? Dockerfile),
                new Artifact(".dockerignore", ignore ?? Ignore),
                new Artifact("README.md", "# Shop\n"),
                new Artifact("db/migrations/postgresql/0001_initial.up.sql", Migration),
                new Artifact("db/migrations/postgresql/0002_next.up.sql", migration ?? "select 1;\n"),
                new Artifact("src/Shop/Orders.cs", "// Orders\n"),
                new Artifact("tests/Shop.Tests/OrdersTests.cs", "// orders, users\n"),
            ])
        );
    }

    public static Operation Operation(
        string id,
        string name,
        string entity,
        OperationKind kind,
        string role,
        AccessScope scope = AccessScope.Any
    ) =>
        new()
        {
            Id = id,
            Name = name,
            Entity = entity,
            Kind = kind,
            Access = [new AccessRule { Role = role, Scope = scope }],
        };

    /// <summary>The blueprint with one more field on the order.</summary>
    public static Func<Blueprint, Blueprint> With(Field field) =>
        blueprint =>
            blueprint with
            {
                Entities =
                [
                    .. blueprint.Entities.Select(entity =>
                        entity.Id == "order" ? entity with { Fields = [.. entity.Fields, field] } : entity
                    ),
                ],
            };

    /// <summary>The blueprint with an operation changed, or added.</summary>
    public static Func<Blueprint, Blueprint> With(Operation operation) =>
        blueprint => blueprint with { Operations = [.. blueprint.Operations.Where(known => known.Id != operation.Id), operation] };

    public static Func<Blueprint, Blueprint> With(Func<Authentication, Authentication> change) =>
        blueprint => blueprint with { Authentication = change(blueprint.Authentication) };

    public static Func<Blueprint, Blueprint> Order(Func<Entity, Entity> change) =>
        blueprint => blueprint with { Entities = [.. blueprint.Entities.Select(entity => entity.Id == "order" ? change(entity) : entity)] };

    // A call that asks for something of its input.
    public static Func<Blueprint, Blueprint> Guarded(params string[] conditions) =>
        blueprint =>
            blueprint with
            {
                Operations =
                [
                    .. blueprint.Operations,
                    new Operation
                    {
                        Id = "touch-it",
                        Name = "touchIt",
                        Entity = "order",
                        Kind = OperationKind.Call,
                        Input =
                        [
                            new Field
                            {
                                Id = "touch-it-total",
                                Name = "total",
                                Type = FieldType.Money,
                                Required = true,
                            },
                        ],
                        Guards = [.. conditions.Select(static when => new Guard { When = when, Problem = "not-now" })],
                    },
                ],
            };

    // Orders that open before they close, and not.
    public static Blueprint Circular(Blueprint blueprint) => Timed(blueprint, isBoth: true);

    public static Blueprint Timed(Blueprint blueprint, bool isBoth = false)
    {
        var order = blueprint.Entities.Single(static entity => entity.Id == "order");
        var fields = new[] { "opens-at", "closes-at" }.Select(static name => new Field
        {
            Id = "order-" + name,
            Name = Conventions.Camel(name),
            Type = FieldType.Timestamp,
        });
        CheckConstraint[] checks =
        [
            new()
            {
                Id = "opens-first",
                Left = "order-opens-at",
                Operator = Comparison.Less,
                Right = "order-closes-at",
            },
            new()
            {
                Id = "closes-first",
                Left = "order-opens-at",
                Operator = Comparison.GreaterOrEqual,
                Right = "order-closes-at",
            },
        ];
        return blueprint with
        {
            Entities =
            [
                .. blueprint.Entities.Select(entity =>
                    entity == order ? entity with { Fields = [.. entity.Fields, .. fields], Checks = checks[..(isBoth ? 2 : 1)] } : entity
                ),
            ],
        };
    }

    // An entity with one operation that the default role may call on all rows.
    public static Func<Blueprint, Blueprint> Everybody(string entity, OperationKind kind) =>
        blueprint =>
            With(Operation("touch-it", "touchIt", "touched", kind, "customer"))(
                blueprint with
                {
                    Entities =
                    [
                        .. blueprint.Entities,
                        new Entity
                        {
                            Id = "touched",
                            Name = entity,
                            Description = "Matters.",
                        },
                    ],
                }
            );
}
