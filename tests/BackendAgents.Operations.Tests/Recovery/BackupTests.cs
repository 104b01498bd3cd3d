using System.Globalization;
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
        var scripts = new DeliveredScripts(Path.Combine(delivery.Folder, "deploy/backup"), _secrets, _backups);
        await File.WriteAllTextAsync(Path.Combine(_secrets, "ConnectionStrings__Database"), connection);
        var migrations = Path.Combine(delivery.Folder, "db/migrations", database);
        var server = database switch
        {
            "postgresql" => "psql --quiet --set ON_ERROR_STOP=1 \"$database\"",
            "mysql" => "mariadb --defaults-extra-file=<(login) \"$database\"",
            _ => "sqlite3 \"$database\"",
        };
        await File.WriteAllTextAsync(Path.Combine(_secrets, "rows.sql"), Rows(database));
        await scripts.SucceedsAsync(
            $". ./common.sh; for file in '{migrations}'/*.up.sql '{_secrets}/rows.sql'; do {server} < \"$file\"; done"
        );
        var before = await scripts.SucceedsAsync(". ./common.sh; fingerprint \"$database\"");
        if (database != "sqlite")
            Assert.That(before, Does.Match(@"(?m)^probe\s+2000\b").And.Match(@"(?m)^users\s+0\b"));

        var made = await scripts.SucceedsAsync("bash backup.sh");
        var file = Directory.GetFiles(_backups, "*.backup").Single();
        Assert.That(made, Does.Contain(file));
        Assert.That(File.ReadAllText(file), Does.Not.Contain("user7").And.Not.Contains("PGDMP"), "it is encrypted");
        Assert.That(await scripts.FailsAsync("bash restore.sh"), Does.Contain("overwrites nothing"));

        // What a node exporter reads is what an alert looks at.
        var noted = Path.Combine(_backups, "metrics/social-media-backup.prom");
        Assert.That(
            File.ReadAllText(noted),
            Does.Match("(?m)^backup_last_success_timestamp_seconds{service=\"social-media\",kind=\"backup\"} \\d{10}$")
        );
        var others = UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        Assert.That(File.GetUnixFileMode(Path.GetDirectoryName(noted)!) & others, Is.EqualTo(others), "an exporter is another user");
        Assert.That(
            File.GetUnixFileMode(noted).HasFlag(UnixFileMode.OtherRead) && !File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead)
        );
        await scripts.SucceedsAsync($"promtool check metrics < '{noted}'");
        Assert.That(
            delivery.Read("monitoring/prometheus/rules.yml"),
            Does.Contain("max(backup_last_success_timestamp_seconds{service=\\\"social-media\\\",kind=\\\"backup\\\"}) > 3600")
        );

        var drill = await scripts.SucceedsAsync("bash drill.sh");
        Assert.That(drill, Does.Contain(before.TrimEnd()), "the drill's copy is the same");
        Assert.That(drill, Does.Match(@"at most \d+ s would be lost \(allowed: 3600\), back after \d+ s \(allowed: 1800\)"));
        TestContext.Out.WriteLine(drill);

        await scripts.SucceedsAsync(". ./common.sh; drop \"$database\"");
        await scripts.SucceedsAsync("bash restore.sh");
        Assert.That(await scripts.SucceedsAsync(". ./common.sh; fingerprint \"$database\""), Is.EqualTo(before));

        // What somebody changed, what is too old for the target, and what another key sealed are all refused.
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-2));
        Assert.That(await scripts.FailsAsync("bash drill.sh"), Does.Contain("More could be lost"));
        await File.AppendAllTextAsync(file, "x");
        Assert.That(await scripts.FailsAsync($"bash restore.sh '{file}' '{_backups}/other'"), Does.Contain("not what was written"));
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-40));
        await Task.Delay(1_100);
        await scripts.SucceedsAsync("bash backup.sh");
        Assert.That(File.Exists(file), Is.False, "kept for 30 days");
        Assert.That(Directory.GetFiles(_backups), Has.Length.EqualTo(3), "the backup, its seal and the record of drills");
    }

    // Rows with what is hard to copy: quotes, line breaks, letters of many scripts, bytes, nothing at all.
    private static string Rows(string database)
    {
        var bytes = database == "postgresql" ? "'\\x00ff270a'" : "x'00ff270a'";
        var type = database == "postgresql" ? "bytea" : "blob";
        var rows = Enumerable
            .Range(0, 2_000)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"({i}, 'user{i}''s \u00e9\u4f60\n line', {i}.25, {bytes}, null)"));
        return $"create table probe (id int primary key, words varchar(200), amount decimal(12,2), raw {type}, empty "
            + $"int){(database == "mysql" ? " charset = utf8mb4" : "")};\n"
            + $"insert into probe values {string.Join(",\n", rows)};\n";
    }
}
