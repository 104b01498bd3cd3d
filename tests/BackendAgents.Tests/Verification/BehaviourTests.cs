using BackendAgents.Engineering.Capabilities;
using BackendAgents.Verification;
using BackendAgents.Verification.PostgreSql;

namespace BackendAgents.Tests.Verification;

/// <summary>
/// The behaviour that the examples declare, on real servers: each refusal has its code, and what many at once must not break holds.
/// </summary>
[Category("Slow")]
[NonParallelizable]
public sealed class BehaviourTests
{
    [TestCase("web-shop", "postgresql", 200)]
    [TestCase("parking", "postgresql", 200)]
    [TestCase("cinema", "mysql", 50)]
    [TestCase("benefits", "mysql", 50)]
    public async Task The_delivered_tests_pass_with_many_callers(string example, string database, int callers)
    {
        await using var postgreSql = database == "postgresql" ? await PostgreSqlServer.StartAsync(CancellationToken.None) : null;
        await using var mariaDb = database == "mysql" ? await MariaDbServer.StartAsync() : null;
        var server = mariaDb?.ForTests ?? (await postgreSql!.CreateDatabaseAsync(CancellationToken.None)) + ";Database={name}";
        var file = Path.Combine(GeneratedFile.Root, "examples", example, "backend.yaml");
        var blueprint = CapabilityCatalog.BuiltIn.Read(await File.ReadAllTextAsync(file)).Blueprint!;
        using var delivered = Delivered.Write(blueprint with { Deployment = blueprint.Deployment with { Database = database } });
        var request = new ProcessRequest("dotnet", ["test", "-nologo"])
        {
            WorkingDirectory = delivered.Folder,
            Timeout = TimeSpan.FromMinutes(8),
            Environment = new Dictionary<string, string?>
            {
                ["TEST_DATABASE"] = server,
                ["TEST_CALLERS"] = callers.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
        };

        var result = await ProcessRunner.RunAsync(request, CancellationToken.None);

        Assert.That(result.Succeeded, result.Text);
        Assert.That(result.Text, Does.Contain("Passed!").And.Contain(" Passed:"));
    }
}
