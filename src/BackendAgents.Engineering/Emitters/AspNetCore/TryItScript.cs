using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>A script of curl calls that uses the service: register, log in, create, comment, list, update, be refused.</summary>
internal static class TryItScript
{
    public static string Write(ServiceModel model)
    {
        var text = new CodeWriter();
        text.Line("set -euo pipefail")
            .Line($"BASE=\"${{BASE:-http://localhost:{model.Blueprint.Deployment.Port}}}\"")
            .Line("RUN=\"$(date +%s)$$\"");
        text.Line("OUT=\"$(mktemp)\"; HEAD=\"$(mktemp)\"; trap 'rm -f \"$OUT\" \"$HEAD\"' EXIT").Line();
        text.Line("# call STATUS METHOD PATH [BODY] [HEADER...]: calls, and stops unless the status is as expected.");
        text.Line("call() {")
            .Indented(static body =>
            {
                body.Line("local want=\"$1\" method=\"$2\" path=\"$3\" data=\"${4:-}\"; shift $(( $# < 4 ? $# : 4 ))");
                body.Line("local args=(-sS -o \"$OUT\" -D \"$HEAD\" -w '%{http_code}' -X \"$method\" \"$BASE$path\"); local header");
                body.Line("for header in \"$@\"; do args+=(-H \"$header\"); done");
                body.Line("[ -z \"$data\" ] || args+=(-H 'Content-Type: application/json' --data \"$data\")");
                body.Line("local got; got=\"$(curl \"${args[@]}\")\"");
                body.Line("[ \"$got\" = \"$want\" ] || { echo \"FAILED $method $path: $got instead of $want\"; cat \"$OUT\"; exit 1; }");
                body.Line("echo \"OK $got $method $path\"");
            })
            .Line("}");
        text.Line("field() { sed -n \"s/.*\\\"$1\\\":\\\"\\([^\\\"]*\\)\\\".*/\\1/p\" \"$OUT\" | head -n 1; }");
        text.Line("etag() { tr -d '\\r' < \"$HEAD\" | sed -n 's/^[Ee][Tt][Aa][Gg]: //p'; }").Line();
        text.Line("call 200 GET /health/ready");
        if (!model.KeepsAccounts)
        {
            foreach (
                var list in model.Plan.Contract.Endpoints.Where(static endpoint => endpoint.Operation?.Kind == OperationKind.List).Take(3)
            )
                text.Line($"call 200 GET \"{list.Path}?limit=2\"");
            return text.Line("echo DONE").ToString();
        }

        Accounts(text, model);
        var writer = RoleOf(model);
        var main = model.Blueprint.Entities.FirstOrDefault(entity =>
            Can(model, entity, OperationKind.Create, writer) && Plain(model, entity) && Can(model, entity, OperationKind.Update, writer)
        ) ?? model.Blueprint.Entities.FirstOrDefault(entity => Can(model, entity, OperationKind.Create, writer) && Plain(model, entity));
        if (main is not null)
            Use(text, model, main, writer);
        return text.Line("echo DONE").ToString();
    }

    private static string RoleOf(ServiceModel model) => model.Index.DefaultRole?.Id ?? Role.Authenticated;

    private static void Accounts(CodeWriter text, ServiceModel model)
    {
        foreach (var person in (string[])["ONE", "TWO"])
        {
            var body = Body(model, model.Account, person.ToLowerInvariant() + "$RUN");
            body["password"] = "correct horse battery staple";
            text.Line($"call 201 {Account(model, "register")} {Quote(body)}");
            var login = new JsonObject
            {
                [model.Login.Name] = body[model.Login.Name]!.DeepClone(),
                ["password"] = "correct horse battery staple",
            };
            text.Line($"call 200 {Account(model, "login")} {Quote(login)}")
                .Line($"{person}=\"Authorization: Bearer $(field accessToken)\"");
        }

        text.Line($"call 200 {Account(model, "me")} \"\" \"$ONE\"").Line($"call 401 {Account(model, "me")}");
    }

