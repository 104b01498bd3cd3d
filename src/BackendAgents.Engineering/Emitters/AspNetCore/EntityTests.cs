using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
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
        text.Block($"public sealed class {ServiceModel.Class(entity)}Tests", body =>
        {
            body.Line("private TestHost _host = null!;").Line();
            body.Line("[OneTimeSetUp]").Line("public void Start() => _host = new TestHost();").Line();
            body.Line("[OneTimeTearDown]").Line("public void Stop() => _host.Dispose();").Line();
            foreach (var endpoint in model.EndpointsOf(entity))
                new TestWriter(body, model, endpoint).Write();
            var name = ServiceModel.Class(entity);
            body.Line(
                $"""
                private Task<{name}> RowAsync(Guid owner, Action<{name}>? change = null) => _host.WithDbAsync(db =>
                    {Row(model, entity, "owner", "change")});
                """
            );
        });
        return text.ToString();
    }

    // The account's own row is the account itself.
    private static string Row(ServiceModel model, Entity entity, string owner, string change) =>
        model.HasAuthentication && model.Index.IsAccount(entity)
            ? $"{owner} == Guid.Empty ? {ServiceModel.Class(entity)}Sample.RowAsync(db, Guid.Empty, {change}) : "
                + $"db.{ServiceModel.Set(entity)}.FindAsync({owner}).AsTask()!"
            : $"{ServiceModel.Class(entity)}Sample.RowAsync(db, {owner}, {change})";
}
