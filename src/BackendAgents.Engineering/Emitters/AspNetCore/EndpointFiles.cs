using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;
using BackendAgents.Engineering.Emitters.AspNetCore.Operations;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The endpoints of an entity: the map first, then one handler an operation.</summary>
internal static class EndpointFiles
{
    private static readonly Dictionary<string, string> s_maps = new(StringComparer.Ordinal)
    {
        ["GET"] = "MapGet",
        ["POST"] = "MapPost",
        ["PUT"] = "MapPut",
        ["PATCH"] = "MapPatch",
        ["DELETE"] = "MapDelete",
    };

    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        foreach (var entity in model.Blueprint.Entities)
        {
            var endpoints = model.EndpointsOf(entity).ToList();
            if (endpoints.Count == 0)
                continue;
            var folder = $"{model.SourceFolder}/Features/{ServiceModel.Folder(entity)}";
            var name = ServiceModel.Class(entity);
            yield return new Artifact(
                $"{folder}/{name}Endpoints.g.cs",
                ServiceModel.Header("endpoints.") + Endpoints(model, entity, endpoints)
            );
            yield return new Artifact($"{folder}/{name}Hooks.cs", HooksFile.Write(model, entity), ArtifactOwnership.CreatedOnce);
            foreach (var file in HandlerFiles.Emit(model, entity))
                yield return file;
        }
    }

    private static string Endpoints(ServiceModel model, Entity entity, IReadOnlyList<HttpEndpoint> endpoints)
    {
        var name = ServiceModel.Class(entity);
        var text = new CodeWriter();
        text.Line("using System.Globalization;");
        if (CallFiles.Fields(model, entity).Any(static field => field.Type == FieldType.Json))
            text.Line("using System.Text.Json;");
        text.Line(
            $"""
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.EntityFrameworkCore;
            using {model.Namespace}.Infrastructure;

            namespace {model.Namespace}.Features;

            /// <summary>What callers can do with {CSharp.Comment(Conventions.Phrase(Conventions.Plural(entity)))}.</summary>
            """
        );
        text.Block($"internal static class {name}Endpoints", body =>
        {
            body.Block("public static void Map(IEndpointRouteBuilder routes)", map =>
            {
                map.Line($"var group = routes.MapGroup(\"\").WithTags({CSharp.Literal(Conventions.Plural(entity))});");
                foreach (var endpoint in endpoints)
                    Route(map, model, endpoint, Handler(endpoint));
            });
            foreach (var endpoint in endpoints)
            {
                var handler = new CodeWriter();
                OperationCode.Of(model, endpoint).Handler(handler);
                var statements = string.Concat(BehaviourCode.Used(handler.ToString()).Select(static line => line + "\n")) + handler;
                body.Line()
                    .Line(
                        Filled.Call(
                            $"private static async Task<IResult> {Handler(endpoint)}(",
                            Parameters(model, endpoint, statements),
                            ")"
                        )
                    )
                    .Line("{")
                    .Indented(inner => inner.Line(statements.TrimEnd('\n')))
                    .Line("}");
                if (endpoint.RequestFiles.Count > 0)
                    new UploadCode(model, endpoint).May(body.Line());
            }

            if (model.IsOwned(entity))
                body.Line()
                    .Line(
                        $"""
                        /// <summary>The rows that an account owns.</summary>
                        public static IQueryable<{name}> OwnedBy(this IQueryable<{name}> rows, Guid account) =>
                            rows.Where({model.OwnedBy(entity, "account")});
                        """
                    );
        });
        return Usings.Prune(text.ToString());
    }

    private static string Handler(HttpEndpoint endpoint) => Conventions.Pascal(endpoint.OperationId) + "Async";

    internal static IEnumerable<string> Rules(ServiceModel model, HttpEndpoint endpoint) =>
        model.HasAuthentication
            ? endpoint.Access.Select(rule => $"({CSharp.Literal(model.Index.RoleById(rule.Role)?.Name ?? rule.Role)}, Scope.{rule.Scope})")
            : ["(\"anonymous\", Scope.Any)"];

    /// <summary>Maps an endpoint: method, path, name, answers and the need of a token, all from the contract.</summary>
    public static void Route(CodeWriter map, ServiceModel model, HttpEndpoint endpoint, string handler)
    {
        var path = endpoint
            .Parameters.Where(static parameter => parameter.In == HttpParameterLocation.Path)
            .Aggregate(endpoint.Path, static (path, id) =>
                path.Replace($"{{{id.Name}}}", $"{{{id.Name}{PathKey.Constraint(id)}}}", StringComparison.Ordinal)
            );
        var mapper = s_maps.GetValueOrDefault(endpoint.Method);
        map.Line(
            mapper is null
                ? $"group.MapMethods({CSharp.Literal(path)}, [{CSharp.Literal(endpoint.Method)}], {handler})"
                : $"group.{mapper}({CSharp.Literal(path)}, {handler})"
        );
        var chain = Chain(model, endpoint).ToList();
        chain[^1] += ";";
        map.Lines(Filled.Lines(chain, ""));
    }

    // What is said of it, and what stands before it, in the order in which a call comes by.
    private static IEnumerable<string> Chain(ServiceModel model, HttpEndpoint endpoint)
    {
        var type = Type(model, endpoint) is { } body ? $"<{body}>" : "";
        var problems = endpoint.Responses.Where(static response => response.IsProblem).Select(static response => response.Status);
        yield return $".WithName({CSharp.Literal(endpoint.OperationId)})";
        yield return $".Produces{type}({endpoint.Success.Status}{FileChain.Types(endpoint)})";
        if (FileChain.Parts(endpoint) is { } parts)
            yield return parts;
        else if (endpoint.Responses.Any(static response => response.Status == 304))
            yield return ".Produces(304)";
        yield return $".ProducesProblems({string.Join(", ", problems)})";
        if (endpoint.Operation is not { } operation)
        {
            if (!endpoint.RequiresAuthentication)
                yield return ".RequireRateLimiting(Limits.Authentication)";
            yield return endpoint.RequiresAuthentication ? ".RequireAuthorization()" : ".AllowAnonymous()";
            if (endpoint.ChangesAccounts)
                yield return ".InTransaction()";
            yield break;
        }

        if (operation.Sort.Count > 0)
            yield return $".WithMetadata({SortFiles.Class}.{SortFiles.NameOf(operation)})";
        // Counted before the transaction: a call that is refused later counts, too.
        var quotas = QuotaCode.Chain(model.Blueprint, operation);
        if (quotas is not null && !operation.Idempotent)
            yield return quotas;
        if (operation.Webhook is { } webhook)
            yield return WebhookCode.Signed(webhook);
        // Who may not call is refused before anything is begun.
        yield return $".Allow({string.Join(", ", Rules(model, endpoint))})";
        if (operation.Idempotent && (quotas is not null || operation.Asks.Count > 0))
        {
            // What was answered already costs nothing more, and needs nobody else.
            yield return Keyed("Replaying", endpoint);
            if (quotas is not null)
                yield return quotas;
        }

        if (endpoint.AcceptsKeys)
            yield return ".AcceptsApiKeys()";
        if (operation is { Asks.Count: > 0, Webhook: not null })
            yield return WebhookCode.Known(operation);
        // Asked before the transaction, which must hold nothing while another service is waited for.
        if (operation.Asks.Count > 0)
            yield return $".AddEndpointFilter<{AskTraits.FilterName(operation)}>()";
        // Received before the transaction, which must not be open while a caller sends.
        if (FileChain.Receives(model, endpoint) is { } receives)
            yield return receives;
        if (OperationTraits.Of(operation).Changes)
            yield return ".InTransaction()";
        if (operation.Webhook is not null)
            yield return WebhookCode.Once(operation);
        if (operation.Idempotent)
            yield return Keyed("Idempotent", endpoint);
        // Outside of copies: what is said of an answer is said of copies, too.
        if (CacheCode.EdgeChain(model, operation) is { } edge)
            yield return edge;
        if (CacheCode.Chain(model, operation) is { } cached)
            yield return cached;
        if (ReplicaCode.Chain(model.Blueprint, operation) is { } replica)
            yield return replica;
    }

    // The class of the answer's body.
    private static string? Type(ServiceModel model, HttpEndpoint endpoint) =>
        endpoint.Success.Files.Count > 0 ? "Stream"
        : endpoint.Success.Schema is not { } schema ? null
        : model.Plan.Contract.Schema(schema) is { Kind: HttpSchemaKind.Page, Entity: { } paged }
            ? $"Page<{ServiceModel.Class(paged)}Response>"
        : endpoint.ResultEntity is { } shown ? ServiceModel.Class(shown) + "Response"
        : schema;

    private static string Keyed(string method, HttpEndpoint endpoint) =>
        $".{method}({CSharp.Literal(endpoint.Operation!.Id)}{(Sent(endpoint) is { } sent ? $", typeof({sent})" : "")})";

    // The class of the request's body.
    internal static string? Sent(HttpEndpoint endpoint) =>
        endpoint.RequestSchema is null ? null
        : OperationTraits.Of(endpoint.Operation!).Body is { } ending ? ServiceModel.Class(endpoint.Entity!) + ending
        : CallTraits.InputName(endpoint.Operation!);

    private static List<string> Parameters(ServiceModel model, HttpEndpoint endpoint, string statements)
    {
        List<string> parameters = [];
        var ids = new Queue<string>(["id", "targetId"]);
        foreach (var id in endpoint.Parameters.Where(static parameter => parameter.In == HttpParameterLocation.Path))
        {
            var local = id.Field is null ? ids.Dequeue() : PathKey.Local;
            var type = id.Field is null ? "Guid" : model.RowType(id.Field);
            parameters.Add((id.Name == local ? "" : $"[FromRoute(Name = {CSharp.Literal(id.Name)})] ") + $"{type} {local}");
        }

        if (Sent(endpoint) is { } sent)
            parameters.Add(sent + " request");
        // Read before the request is: it stands here for whoever reads the document of the service.
        if (endpoint.Operation!.Idempotent)
            parameters.Add($"[FromHeader(Name = {CSharp.Literal(Idempotency.Header)})] string? idempotencyKey");
        if (endpoint.Parameters.Any(static parameter => parameter.Name == "If-Match"))
            parameters.Add("[FromHeader(Name = \"If-Match\")] string? ifMatch");
        // Read before the request is: they stand here for whoever reads the document of the service.
        if (endpoint.Operation!.Webhook is not null)
            parameters.AddRange(
                IncomingWebhook.Headers.Select(static header =>
                    $"[FromHeader(Name = {CSharp.Literal(header.Name)})] string {Conventions.Camel(header.Name)}"
                )
            );
        foreach (
            var parameter in endpoint.Parameters.Where(static parameter =>
                parameter is { In: HttpParameterLocation.Query, Field: null, Relation: null }
            )
        )
            parameters.Add((QueryType(parameter.Value) is { } type ? $"[QueryOf(typeof({type}))] " : "") + "string? " + parameter.Name);
        parameters.AddRange(QueryFilter.Of(model, endpoint).Select(static filter => filter.Declaration));
        foreach (var (name, declaration) in s_services)
        {
            if (Regex.IsMatch(statements, $@"\b{name}\b"))
                parameters.Add(declaration);
        }
        if (endpoint.Success.Files.Count > 0)
            parameters.Add("IFileStore files");
        if (endpoint.Operation!.Handler == OperationHandler.Written)
            parameters.Add($"{HandlerFiles.Class(endpoint.Operation)} handler");
        if (HasHooks(endpoint.Operation!))
            parameters.Add($"{ServiceModel.Class(endpoint.Entity!)}Hooks hooks");
        parameters.Add("CancellationToken cancellationToken");
        return parameters;
    }

    // What a handler takes when its statements use it.
    private static readonly (string Name, string Declaration)[] s_services =
    [
        ("http", "HttpContext http"),
        ("db", "AppDb db"),
        ("work", "Work work"),
    ];

    // Links have no row of their own, and calls say themselves what they do.
    private static bool HasHooks(Operation operation) =>
        OperationTraits.Of(operation) is { Changes: true, HasLinks: false, HasShape: false };

    // What a text of the query stands for, so that the served document shows it; null for a text.
    private static string? QueryType(HttpValue value) =>
        value switch
        {
            { Type: JsonType.Integer } => "int",
            { Format: "date-time" } => "DateTimeOffset",
            { Format: "date" } => "DateOnly",
            _ => null,
        };
}
