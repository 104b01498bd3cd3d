using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.GraphQl;

/// <summary>Writes what the delivered GraphQL code looks up: bounds, schema, operations, and how rows lead to others.</summary>
internal static class TablesFile
{
    public static string Write(GraphModel model, ServiceModel service, GraphQlOptions options, string schema)
    {
        var text = new CodeWriter();
        text.Line(
            $$""""
            using {{service.Namespace}}.Features;

            namespace {{service.Namespace}}.Infrastructure.GraphQl;

            /// <summary>What the schema is, and what answers it.</summary>
            internal static class GraphTables
            {
                /// <summary>Levels that a document may nest.</summary>
                public const int MaxDepth = {{options.MaxDepth}};

                /// <summary>Values that a document may ask for.</summary>
                public const int MaxComplexity = {{options.MaxComplexity}};

                /// <summary>Fields at the root of a document.</summary>
                public const int MaxRootFields = {{options.MaxRootFields}};

                /// <summary>Whether everybody may ask what the schema is.</summary>
                public const bool OpenSchema = {{(options.Introspection == GraphQlIntrospection.Always ? "true" : "false")}};

                /// <summary>Subscriptions of an instance.</summary>
                public const int MaxSubscriptions = {{options.MaxSubscriptions}};

                /// <summary>Subscriptions of a caller at an instance.</summary>
                public const int MaxSubscriptionsPerCaller = {{options.MaxSubscriptionsPerCaller}};

                /// <summary>Events that wait for one subscriber; whoever lets more wait is too slow.</summary>
                public const int SubscriptionQueue = {{options.SubscriptionQueue}};

            """"
        );
        text.Indented(body =>
        {
            body.Line("/// <summary>The fields at the root.</summary>").Line("public static readonly GraphOperation[] Operations =\n[");
            foreach (var root in model.Roots)
                body.Line(
                    $"    new(\"{root.Type}\", \"{root.Name}\", \"{root.Endpoint.OperationId}\", \"{root.Endpoint.Method}\", "
                        + $"{CSharp.Literal(root.Endpoint.Path)}, GraphAnswer.{root.Answer}{Order(root)}),"
                );
            body.Line("];").Line();
            body.Line("/// <summary>The fields that lead from rows to others.</summary>")
                .Line("public static readonly GraphRelation[] Relations =\n[");
            foreach (var entity in service.Blueprint.Entities.Where(model.Shown))
                body.Line($"    new ETag<{ServiceModel.Class(entity)}>(\"{Type(entity)}\", static db => db.{ServiceModel.Set(entity)}),");
            foreach (var link in model.Links)
                body.Lines(Link(link, service).Split('\n').Select(static line => "    " + line));
            body.Line("];").Line();
            body.Line("/// <summary>The events that callers can subscribe to.</summary>")
                .Line("public static readonly GraphEvent[] Events =\n[");
            foreach (var told in model.Subscriptions)
                body.Line(
                    $"    new(\"{told.Name}\", {CSharp.Literal(EventTraits.Type(told.Event, service.Blueprint))}, "
                        + $"\"{told.Reader.OperationId}\"),"
                );
            body.Line("];").Line();
            body.Line("/// <summary>The schema, as in schema.graphql.</summary>").Line("public const string Sdl =");
        });
        // A fence longer than any run of quotes in the schema.
        text.Line(
            $"        \"\"\"\"\"\n        {schema.TrimEnd('\n').Replace("\n", "\n        ", StringComparison.Ordinal)}\n        "
                + $"\"\"\"\"\";\n}}"
        );
        return EntityFiles.Tidy(text);
    }

    private static string Order(GraphField root) =>
        root.Endpoint.Operation?.Order is { Length: > 0 } order ? ", " + CSharp.Literal(order) : "";

    private static string Type(Entity entity) => GraphModel.TypeName(SchemaBuilder.Resource(entity));

    private static string Link(GraphLink link, ServiceModel service)
    {
        var (row, set) = (ServiceModel.Class(link.Target), ServiceModel.Set(link.Target));
        var access = $"new AccessTable({string.Join(", ", EndpointFiles.Rules(service, link.Reader))})";
        var owned = service.IsOwned(link.Target) ? "static (rows, account) => rows.OwnedBy(account)" : "null";
        if (!link.IsMany)
            return $"""
                new ToOne<{row}>("{Type(link.Owner)}", "{link.Name}", "{Conventions.ForeignKeyProperty(link.Relation)}",
                    {access},
                    static db => db.{set}, {owned}, {row}Response.Of),
                """;
        var key = ServiceModel.Key(link.Relation);
        return $"""
            new ToMany<{row}>("{Type(link.Owner)}", "{link.Name}",
                {access},
                static db => db.{set}, {owned},
                static (db, rows, parents, first) => db.{ServiceModel.Set(link.Owner)}.Where(parent => parents.Contains(parent.Id))
                    .SelectMany(parent => rows.Where(row => row.{key} == parent.Id)
                        .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(first)),
                static row => row.{key}, {row}Response.Of),
            """;
    }
}
