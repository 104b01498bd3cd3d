using System.Text.Encodings.Web;
using System.Text.Json;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The blueprint's scenarios as delivered tests: one class each, and the operations that they call.</summary>
internal static class AcceptanceFiles
{
    private const int MaxLine = 90;
    private static readonly JsonSerializerOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions s_indented = new(s_compact) { WriteIndented = true, NewLine = "\n" };

    public static IEnumerable<Artifact> Emit(ServiceModel model) =>
        model.Blueprint.Scenarios.Count == 0
            ? []
            : OfSystem(model)
                .Concat(model.Blueprint.Jobs.Count > 0 ? Template.Folder(model, Template.Tests + "Acceptance/Jobs/") : [])
                .Concat(Background.HasEvents(model.Blueprint) ? Template.Folder(model, Template.Tests + "Acceptance/Events/") : [])
                .Concat(model.Blueprint.Providers.Count > 0 ? Template.Folder(model, Template.Tests + "Acceptance/Providers/") : [])
                .Concat(model.Blueprint.Notifications.Count > 0 ? Template.Folder(model, Template.Tests + "Acceptance/Mails/") : []);

    /// <summary>The same where another host than the service itself brings events, and there are no jobs and mails.</summary>
    public static IEnumerable<Artifact> OfSystem(ServiceModel model)
    {
        var scenarios = model.Blueprint.Scenarios;
        if (scenarios.Count == 0)
            return [];
        var endpoints = ScenarioCheck.Endpoints(model.Plan.Contract);
        return Template
            .Folder(model, Template.Tests + "Acceptance/")
            .Append(Operations(model, scenarios, endpoints))
            .Concat(
                scenarios.Select(scenario => new Artifact(
                    $"{model.TestFolder}/Acceptance/{Class(scenario)}.g.cs",
                    ServiceModel.Header("a scenario.") + Test(model, scenario, endpoints)
                ))
            );
    }

    /// <summary>The class of its test.</summary>
    public static string Class(Scenario scenario) => Conventions.Pascal(scenario.Id) + "Scenario";

    private static Artifact Operations(ServiceModel model, IReadOnlyList<Scenario> scenarios, Dictionary<string, HttpEndpoint> endpoints)
    {
        var text = new CodeWriter();
        text.Line($"namespace {model.Namespace}.Tests.Acceptance;")
            .Line()
            .Line("/// <summary>The operations that scenarios call.</summary>");
        text.Block("internal static class Operations", body =>
        {
            var called = scenarios.SelectMany(static scenario => scenario.Steps).Select(static step => step.Call).OfType<string>();
            foreach (
                var endpoint in called.Distinct().Select(id => endpoints[id]).OrderBy(static one => one.OperationId, StringComparer.Ordinal)
            )
            {
                var conditional = endpoint.Parameters.Any(static parameter => parameter.Name == "If-Match") ? ", IsConditional: true" : "";
                body.Line(
                    $"""
                    public static readonly Operation {Conventions.Pascal(endpoint.OperationId)} =
                        new({CSharp.Literal(endpoint.OperationId)}, {CSharp.Literal(endpoint.Method)}, {CSharp.Literal(endpoint.Path)},
                            {endpoint.Success.Status}, Answer.{AnswerOf(model.Plan.Contract, endpoint)}{conditional});
                    """
                );
            }
        });
        return new Artifact($"{model.TestFolder}/Acceptance/Operations.g.cs", ServiceModel.Header("what scenarios call.") + text);
    }

    private static string AnswerOf(HttpContract contract, HttpEndpoint endpoint) =>
        contract.Schema(endpoint.Success.Schema)?.Kind switch
        {
            null => "Nothing",
            HttpSchemaKind.Page => "Page",
            HttpSchemaKind.Tokens => "Tokens",
            _ => "Object",
        };

    private static string Test(ServiceModel model, Scenario scenario, Dictionary<string, HttpEndpoint> endpoints)
    {
        var text = new CodeWriter();
        if (scenario.Steps.Any(static step => step.File?.Text is not null))
            text.Line("using System.Text;").Line();
        text.Line($"namespace {model.Namespace}.Tests.Acceptance;").Line();
        text.Line($"/// <summary>{CSharp.Comment(scenario.Title)}</summary>");
        text.Line("[Category(\"Acceptance\")]");
        text.Block($"public sealed class {Class(scenario)}", body =>
        {
            var name = scenario.Id.Replace('-', '_');
            var now = scenario.Now is { } start ? CSharp.Literal(start) : "null";
            body.Line("[Test]");
            body.Line($"public Task {char.ToUpperInvariant(name[0]) + name[1..]}() =>");
            body.Indented(inner =>
                inner
                    .Line($"ScenarioRun.PlayAsync({CSharp.Literal(scenario.Id)}, {now}, static async it =>")
                    .Line("{")
                    .Indented(steps =>
                    {
                        foreach (var account in scenario.Accounts)
                            steps.Line($"await it.AccountAsync({CSharp.Literal(account.Name)}, {CSharp.Literal(Role(model, account))});");
                        foreach (var step in scenario.Steps)
                            Step(steps, model, step, endpoints, ScenarioCheck.IsKey(scenario, step) ? model.Plan.Contract.KeyHeader : null);
                    })
                    .Line("});")
            );
        });
        return text.ToString();
    }