    private static void Use(CodeWriter text, ServiceModel model, Entity main, string role)
    {
        var create = Call(model, main, OperationKind.Create);
        text.Line().Line($"# {Conventions.Phrase(main.Name)}: create, read, page, change, be refused.");
        text.Line($"call 201 {create} {Quote(Body(model, main, "a$RUN"))} \"$ONE\"").Line("ID=\"$(field id)\"; TAG=\"$(etag)\"");
        text.Line($"call 201 {create} {Quote(Body(model, main, "b$RUN"))} \"$ONE\"");
        text.Line($"call 401 {create} {Quote(Body(model, main, "c$RUN"))}");
        if (Can(model, main, OperationKind.Get, role))
            text.Line($"call 200 {Call(model, main, OperationKind.Get)} \"\" \"$ONE\"");
        if (Can(model, main, OperationKind.List, role))
            text.Line($"call 200 {Call(model, main, OperationKind.List, "?limit=1")} \"\" \"$ONE\"")
                .Line("CURSOR=\"$(field nextCursor)\"")
                .Line($"call 200 {Call(model, main, OperationKind.List, "?limit=1&cursor=$CURSOR")} \"\" \"$ONE\"");
        if (
            model.Blueprint.Entities.FirstOrDefault(entity =>
                Can(model, entity, OperationKind.Create, role) && ChildOf(model, entity, main) is not null
            ) is
            { } child
        )
        {
            var body = Body(model, child, "d$RUN");
            body[Conventions.ForeignKeyProperty(ChildOf(model, child, main)!)] = "$ID";
            text.Line($"call 201 {Call(model, child, OperationKind.Create)} {Quote(body)} \"$ONE\"");
        }

        if (!Can(model, main, OperationKind.Update, role))
            return;
        var update = Call(model, main, OperationKind.Update);
        text.Line($"call 428 {update} {Quote(Body(model, main, "e$RUN"))} \"$ONE\"");
        if (OnlyOwn(model, main, OperationKind.Update, role))
            text.Line($"call 403 {update} {Quote(Body(model, main, "f$RUN"))} \"$TWO\" \"If-Match: $TAG\"");
        text.Line($"call 200 {update} {Quote(Body(model, main, "g$RUN"))} \"$ONE\" \"If-Match: $TAG\"");
        text.Line($"call 412 {update} {Quote(Body(model, main, "h$RUN"))} \"$ONE\" \"If-Match: $TAG\"");
    }

    private static string Account(ServiceModel model, string name) =>
        model.Plan.Contract.Endpoint(name) is { } endpoint ? $"{endpoint.Method} {endpoint.Path}" : "";

    // Method and address of an operation, with the id that the script has kept.
    private static string Call(ServiceModel model, Entity entity, OperationKind kind, string query = "")
    {
        var endpoint = model.Plan.Contract.Endpoint(model.Index.OperationOf(entity.Id, kind)!.Name)!;
        var path = endpoint
            .Parameters.Where(static parameter => parameter.In == HttpParameterLocation.Path)
            .Aggregate(endpoint.Path, static (path, id) => path.Replace($"{{{id.Name}}}", "$ID", StringComparison.Ordinal));
        return $"{endpoint.Method} \"{path}{query}\"";
    }

    private static bool Can(ServiceModel model, Entity entity, OperationKind kind, string role) =>
        model.Index.OperationOf(entity.Id, kind) is { } operation
        && OperationRoute.KeyField(operation, entity) is null
        && operation.Access.Any(rule => rule.Role == role || rule.Role is Role.Authenticated or Role.Anonymous);

    private static bool OnlyOwn(ServiceModel model, Entity entity, OperationKind kind, string role) =>
        model
            .Index.OperationOf(entity.Id, kind)!
            .Access.Where(rule => rule.Role == role || rule.Role is Role.Authenticated or Role.Anonymous)
            .All(static rule => rule.Scope == AccessScope.Own);

    // Needs nothing but its own values, and an account may have several.
    private static bool Plain(ServiceModel model, Entity entity) =>
        !model.Index.RelationsTo(entity.Id).Any(static relation => relation.Kind == RelationKind.OneToOne)
        && !ContractFiles.InputRelations(model, entity).Any(static relation => relation.Required);

    private static Relation? ChildOf(ServiceModel model, Entity entity, Entity parent)
    {
        var required = ContractFiles.InputRelations(model, entity).Where(static relation => relation.Required).ToList();
        return required.Count == 1 && required[0].From == parent.Id && required[0].To != parent.Id ? required[0] : null;
    }

    // Values of a request; texts that must differ end in the run's number.
    private static JsonObject Body(ServiceModel model, Entity entity, string unique)
    {
        var samples = new SampleValues(model);
        var body = new JsonObject();
        foreach (var field in ContractFiles.Inputs(entity).Where(static field => field.Required && field.Default is null))
            body[field.Name] = samples.Json(field, unique);
        return body;
    }

    // In double quotes, so that the shell fills in variables and nothing else.
    private static string Quote(JsonObject body) =>
        "\""
        + body.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("`", "\\`", StringComparison.Ordinal)
        + "\"";
}
