using BackendAgents.Tests.Verification;
using BackendAgents.Verification.PostgreSql;

namespace BackendAgents.Operations.Tests.Recovery;

/// <summary>Rows of a real server are backed up by the delivered scripts, destroyed, and brought back.</summary>
[Category("Slow")]
internal sealed class BackupTests
{
    private string _backups = null!;
    private string _secrets = null!;

    [SetUp]
    public void Prepare()
    {
        _backups = Directory.CreateTempSubdirectory("backups-").FullName;
        _secrets = Directory.CreateTempSubdirectory("secrets-").FullName;
        File.WriteAllText(Path.Combine(_secrets, "backup-key"), "a key that only this test has");
    }

    [TearDown]
    public void Delete()
    {
        Directory.Delete(_backups, recursive: true);
        Directory.Delete(_secrets, recursive: true);
    }

    [Test]
    public async Task PostgreSql_is_destroyed_and_comes_back()
    {
        await using var server = await PostgreSqlServer.StartAsync(CancellationToken.None);
        Assert.That(server, Is.Not.Null, "install postgresql");
        await ComesBackAsync("postgresql", await server!.CreateDatabaseAsync(CancellationToken.None));
    }

    [Test]
    public async Task MariaDb_is_destroyed_and_comes_back()
    {
        await using var server = await MariaDbServer.StartAsync();
        Assert.That(server, Is.Not.Null, "install mariadb-server");
        await ComesBackAsync("mysql", await server!.CreateDatabaseAsync());
    }

    [Test]
    public Task An_SQLite_file_is_destroyed_and_comes_back() => ComesBackAsync("sqlite", "Data Source=" + Path.Combine(_secrets, "app.db"));

    private async Task ComesBackAsync(string database, string connection)
    {
        using var delivery = Operated.Write(database);
        var drill = await new RecoveryTrial(delivery, _secrets, _backups).ComesBackAsync(database, connection);
        TestContext.Out.WriteLine(drill);
    }
}
