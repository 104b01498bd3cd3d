using System.Globalization;

namespace BackendAgents.Operations.Tests.Recovery;

/// <summary>Rows of a real server are backed up by the delivered scripts, destroyed, and brought back.</summary>
/// <param name="delivery">Whose scripts.</param>
/// <param name="secrets">Folder of the secrets, with the key of backups.</param>
/// <param name="backups">Folder of the backups.</param>
internal sealed class RecoveryTrial(Operated delivery, string secrets, string backups)
{
    /// <summary>What the drill said of a database that was destroyed and is back.</summary>
    /// <param name="database">Its kind.</param>
    /// <param name="connection">An empty one.</param>
    public async Task<string> ComesBackAsync(string database, string connection)
    {
        var name = delivery.Blueprint.Service.Name;
        var targets = delivery.Blueprint.Targets;
        // Without a target it is made every day, of which one may fail.
        var lost = 60 * (targets.RecoveryPointMinutes ?? 2 * 24 * 60);
        var back = targets.RecoveryTimeMinutes is { } minutes ? $"{60 * minutes}" : @"\d+";
        var scripts = new DeliveredScripts(Path.Combine(delivery.Folder, "deploy/backup"), secrets, backups);
        await File.WriteAllTextAsync(Path.Combine(secrets, "ConnectionStrings__Database"), connection);
        var migrations = Path.Combine(delivery.Folder, "db/migrations", database);
        var server = database switch
        {
            "postgresql" => "psql --quiet --set ON_ERROR_STOP=1 \"$database\"",
            "mysql" => "mariadb --defaults-extra-file=<(login) \"$database\"",
            _ => "sqlite3 \"$database\"",
        };
        await File.WriteAllTextAsync(Path.Combine(secrets, "rows.sql"), Rows(database));
        await scripts.SucceedsAsync(
            $". ./common.sh; for file in '{migrations}'/*.up.sql '{secrets}/rows.sql'; do {server} < \"$file\"; done"
        );
        var before = await scripts.SucceedsAsync(". ./common.sh; fingerprint \"$database\"");
        if (database != "sqlite")
            Assert.That(before, Does.Match(@"(?m)^probe\s+2000\b").And.Match(@"(?m)^users\s+0\b"));

        var made = await scripts.SucceedsAsync("bash backup.sh");
        var file = Directory.GetFiles(backups, "*.backup").Single();
        Assert.That(made, Does.Contain(file));
        Assert.That(File.ReadAllText(file), Does.Not.Contain("user7").And.Not.Contains("PGDMP"), "it is encrypted");
        Assert.That(await scripts.FailsAsync("bash restore.sh"), Does.Contain("overwrites nothing"));

        // What a node exporter reads is what an alert looks at.
        var noted = Path.Combine(backups, $"metrics/{name}-backup.prom");
        Assert.That(
            File.ReadAllText(noted),
            Does.Match($"(?m)^backup_last_success_timestamp_seconds{{service=\"{name}\",kind=\"backup\"}} \\d{{10}}$")
        );
        var others = UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        Assert.That(File.GetUnixFileMode(Path.GetDirectoryName(noted)!) & others, Is.EqualTo(others), "an exporter is another user");
        Assert.That(
            File.GetUnixFileMode(noted).HasFlag(UnixFileMode.OtherRead) && !File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead)
        );
        await scripts.SucceedsAsync($"promtool check metrics < '{noted}'");
        Assert.That(
            delivery.Read("monitoring/prometheus/rules.yml"),
            Does.Contain($"max(backup_last_success_timestamp_seconds{{service=\\\"{name}\\\",kind=\\\"backup\\\"}}) > {lost}")
        );

        var drill = await scripts.SucceedsAsync("bash drill.sh");
        Assert.That(drill, Does.Contain(before.TrimEnd()), "the drill's copy is the same");
        Assert.That(drill, Does.Match($@"at most \d+ s would be lost \(allowed: {lost}\), back after \d+ s \(allowed: {back}\)"));

        await scripts.SucceedsAsync(". ./common.sh; drop \"$database\"");
        await scripts.SucceedsAsync("bash restore.sh");
        Assert.That(await scripts.SucceedsAsync(". ./common.sh; fingerprint \"$database\""), Is.EqualTo(before));

        // What somebody changed, what is too old for the target, and what another key sealed are all refused.
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(-lost - 3600));
        Assert.That(await scripts.FailsAsync("bash drill.sh"), Does.Contain("More could be lost"));
        await File.AppendAllTextAsync(file, "x");
        Assert.That(await scripts.FailsAsync($"bash restore.sh '{file}' '{backups}/other'"), Does.Contain("not what was written"));
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-40));
        await Task.Delay(1_100);
        await scripts.SucceedsAsync("bash backup.sh");
        Assert.That(File.Exists(file), Is.False, "kept for 30 days");
        Assert.That(Directory.GetFiles(backups), Has.Length.EqualTo(3), "the backup, its seal and the record of drills");
        return drill;
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
