using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The delivered tests: what all services share, samples, and one file of tests an entity.</summary>
internal static partial class TestFiles
{
    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        var samples = new SampleValues(model);
        foreach (var artifact in Shared(model).Concat(Clients(model)).Concat(AcceptanceFiles.Emit(model)))
            yield return artifact;
        foreach (var entity in model.Blueprint.Entities)
        {
            var folder = $"{model.TestFolder}/{ServiceModel.Folder(entity)}";
            yield return new Artifact(
                $"{folder}/{ServiceModel.Class(entity)}Sample.g.cs",
                ServiceModel.Header("rows and requests for tests.") + Samples(model, samples, entity)
            );
            if (model.Index.OperationsOf(entity.Id).Any())
                yield return new Artifact(
                    $"{folder}/{ServiceModel.Class(entity)}Tests.g.cs",
                    ServiceModel.Header("tests of endpoints.") + EntityTests.Write(model, entity)
                );
        }
    }

    // What the host of a single service signs by, several don't: there the public halves of keys are published.
    private static IEnumerable<Artifact> Shared(ServiceModel model)
    {
        const string Secret = """
            builder.UseSetting("Auth:SigningKey", $"{Guid.NewGuid():n}{Guid.NewGuid():n}");
            """;
        var own =
            !model.HasAuthentication ? Secret
            : !model.KeepsAccounts ? "builder.ConfigureTestServices(TestKeys.Publish);"
            : """
                builder.UseSetting(
                            "Auth:SigningKey",
                            System.Security.Cryptography.ECDsa
                                .Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256)
                                .ExportPkcs8PrivateKeyPem()
                        );
                """;
        if (model.Blueprint.Operations.Any(static operation => operation.Asks.Count > 0))
            own += "\n        builder.ConfigureTestServices(TestPeers.Answer);";
        foreach (var file in Template.Folder(model, Template.Tests))
            yield return model.Blueprint.Part is not null && file.Path.EndsWith("/TestHost.g.cs", StringComparison.Ordinal)
                ? file with
                {
                    Content = file.Content.Replace(Secret, own, StringComparison.Ordinal),
                }
                : file;
    }

    // With accounts, the clients come from what delivers the accounts.
    private static IEnumerable<Artifact> Clients(ServiceModel model) =>
        model.HasAuthentication
            ? []
            :
            [
                new Artifact(
                    $"{model.TestFolder}/TestClients.g.cs",
                    ServiceModel.Header("clients of the service under test.")
                        + $$"""
                        namespace {{model.Namespace}}.Tests;

                        internal static class TestClients
                        {
                            /// <summary>A client; there are no accounts.</summary>
                            public static Task<(HttpClient Client, Guid Account)> ClientAsync(this TestHost host, string? role) =>
                                Task.FromResult((host.CreateClient(new() { AllowAutoRedirect = false }), Guid.Empty));

                            /// <summary>No token; there are no accounts.</summary>
                            public static Task<string> TokenAsync(this TestHost host, Guid account) => Task.FromResult("");
                        }

                        """
                ),
            ];

    // What AuthTests asks of the account.
    private static void Register(CodeWriter body, ServiceModel model, SampleValues samples, Entity entity)
    {
        if (!model.KeepsAccounts || !model.Index.IsAccount(entity))
            return;
        var values = ContractFiles
            .Inputs(entity)
            .Where(static field => field.Required || field.Default is null)
            .Select(field => $"    [{CSharp.Literal(field.Name)}] = {samples.Wire(field, "n")},");
        body.Line()
            .Line(
                $$"""
                /// <summary>A role that nobody can register for.</summary>
                public const string PrivilegedRole = {{CSharp.Literal(model.Index.Administrator?.Name ?? "administrator")}};

                /// <summary>A valid request to register, but for the password.</summary>
                public static Dictionary<string, object?> RegisterBody(int n) => new()
                {
                {{string.Join('\n', values)}}
                };
                """
            );
    }

    private static string Samples(ServiceModel model, SampleValues samples, Entity entity)
    {
        var name = ServiceModel.Class(entity);
        var text = new CodeWriter();
        text.Line("using System.Globalization;")
            .Lines(OneToOne(model, entity) is null ? [] : ["using Microsoft.EntityFrameworkCore;"])
            .Line($"using {model.Namespace}.Features;")
            .Line($"using {model.Namespace}.Infrastructure;")
            .Line();
        text.Line($"namespace {model.Namespace}.Tests;").Line();
        text.Block($"internal static class {name}Sample", body =>
        {
            body.Line(
                "/// <summary>A row, stored; what it needs to refer to is stored first. An account, where one is meant, is "
                    + "the owner.</summary>"
            );
            body.Line($"public static async Task<{name}> RowAsync(AppDb db, Guid owner, Action<{name}>? change = null)")
                .Line("{")
                .Indented(inner =>
                {
                    if (OneToOne(model, entity) is { } only)
                        inner
                            .Line(
                                $"if (await db.{ServiceModel.Set(entity)}.FirstOrDefaultAsync(found => "
                                    + $"found.{ServiceModel.Key(only)} == owner) is {{ }} there)"
                            )
                            .Indented(static then => then.Line("return there;"));
                    // Also what others are owned through: the optional account of a member whose loans the caller owns.
                    var owning = model.Blueprint.Entities.SelectMany(static owned => owned.Owner).ToHashSet(StringComparer.Ordinal);
                    var fields = entity
                        .Fields.Where(static field => field.Default is null && field.Required)
                        .Concat(entity.Fields.Where(field => field.Default is not null && SampleValues.IsDistinct(entity, field)))
                        .Select(field => $"row.{ServiceModel.Property(field)} = {samples.Row(field, "n")};")
                        .ToList();
                    if (fields.Exists(static field => UsesNumber().IsMatch(field)))
                        inner.Line("var n = Sample.Next();");
                    inner.Line($"var row = new {name}();").Lines(fields);
                    foreach (
                        var relation in model
                            .Index.RelationsTo(entity.Id)
                            .Where(relation => relation.Required || owning.Contains(relation.Id))
                    )
                        inner.Line($"row.{ServiceModel.Key(relation)} = {Principal(model, entity, relation)};");
                    inner
                        .Line("change?.Invoke(row);")
                        .Line($"db.{ServiceModel.Set(entity)}.Add(row);")
                        .Line("await db.SaveChangesAsync();")
                        .Line("return row;");
                })
                .Line("}")
                .Line();

            body.Line("/// <summary>A valid request to create or update one.</summary>");
            Body(body, model, samples, entity);
            Register(body, model, samples, entity);
        });
        return Usings.Prune(text.ToString());
    }

    private static void Body(CodeWriter body, ServiceModel model, SampleValues samples, Entity entity)
    {
        var fields = ContractFiles
            .Inputs(entity)
            .Where(static field => field.Default is null)
            .Select(field => (field.Name, Value: samples.Wire(field, "n")));
        var references = ContractFiles
            .InputRelations(model, entity)
            .Where(relation => relation.Required || entity.Owner.Contains(relation.Id) || IsCounted(model, entity, relation))
            .Select(relation => (Name: Conventions.ForeignKeyProperty(relation), Value: Principal(model, entity, relation)));
        var values = fields.Concat(references).ToList();
        var waits = values.Exists(static value => value.Value.Contains("await ", StringComparison.Ordinal));
        var counts = values.Exists(static value => UsesNumber().IsMatch(value.Value));
        var (begin, end) = waits ? ("new Dictionary<string, object?>", "};") : ("Task.FromResult(new Dictionary<string, object?>", "});");
        var head = $"public static {(waits ? "async " : "")}Task<Dictionary<string, object?>> BodyAsync(AppDb db, Guid owner)";
        if (!counts)
            body.Line(head + " =>").Indented(Dictionary);
        else
            body.Block(head, inner =>
            {
                inner.Line("var n = Sample.Next();");
                begin = "return " + begin;
                Dictionary(inner);
            });

        void Dictionary(CodeWriter inner) =>
            inner
                .Line(begin)
                .Line("{")
                .Indented(items => items.Lines(values.Select(static value => $"[{CSharp.Literal(value.Name)}] = {value.Value},")))
                .Line(end);
    }

    [GeneratedRegex(@"\bn\b")]
    private static partial Regex UsesNumber();

    // An account has one row at most by it.
    private static Relation? OneToOne(ServiceModel model, Entity entity) =>
        model.Index.RelationsTo(entity.Id).FirstOrDefault(relation => relation.Kind == RelationKind.OneToOne && IsAccount(model, relation));

    // A rule counts among the rows of it, and would be beside a row that has none. What leads back to the entity itself has no end.
    private static bool IsCounted(ServiceModel model, Entity entity, Relation relation)
    {
        return new EntityRules(model, entity).Guarding.Contains(relation) && !LeadsBack(relation.From, []);

        bool LeadsBack(string id, HashSet<string> seen) =>
            id == entity.Id
            || (
                seen.Add(id)
                && model
                    .Index.RelationsTo(id)
                    .Any(other =>
                        (other.Required || model.Blueprint.Entities.Any(owned => owned.Owner.Contains(other.Id)))
                        && LeadsBack(other.From, seen)
                    )
            );
    }

    private static bool IsAccount(ServiceModel model, Relation relation) =>
        model.HasAuthentication && model.Index.IsAccount(model.Index.EntityById(relation.From)!);

    private static string Principal(ServiceModel model, Entity entity, Relation relation)
    {
        var principal = ServiceModel.Class(model.Index.EntityById(relation.From)!);
        return IsAccount(model, relation)
            ? $"owner == Guid.Empty ? (await {principal}Sample.RowAsync(db, Guid.Empty)).Id : owner"
            : $"(await {principal}Sample.RowAsync(db, owner)).Id";
    }
}
