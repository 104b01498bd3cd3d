using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>
/// Copies of rows that other services own, and what tells others of own rows: one event for each change, with the row as it is then.
/// </summary>
internal static class CopyFiles
{
    private const string Feed = "RowCopies";
    private const string Folder = "Features/Copies";

    /// <summary>The classes that keep copies.</summary>
    public static IEnumerable<string> Subscriptions(ServiceModel model) => Copies(model).Select(static entity => Listener(entity));

    /// <summary>The class that tells others of own rows.</summary>
    public static IEnumerable<string> Interceptors(ServiceModel model) => Feeds(model).Count > 0 ? [Feed] : [];

    /// <summary>Type of the events that tell of an entity's rows.</summary>
    public static string Type(string service, Entity entity) => $"{service}.{Conventions.Kebab(entity.Name)}-row.v1";

    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        foreach (var entity in Copies(model))
        {
            yield return State(model, entity, entity.Origin!.Feed);
            yield return new Artifact(
                $"{model.SourceFolder}/{Folder}/{Listener(entity)}.g.cs",
                ServiceModel.Header("copies of another service's rows.") + Keep(model, entity)
            );
        }

        foreach (var feed in Feeds(model))
            yield return State(model, model.Index.EntityById(feed.Entity)!, feed);
        if (Feeds(model).Count > 0)
            yield return new Artifact(
                $"{model.SourceFolder}/{Folder}/{Feed}.g.cs",
                ServiceModel.Header("what other services are told of rows.") + Tell(model)
            );
    }

    private static IEnumerable<Entity> Copies(ServiceModel model) =>
        model.Blueprint.Entities.Where(static entity => entity.Origin is not null);

    private static IReadOnlyList<EntityFeed> Feeds(ServiceModel model) => model.Blueprint.Part?.Feeds ?? [];

    private static string Listener(Entity entity) => ServiceModel.Class(entity) + "Copy";

    private static string Record(Entity entity) => ServiceModel.Class(entity) + "State";

    // The same record on both sides; where a service keeps less than is told, the rest is not read.
    private static Artifact State(ServiceModel model, Entity entity, EntityFeed feed)
    {
        List<string> values =
        [
            "    [property: JsonPropertyName(\"id\")] Guid Id",
            "    [property: JsonPropertyName(\"removed\")] bool Removed",
            .. Fields(entity, feed)
                .Select(field =>
                    $"    [property: JsonPropertyName({CSharp.Literal(field.Name)})] "
                    + $"{ExpressionCode.CSharpType(ExpressionType.Of(field, model.Index))} {ServiceModel.Property(field)}"
                ),
            .. Relations(model, feed)
                .Select(static relation =>
                    $"    [property: JsonPropertyName({CSharp.Literal(Conventions.ForeignKeyProperty(relation))})] "
                    + $"Guid{(relation.Required ? "" : "?")} {ServiceModel.Key(relation)}"
                ),
        ];
        return new Artifact(
            $"{model.SourceFolder}/{Folder}/{Record(entity)}.g.cs",
            ServiceModel.Header("what services tell each other of rows.")
                + $"""
                using System.Text.Json.Serialization;

                namespace {model.Namespace}.Features;

                /// <summary>{CSharp.Comment(Conventions.Phrase(entity.Name))} as it is, for services that keep copies.</summary>
                public sealed record {Record(entity)}(
                {string.Join(",\n", values)}
                );

                """
        );
    }

    private static string Tell(ServiceModel model)
    {
        var text = new CodeWriter();
        text.Line(
            $"""
            using Microsoft.EntityFrameworkCore;
            using {model.Namespace}.Infrastructure;

            namespace {model.Namespace}.Features;

            /// <summary>Tells services that keep copies of what becomes of rows, in the transaction that changes them.</summary>
            """
        );
        text.Block($"internal sealed class {Feed} : RowAnnouncer", body =>
        {
            body.Line(
                """
                protected override Task TellAsync(Row row, EntityState state, Work work, CancellationToken cancellationToken)
                {
                    if (state is EntityState.Added or EntityState.Modified or EntityState.Deleted)
                        Tell(row, state == EntityState.Deleted, work);
                    return Task.CompletedTask;
                }

                """
            );
            body.Block("private static void Tell(Row row, bool removed, Work work)", inner => inner
                    .Line("switch (row)")
                    .Line("{")
                    .Indented(cases =>
                    {
                        foreach (var feed in Feeds(model))
                            Case(cases, model, feed);
                    })
                    .Line("}"));
        });
        return text.ToString();
    }

    private static void Case(CodeWriter cases, ServiceModel model, EntityFeed feed)
    {
        var entity = model.Index.EntityById(feed.Entity)!;
        var name = CSharp.Identifier(Conventions.Camel(entity.Name));
        var values = Fields(entity, feed)
            .Select(static field => ServiceModel.Property(field))
            .Concat(Relations(model, feed).Select(ServiceModel.Key))
            .Select(member => $", {name}.{member}");
        cases.Line(
            $"""
            case {ServiceModel.Class(entity)} {name}:
                work.PublishLatest(
                    {CSharp.Literal(Type(model.Blueprint.Service.Name, entity))},
                    row.Id,
                    row.Id.ToString(),
                    new {Record(entity)}(row.Id, removed{string.Concat(values)}));
                break;
            """
        );
    }

    private static string Keep(ServiceModel model, Entity entity)
    {
        var (type, set, origin) = (ServiceModel.Class(entity), ServiceModel.Set(entity), entity.Origin!);
        var members = entity
            .Fields.Select(ServiceModel.Property)
            .Concat(model.Index.RelationsTo(entity.Id).Select(ServiceModel.Key))
            .Select(static member => $"row.{member} = told.{member};");
        var referring = model
            .Index.RelationsFrom(entity.Id)
            .Where(relation => model.Index.EntityById(relation.To) is { Origin: null })
            .Select(relation =>
                $"!await db.{ServiceModel.Set(model.Index.EntityById(relation.To)!)}.AnyAsync("
                + $"found => found.{ServiceModel.Key(relation)} == told.Id, cancellationToken)"
            )
            .ToList();
        var text = new CodeWriter();
        text.Line(
            $$"""
            using Microsoft.EntityFrameworkCore;
            using {{model.Namespace}}.Infrastructure;

            namespace {{model.Namespace}}.Features;

            /// <summary>
            /// Keeps what is needed here of rows that {{origin.Service}} owns. Changes come in their order; a row that is gone there stays
            /// here as long as something refers to it.
            /// </summary>
            internal sealed class {{Listener(entity)}} : EventSubscription<{{Record(entity)}}>
            {
                public override string Name => "copy-{{Conventions.Kebab(entity.Name)}}";

                public override string Type => {{CSharp.Literal(Type(origin.Service, entity))}};

                protected override async Task<IResult?> DoAsync({{Record(entity)}} told, Work work, CancellationToken cancellationToken)
                {
                    var db = work.Db;
                    var row = await db.{{set}}.FirstOrDefaultAsync(found => found.Id == told.Id, cancellationToken);
                    if (told.Removed)
                    {
            """
        );
        text.Indented(outer =>
            outer.Indented(inner =>
                inner.Indented(body =>
                    body.Line("if (row is not null" + string.Concat(referring.Select(static check => "\n    && " + check)) + ")")
                        .Line($"    db.{set}.Remove(row);")
                )
            )
        );
        text.Line(
            $$"""
                    }
                    else
                    {
                        if (row is null)
                            db.{{set}}.Add(row = new {{type}} { Id = told.Id });
            """
        );
        text.Indented(outer => outer.Indented(inner => inner.Indented(body => body.Lines(members))));
        return text.Line(
                """
                        }

                        await db.SaveChangesAsync(cancellationToken);
                        return null;
                    }
                }
                """
            )
            .ToString();
    }

    private static IEnumerable<Field> Fields(Entity entity, EntityFeed feed) =>
        entity.Fields.Where(field => feed.Fields.Contains(field.Id)).OrderBy(static field => field.Name, StringComparer.Ordinal);

    private static IEnumerable<Relation> Relations(ServiceModel model, EntityFeed feed) =>
        feed.Relations.Select(model.Index.RelationById).OfType<Relation>();
}
