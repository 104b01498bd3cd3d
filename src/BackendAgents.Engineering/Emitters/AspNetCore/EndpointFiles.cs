using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The endpoints of an entity: the map first, then one handler an operation.</summary>
internal static class EndpointFiles
{
    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        foreach (var entity in model.Blueprint.Entities)
        {
            var operations = model.Index.OperationsOf(entity.Id).ToList();
            if (operations.Count == 0)
                continue;
            var folder = $"{model.SourceFolder}/Features/{ServiceModel.Folder(entity)}";
            var name = ServiceModel.Class(entity);
            yield return new Artifact(
                $"{folder}/{name}Endpoints.g.cs",
                ServiceModel.Header("endpoints.") + Endpoints(model, entity, operations)
            );
            yield return new Artifact($"{folder}/{name}Hooks.cs", Hooks(model, entity), ArtifactOwnership.CreatedOnce);
            foreach (var raised in model.Blueprint.Events.Where(raised => operations.Any(operation => operation.Id == raised.Operation)))
                yield return new Artifact(
                    $"{folder}/{Conventions.Pascal(raised.Name)}.g.cs",
                    ServiceModel.Header("a domain event.") + Event(model, raised)
                );
        }
    }

    private static string Endpoints(ServiceModel model, Entity entity, IReadOnlyList<Operation> operations)
    {
        var name = ServiceModel.Class(entity);
        var text = new CodeWriter();
        text.Line("using System.Globalization;").Line("using Microsoft.AspNetCore.Mvc;").Line("using Microsoft.EntityFrameworkCore;");
        text.Line($"using {model.Namespace}.Infrastructure;").Line().Line($"namespace {model.Namespace}.Features;").Line();
        text.Line($"/// <summary>What callers can do with {CSharp.Comment(Conventions.Phrase(Conventions.Plural(entity)))}.</summary>");
        text.Block($"internal static partial class {name}Endpoints", body =>
        {
            foreach (var operation in operations)
                body.Line($"private static readonly AccessTable {Table(operation)} = new({string.Join(", ", Rules(model, operation))});");
            body.Line()
                .Block("public static void Map(IEndpointRouteBuilder routes)", map =>
                {
                    map.Line(
                        $"var group = routes.MapGroup(\"{Conventions.BasePath}\").WithTags({CSharp.Literal(Conventions.Plural(entity))});"
                    );
                    foreach (var operation in operations)
                        Route(map, model, entity, operation);
                });
            foreach (var operation in operations)
                body.Line()
                    .Line($"private static async Task<IResult> {Handler(operation)}({Signature(model, entity, operation)})")
                    .Line("{")
                    .Indented(inner => EndpointBodies.Write(inner, model, entity, operation))
                    .Line("}");
            if (model.IsOwned(entity))
            {
                body.Line().Line("/// <summary>The rows that an account owns.</summary>");
                body.Line(
                    $"public static IQueryable<{name}> OwnedBy(this IQueryable<{name}> rows, Guid account) => rows.Where({model.OwnedBy(entity, "account")});"
                );
            }

            body.Line().Line($"static partial void OnCreating({name} row, Caller caller);").Line();
            body.Line($"static partial void OnUpdating({name} row, Caller caller);").Line();
            body.Line($"static partial void OnDeleting({name} row, Caller caller);");
        });
        return text.ToString();
    }

    public static string Table(Operation operation) => "s_" + Conventions.Camel(operation.Name);

    private static string Handler(Operation operation) => Conventions.Pascal(operation.Name) + "Async";

    private static IEnumerable<string> Rules(ServiceModel model, Operation operation)
    {
        if (!model.HasAuthentication)
            return ["(\"anonymous\", Scope.Any)"];
        return operation.Access.Select(rule =>
            $"({CSharp.Literal(model.Index.RoleById(rule.Role)?.Name ?? rule.Role)}, Scope.{rule.Scope})"
        );
    }

    private static void Route(CodeWriter map, ServiceModel model, Entity entity, Operation operation)
    {
        var segment = Conventions.Segment(entity);
        var (method, path) = operation.Kind switch
        {
            OperationKind.Create => ("Post", $"/{segment}"),
            OperationKind.List => ("Get", $"/{segment}"),
            OperationKind.Get => ("Get", $"/{segment}/{{id:guid}}"),
            OperationKind.Update => ("Put", $"/{segment}/{{id:guid}}"),
            OperationKind.Delete => ("Delete", $"/{segment}/{{id:guid}}"),
            OperationKind.Action => ("Post", $"/{segment}/{{id:guid}}/{Conventions.ActionSegment(operation, entity)}"),
            OperationKind.Link => ("Put", $"/{segment}/{{id:guid}}/{Side(model, operation)}/{{targetId:guid}}"),
            OperationKind.Unlink => ("Delete", $"/{segment}/{{id:guid}}/{Side(model, operation)}/{{targetId:guid}}"),
            _ => ("Get", $"/{segment}/{{id:guid}}/{Side(model, operation)}"),
        };
        map.Line($"group.Map{method}({CSharp.Literal(path)}, {Handler(operation)})");
        map.Indented(chain =>
        {
            chain.Line($".WithName({CSharp.Literal(operation.Name)})");
            var name = ServiceModel.Class(entity);
            var result = operation.Kind == OperationKind.ListLinked ? ServiceModel.Class(Other(model, operation)) : name;
            chain.Line(
                operation.Kind switch
                {
                    OperationKind.Create => $".Produces<{name}Response>(201)",
                    OperationKind.List or OperationKind.ListLinked => $".Produces<{result}Page>()",
                    OperationKind.Delete or OperationKind.Link or OperationKind.Unlink => ".Produces(204)",
                    _ => $".Produces<{name}Response>()",
                }
            );
            foreach (var status in Statuses(model, operation))
                chain.Line(status == 400 ? ".ProducesValidationProblem()" : $".ProducesProblem({status})");
            if (NeedsLogin(model, operation))
                chain.Line(".RequireAuthorization();");
            else
                chain.Line(".AllowAnonymous();");
        });
    }

    public static bool NeedsLogin(ServiceModel model, Operation operation) =>
        model.HasAuthentication && !operation.Access.Any(static rule => rule.Role == Role.Anonymous);

    /// <summary>The problems that an operation answers with.</summary>
    public static IEnumerable<int> Statuses(ServiceModel model, Operation operation)
    {
        if (operation.Kind is OperationKind.Create or OperationKind.List or OperationKind.Update or OperationKind.ListLinked)
            yield return 400;
        if (NeedsLogin(model, operation))
        {
            yield return 401;
            yield return 403;
        }

        if (operation.Kind is not (OperationKind.Create or OperationKind.List))
            yield return 404;
        if (operation.Kind is OperationKind.Create or OperationKind.Update or OperationKind.Delete or OperationKind.Action)
            yield return 409;
        if (operation.Kind == OperationKind.Update)
        {
            yield return 412;
            yield return 428;
        }

        yield return 429;
        yield return 500;
    }

    /// <summary>The entity at the far end of a many-to-many operation.</summary>
    public static Entity Other(ServiceModel model, Operation operation)
    {
        var relation = model.Index.RelationById(operation.Relation)!;
        return model.Index.EntityById(operation.Reverse ? relation.From : relation.To)!;
    }

    private static string Side(ServiceModel model, Operation operation)
    {
        var relation = model.Index.RelationById(operation.Relation)!;
        return Conventions.Kebab(operation.Reverse ? relation.Name : relation.Inverse);
    }

    private static string Signature(ServiceModel model, Entity entity, Operation operation)
    {
        var name = ServiceModel.Class(entity);
        List<string> parameters = [];
        if (operation.Kind is not (OperationKind.Create or OperationKind.List))
            parameters.Add("Guid id");
        if (operation.Kind is OperationKind.Link or OperationKind.Unlink)
            parameters.Add("Guid targetId");
        if (operation.Kind is OperationKind.Create or OperationKind.Update)
            parameters.Add($"{name}{operation.Kind} request");
        if (operation.Kind == OperationKind.Update)
            parameters.Add("[FromHeader(Name = \"If-Match\")] string? ifMatch");
        if (operation.Kind is OperationKind.List or OperationKind.ListLinked)
            parameters.AddRange(["int? limit", "string? cursor"]);
        if (operation.Kind == OperationKind.List)
        {
            if (operation.Search.Count > 0)
                parameters.Add("string? q");
            foreach (var (parameter, type, json) in Filters(model, entity, operation))
                parameters.Add($"[FromQuery(Name = {CSharp.Literal(json)})] {type}? {parameter}");
        }

        parameters.AddRange(["HttpContext http", "AppDb db"]);
        if (model.Blueprint.Events.Any(raised => raised.Operation == operation.Id))
            parameters.Add("DomainEvents events");
        parameters.Add("CancellationToken cancellationToken");
        return string.Join(", ", parameters);
    }

    /// <summary>The filters of a list: name in code, type, name in the query.</summary>
    public static IEnumerable<(string Parameter, string Type, string Json)> Filters(ServiceModel model, Entity entity, Operation operation)
    {
        foreach (var id in operation.Filters)
        {
            if (entity.Fields.FirstOrDefault(field => field.Id == id) is { } field)
                yield return ("by" + ServiceModel.Property(field), model.RowType(field), field.Name);
            else if (model.Index.RelationById(id) is { } relation)
                yield return ("by" + ServiceModel.Key(relation), "Guid", Conventions.ForeignKeyProperty(relation));
        }
    }

    private static string Hooks(ServiceModel model, Entity entity)
    {
        var name = ServiceModel.Class(entity);
        var text = new CodeWriter();
        text.Line("// Yours: created once and never touched again. Fill in the hooks that you need; a hook without a body costs nothing.");
        text.Line().Line($"namespace {model.Namespace}.Features;").Line();
        text.Block($"internal static partial class {name}Endpoints", static body =>
        {
            body.Line("// static partial void OnCreating(… row, Caller caller) { } runs before a new row is stored;");
            body.Line("// OnUpdating and OnDeleting likewise. An exception refuses the request.");
        });
        return text.ToString();
    }

    private static string Event(ServiceModel model, DomainEvent raised)
    {
        var text = new CodeWriter();
        text.Line($"using {model.Namespace}.Infrastructure;").Line().Line($"namespace {model.Namespace}.Features;").Line();
        text.Line(
            $"/// <summary>{CSharp.Comment(string.IsNullOrWhiteSpace(raised.Description) ? Conventions.Phrase(raised.Name) + "." : raised.Description)}</summary>"
        );
        text.Line($"public sealed record {Conventions.Pascal(raised.Name)}(Guid SubjectId) : IDomainEvent;");
        return text.ToString();
    }
}
