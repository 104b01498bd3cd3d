using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using BackendAgents.Verification.PostgreSql;

namespace BackendAgents.Tests.Verification;

/// <summary>The delivered service passes its own tests on the database that it runs on in production, too.</summary>
[Category("Slow")]
[NonParallelizable]
public sealed class DeliveredDatabaseTests
{
    [TestCase("mysql")]
    [TestCase("postgresql")]
    public async Task The_delivered_tests_pass_on_a_real_server(string database)
    {
        await using var postgreSql = database == "postgresql" ? await PostgreSqlServer.StartAsync(CancellationToken.None) : null;
        await using var mariaDb = database == "mysql" ? await MariaDbServer.StartAsync() : null;
        var server = mariaDb?.ForTests ?? (await postgreSql!.CreateDatabaseAsync(CancellationToken.None)) + ";Database={name}";
        var blueprint = SampleBlueprints.Everything();
        using var delivered = Delivered.Write(blueprint with { Deployment = blueprint.Deployment with { Database = database } });
        var request = new ProcessRequest("dotnet", ["test", "-nologo"])
        {
            WorkingDirectory = delivered.Folder,
            Timeout = TimeSpan.FromMinutes(8),
            Environment = new Dictionary<string, string?> { ["TEST_DATABASE"] = server },
        };

        var result = await ProcessRunner.RunAsync(request, CancellationToken.None);

        Assert.That(result.Succeeded, result.Text);
        Assert.That(result.Text, Does.Contain("Passed!"));
    }
}
