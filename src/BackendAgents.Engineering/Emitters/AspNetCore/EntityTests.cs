using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Operations;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>
/// The delivered tests of one entity's endpoints, over real HTTP messages: right use, every refusal, and other people's rows.
/// </summary>
internal static class EntityTests
{
    public static string Write(ServiceModel model, Entity entity)
    {
        var text = new CodeWriter();
        if (model.Index.OperationsOf(entity.Id).Any(static operation => operation.Report is not null))
            text.Line("using System.Globalization;");
        text.Line($"using {model.Namespace}.Features;").Line($"using {model.Namespace}.Infrastructure;").Line();
        text.Line($"namespace {model.Namespace}.Tests;").Line();
        var name = ServiceModel.Class(entity);
        var endpoints = model.EndpointsOf(entity).ToList();
        var tests = Tests(model, endpoints);
        var listing = endpoints.Any(static endpoint => endpoint.Operation!.Kind == OperationKind.List);
        text.Block($"public sealed class {name}Tests : {(listing ? "ListingTests" : "EndpointTests")}<{name}>", body =>
        {
            var described = endpoints
                .Where(endpoint => tests.Contains(TestWriter.Field(endpoint), StringComparison.Ordinal))
                .Select(endpoint => $"{new TestWriter(body, model, endpoint).Described()};")
                .ToList();
            body.Lines(described);
            if (described.Count > 0)
                body.Line();
            body.Line(tests.TrimEnd('\n')).Line();
            body.Line(
                $"""
                private protected override Task<{name}> RowAsync(AppDb db, Guid owner, Action<{name}>? change) =>
                    {Row(model, entity, "owner", "change")};

                private protected override Task<Dictionary<string, object?>> BodyAsync(AppDb db, Guid owner) => {name}Sample.BodyAsync(db, owner);
                """
            );
            Keys(body, name, endpoints);
        });
        return text.ToString();
    }

    private static string Tests(ServiceModel model, IEnumerable<HttpEndpoint> endpoints)
    {
        var tests = new CodeWriter();
        foreach (var endpoint in endpoints)
            new TestWriter(tests, model, endpoint).Write();
        return tests.ToString();
    }

    // Rows that a path finds by another field than their id.
    private static void Keys(CodeWriter body, string name, IEnumerable<HttpEndpoint> endpoints)
    {
        var keys = endpoints
            .SelectMany(static endpoint => endpoint.Parameters)
            .Where(static parameter => parameter is { In: HttpParameterLocation.Path, Field: not null })
            .DistinctBy(static parameter => parameter.Name)
            .Select(static parameter =>
                $"endpoint.Path.Contains({CSharp.Literal($"{{{parameter.Name}}}")}) ? "
                + $"Sample.Query(row.{ServiceModel.Property(parameter.Field!)})"
            )
            .ToList();
        if (keys.Count > 0)
            body.Line()
                .Line($"private protected override string KeyOf(TestedEndpoint endpoint, {name} row) =>")
                .Indented(value => value.Line($"{string.Join("\n: ", keys)}\n: base.KeyOf(endpoint, row);"));
    }

    // The account's own row is the account itself.
    private static string Row(ServiceModel model, Entity entity, string owner, string change) =>
        model.HasAuthentication && model.Index.IsAccount(entity)
            ? $"{owner} == Guid.Empty ? {ServiceModel.Class(entity)}Sample.RowAsync(db, Guid.Empty, {change}) : "
                + $"db.{ServiceModel.Set(entity)}.FindAsync({owner}).AsTask()!"
            : $"{ServiceModel.Class(entity)}Sample.RowAsync(db, {owner}, {change})";
}
