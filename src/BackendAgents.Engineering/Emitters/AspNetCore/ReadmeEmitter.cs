using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The README of the delivered service.</summary>
internal sealed class ReadmeEmitter : IEmitter
{
    /// <inheritdoc />
    public string Id => "readme";

    /// <inheritdoc />
    public string Description => "README of the service with a script to try it";

    /// <inheritdoc />
    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        var blueprint = delivery.Plan.Blueprint;
        var text = new CodeWriter();
        text.Line($"# {Cell(blueprint.Service.Title)}").Line();
        if (blueprint.Service.Description.Length > 0)
            text.Line(Cell(blueprint.Service.Description)).Line();
        RequirementSection.Unmet(text, blueprint);
        text.Line(
                "An ASP.NET Core service, generated from `backend.yaml`. Files that end in `.g.cs` are made anew from it; "
                    + "the others in `Features/` are yours."
            )
            .Line();
        text.Line("## Run").Line().Line("```bash").Line($"dotnet run --project src/{model.Namespace}").Line("```").Line();
        text.Line(
                $"It serves on http://localhost:{blueprint.Deployment.Port} with an SQLite file. Its tests: `dotnet test "
                    + $"{model.Namespace}.slnx`."
            )
            .Line();
        Configuration(text, delivery.Plan);
        text.Line(
                "The form of the connection string tells the database: "
                    + string.Join(", ", delivery.Databases.Select(static database => $"{database.Title} `{database.Example}`"))
                    + ". Migrations in `db/migrations/` are applied at the start, unless `Database__Migrate` is `false`."
            )
            .Line();
        Endpoints(text, model);
        foreach (var section in delivery.Sections)
            text.Line($"## {section.Title}").Line().Line(section.Text).Line();
        RequirementSection.Met(text, blueprint, model.Namespace);
        text.Line("## In a pipeline").Line();
        foreach (var step in delivery.Steps.Where(static step => step.Stage == CiStage.Test))
            text.Line($"- `{step.Command}`: {step.Title}");
        text.Line();
        text.Line("## Try it")
            .Line()
            .Line(
                "With the service running, this script uses it as two people would, and stops at the first answer that is "
                    + "not as it should be."
            )
            .Line();
        text.Line("```bash").Line(TryItScript.Write(model).TrimEnd('\n')).Line("```");
        yield return new Artifact("README.md", text.ToString());
    }

    private static void Configuration(CodeWriter text, ServicePlan plan)
    {
        text.Line("## Configuration").Line().Line("By environment variables, or any source of .NET's configuration.").Line();
        text.Line("| variable | meaning | default |").Line("|---|---|---|");
        foreach (var setting in plan.Settings)
        {
            var notes = (setting.RequiredInProduction ? "; required in production" : "") + (setting.Secret ? " (secret)" : "");
            text.Line($"| `{setting.Variable}` | {Cell(setting.Meaning)}{notes} | {Cell(setting.Default ?? "none")} |");
        }

        text.Line();
    }

    private static void Endpoints(CodeWriter text, ServiceModel model)
    {
        text.Line("## Endpoints")
            .Line()
            .Line("`openapi.json` describes them in full; the running service says the same of itself at `/openapi/v1.json`.")
            .Line()
            .Line("| method | path | does | who |")
            .Line("|---|---|---|---|");
        foreach (var endpoint in model.Plan.Contract.Endpoints)
            text.Line($"| {endpoint.Method} | `{endpoint.Path}` | {Cell(endpoint.Summary)} | {Cell(Who(model, endpoint))} |");
        text.Line();
    }

    private static string Who(ServiceModel model, HttpEndpoint endpoint)
    {
        if (!model.HasAuthentication || !endpoint.RequiresAuthentication)
            return "everybody";
        if (endpoint is { Operation: null, Access.Count: 0 })
            return "every account";
        var callers = endpoint.Access.Select(rule =>
            (model.Index.RoleById(rule.Role)?.Name ?? rule.Role) + (rule.Scope == AccessScope.Own ? " (own)" : "")
        );
        return endpoint.Access.Count == 0 ? "nobody" : string.Join(", ", callers);
    }

    // One line that Markdown takes as text.
    private static string Cell(string text) =>
        string.Concat(
            text.ReplaceLineEndings(" ")
                .Select(static c => c is '|' or '`' or '<' or '>' or '[' or ']' or '*' or '_' or '#' or '\\' ? "\\" + c : c.ToString())
        );
}
