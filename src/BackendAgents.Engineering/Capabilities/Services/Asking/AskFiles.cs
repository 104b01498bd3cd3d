using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

namespace BackendAgents.Engineering.Capabilities.Services.Asking;

/// <summary>Writes a client for each service that is asked, what is read of its answers, and who asks before which operation.</summary>
internal static class AskFiles
{
    private const string Folder = "Features/Asks";

    /// <summary>The operations that ask.</summary>
    public static IEnumerable<Operation> Asking(Blueprint blueprint) =>
        blueprint.Operations.Where(static operation => operation.Asks.Any(static ask => ask.Service is not null));

    /// <summary>The services that are asked.</summary>
    public static IEnumerable<string> Services(Blueprint blueprint) =>
        Asking(blueprint).SelectMany(static operation => operation.Asks).Select(static ask => ask.Service!.Name).Distinct();

    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        foreach (var service in Services(model.Blueprint))
            yield return File(model, AskTraits.ClientName(service), "asks another service.", Client(model, service));
        foreach (var operation in Asking(model.Blueprint))
            yield return File(model, AskTraits.FilterName(operation), "what is asked before an operation.", Filter(model, operation));
        yield return new Artifact(
            $"{model.TestFolder}/Services/TestPeers.g.cs",
            ServiceModel.Header("other services, which are not there in tests of this one.") + AskedSamples.Write(model)
        );
    }

    private static Artifact File(ServiceModel model, string name, string what, string text) =>
        new($"{model.SourceFolder}/{Folder}/{name}.g.cs", ServiceModel.Header(what) + text);

    private static string Client(ServiceModel model, string service)
    {
        var text = new CodeWriter();
        text.Line(
            $"""
            using {model.Namespace}.Infrastructure;

            namespace {model.Namespace}.Features;

            /// <summary>Asks the service {service}.</summary>
            """
        );
        text.Block($"internal sealed class {AskTraits.ClientName(service)}(HttpClient client, PeerCalls calls)", body =>
        {
            var asked = Asking(model.Blueprint)
                .SelectMany(static operation => operation.Asks)
                .Select(static ask => ask.Service!)
                .Where(found => found.Name == service)
                .DistinctBy(static found => found.Operation);
            foreach (var one in asked)
                body.Line(
                        $"""
                        /// <summary>Reads a row as {one.Operation} shows it.</summary>
                        /// <param name="id">The row.</param>
                        /// <param name="name">The value of the request that says which.</param>
                        /// <param name="cancellationToken">Ends it.</param>
                        public Task<Asked<TAnswer>> {Conventions.Pascal(one.Operation)}Async<TAnswer>(
                            Guid id,
                            string name,
                            CancellationToken cancellationToken
                        )
                            where TAnswer : class =>
                            calls.GetAsync<TAnswer>(client, {CSharp.Literal(service)}, {Path(one)}, name, cancellationToken);
                        """
                    )
                    .Line();
        });
        return EntityFiles.Tidy(text);
    }

    private static string Path(AskedService asked)
    {
        var (from, to) = (asked.Path.IndexOf('{', StringComparison.Ordinal), asked.Path.IndexOf('}', StringComparison.Ordinal));
        return $"$\"{asked.Path[..from]}{{id}}{asked.Path[(to + 1)..]}\"";
    }

    private static string Filter(ServiceModel model, Operation operation)
    {
        var text = new CodeWriter();
        text.Line(
            $"""
            using System.Text.Json.Serialization;
            using {model.Namespace}.Infrastructure;

            namespace {model.Namespace}.Features;

            """
        );
        foreach (var ask in operation.Asks)
            Answer(text, operation, ask);
        text.Line($"/// <summary>Asks other services before {operation.Name} begins, and before anything is held.</summary>");
        text.Block($"internal sealed class {AskTraits.FilterName(operation)} : IEndpointFilter", body =>
            body.Block(
                "public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)",
                inner =>
                {
                    var endpoint = model.Plan.Contract.Endpoints.First(found => found.Operation?.Id == operation.Id);
                    inner.Line("var http = context.HttpContext;");
                    inner.Line($"var request = context.Arguments.OfType<{EndpointFiles.Sent(endpoint)}>().FirstOrDefault();");
                    foreach (var ask in operation.Asks)
                        Question(inner, model, operation, ask);
                    inner.Line("return await next(context);");
                }
            )
        );
        return EntityFiles.Tidy(text);
    }

    // Values that are missing are for the operation itself to refuse.
    private static void Question(CodeWriter text, ServiceModel model, Operation operation, Ask ask)
    {
        var input = (InputNode)ExpressionReader.Read(ask.Row, BehaviourScopes.Of(model.Index, operation));
        var (id, local) = (AskTraits.Local(ask.As)[..^"Answer".Length] + "Id", AskTraits.Local(ask.As));
        var answer = AskTraits.AnswerName(operation, ask);
        var client = $"http.RequestServices.GetRequiredService<{AskTraits.ClientName(ask.Service!.Name)}>()";
        text.Line(
            $$"""
            if (request?.{{Conventions.Pascal(input.Name)}} is { } {{id}})
            {
                var {{local}} = await {{client}}
                    .{{Conventions.Pascal(ask.Service.Operation)}}Async<{{answer}}>({{id}}, {{CSharp.Literal(
                input.Name
            )}}, http.RequestAborted);
                if ({{local}}.Problem is not null)
                    return {{local}}.Problem;
                http.Items[typeof({{answer}})] = {{local}}.Answer;
            }

            """
        );
    }

    private static void Answer(CodeWriter text, Operation operation, Ask ask)
    {
        text.Line($"/// <summary>What {operation.Name} reads of what {ask.Service!.Name} answers.</summary>");
        text.Block($"internal sealed record {AskTraits.AnswerName(operation, ask)}", body =>
        {
            foreach (var value in ask.Service.Values)
                body.Line(
                    $"[JsonPropertyName({CSharp.Literal(value.Name)}){(value.Type.IsNullable ? "" : ", JsonRequired")}]\n"
                        + $"public {ExpressionCode.CSharpType(value.Type)} {Conventions.Pascal(value.Name)} {{ get; init; }}"
                        + (ExpressionCode.CSharpType(value.Type) == "string" ? " = \"\";" : "")
                        + "\n"
                );
        });
        text.Line();
    }
}
