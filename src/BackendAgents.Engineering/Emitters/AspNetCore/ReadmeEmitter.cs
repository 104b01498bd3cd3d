using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The README of the delivered service.</summary>
public sealed class ReadmeEmitter : IEmitter
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
        text.Line(
                "An ASP.NET Core service, generated from `backend.yaml`. Files that end in `.g.cs` are made anew from it; the others in `Features/` are yours."
            )
            .Line();
        text.Line("## Run").Line().Line("```bash").Line($"dotnet run --project src/{model.Namespace}").Line("```").Line();
        text.Line(
                $"It serves on http://localhost:{blueprint.Deployment.Port} with an SQLite file. Its tests: `dotnet test {model.Namespace}.slnx`."
            )
            .Line();
        Configuration(text, model);
        Endpoints(text, model);
        text.Line("## Try it")
            .Line()
            .Line(
                "With the service running, this script uses it as two people would, and stops at the first answer that is not as it should be."
            )
            .Line();
        text.Line("```bash").Line(TryItScript.Write(model).TrimEnd('\n')).Line("```");
        yield return new Artifact("README.md", text.ToString());
    }

    private static void Configuration(CodeWriter text, ServiceModel model)
    {
        text.Line("## Configuration").Line().Line("By environment variables (or any source of .NET's configuration).").Line();
        text.Line("| variable | meaning | default |").Line("|---|---|---|");
        text.Line(
            "| `ConnectionStrings__Database` | PostgreSQL when it names a host (`Host=db;Database=app;…`), else SQLite | an SQLite file in development, required in production |"
        );
        if (model.HasAuthentication)
        {
            text.Line(
                "| `Auth__SigningKey` | secret of at least 32 bytes that signs access tokens | a new one at each start in development, required in production |"
            );
            if (FirstAdminFile.Role(model) is { } role)
                text.Line(
                    $"| `Admin__Login`, `Admin__Password` | first account with the role {role.Name}, made at start | none: there are no default credentials |"
                );
        }

        text.Line("| `Database__Migrate` | whether migrations are applied at start | `true` |");
        text.Line("| `RateLimit__RequestsPerMinute`, `RateLimit__AuthenticationsPerMinute` | limits for one caller | `600`, `30` |");
        text.Line("| `Cors__Origins__0` … | origins of browsers that may call | none |").Line();
    }

    private static void Endpoints(CodeWriter text, ServiceModel model)
    {
        text.Line("## Endpoints")
            .Line()
            .Line("`openapi.json` describes them in full; the running service says the same of itself at `/openapi/v1.json`.")
            .Line();
        text.Line("| operation | on | who |").Line("|---|---|---|");
        foreach (var operation in model.Blueprint.Operations)
        {
            var who = !model.HasAuthentication
                ? "everybody"
                : string.Join(
                    ", ",
                    operation.Access.Select(rule =>
                        (model.Index.RoleById(rule.Role)?.Name ?? rule.Role) + (rule.Scope == AccessScope.Own ? " (own)" : "")
                    )
                );
            text.Line(
                $"| {operation.Name} | {Conventions.CollectionPath(model.Index.EntityById(operation.Entity)!)} | {(who.Length == 0 ? "nobody" : who)} |"
            );
        }

        text.Line();
    }

    // One line that Markdown takes as text.
    private static string Cell(string text) =>
        string.Concat(
            text.ReplaceLineEndings(" ")
                .Select(static c => c is '|' or '`' or '<' or '>' or '[' or ']' or '*' or '_' or '#' or '\\' ? "\\" + c : c.ToString())
        );
}