    private static string Role(ServiceModel model, ScenarioAccount account) =>
        (account.Role is null ? model.Index.DefaultRole : model.Index.RoleById(account.Role))?.Name ?? "";

    private static void Step(
        CodeWriter text,
        ServiceModel model,
        ScenarioStep step,
        Dictionary<string, HttpEndpoint> endpoints,
        string? keyHeader
    )
    {
        if (step.Wait is { } wait)
        {
            text.Line($"await it.WaitAsync({CSharp.Literal(wait)});");
            return;
        }

        if (step.Run is { } job)
        {
            text.Line($"await it.RunAsync({CSharp.Literal(job)});");
            return;
        }

        if (step.Mail is { } mail)
        {
            var parts = new[] { mail.Notification, mail.To, mail.Subject, mail.Contains };
            text.Line($"await it.MailAsync({string.Join(", ", parts.Select(Nullable))}, {mail.Times});");
            return;
        }

        if (step.Provider is { } provider)
        {
            text.Line(Provider(model, provider));
            return;
        }

        var endpoint = endpoints[step.Call!];
        text.Line($"await it.CallAsync(new ScenarioStep(Operations.{Conventions.Pascal(endpoint.OperationId)})").Line("{");
        text.Indented(members =>
        {
            void Text(string name, string? value)
            {
                if (value is not null)
                    members.Line($"{name} = {CSharp.Literal(value)},");
            }

            void Json(string name, JsonElement? value)
            {
                if (value is { } json)
                    members.Line($"{name} = {Literal(json)},");
            }

            Text("As", step.As);
            Text("KeyHeader", keyHeader);
            if (endpoint.Operation?.Webhook is { } webhook)
                members.Line($"Prepare = WebhookClients.Sign({CSharp.Literal(webhook.Secret)}),");
            Json("Path", step.Path);
            Json("Query", step.Query);
            Json("Headers", step.Headers);
            Json("Body", step.Body);
            if (step.File is { } file)
                members.Line($"File = new({CSharp.Literal(file.Type)}, {Content(file)}),");
            members.Line($"Status = {step.Expect?.Status ?? endpoint.Success.Status},");
            Text("Problem", step.Expect?.Problem);
            Json("ExpectedHeaders", step.Expect?.Headers);
            Json("Expected", step.Expect?.Body);
            Text("Save", step.Save);
        });
        text.Line("});");
    }

    private static string Provider(ServiceModel model, ScenarioProvider provider)
    {
        static string Json(JsonElement? json) => json is { } value ? Literal(value) : "null";
        var name = CSharp.Literal(model.Blueprint.Providers.First(known => known.Id == provider.Name).Name);
        return provider.Asked is { } asked
            ? $"await it.AskedAsync({name}, {asked}, {Json(provider.With)});"
            : $"await it.AnswersAsync({name}, {provider.Status ?? 200}, {Json(provider.Answers)}, {provider.Lost});";
    }

    private static string Content(ScenarioFile file) =>
        file.Text is { } text
            ? $"Encoding.UTF8.GetBytes({CSharp.Literal(text)})"
            : $"Convert.FromBase64String({CSharp.Literal(file.Base64!)})";

    private static string Nullable(string? text) => text is null ? "null" : CSharp.Literal(text);

    // JSON has never three quotes in a row, so it can stand in a raw string; a single value begins with a quote and can't.
    private static string Literal(JsonElement json)
    {
        var line = Ascii(JsonSerializer.Serialize(json, s_compact));
        if (json.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return CSharp.Literal(line);
        return line.Length <= MaxLine
            ? $"\"\"\"{line}\"\"\""
            : "\"\"\"\n    "
                + $"{Ascii(JsonSerializer.Serialize(json, s_indented)).Replace("\n", "\n    ", StringComparison.Ordinal)}\n"
                + "    \"\"\"";
    }

    // Outside of texts JSON has nothing but ASCII, so what is beyond can be escaped anywhere: no sign in a source file may deceive its
    // reader.
    private static string Ascii(string json) => string.Concat(json.Select(static c => c > '~' ? $"\\u{(int)c:x4}" : c.ToString()));
}
