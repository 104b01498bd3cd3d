using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;
using BackendAgents.Tests.Verification;

namespace BackendAgents.Operations.Tests.Recovery;

/// <summary>Rows of a real server come back as they were at a moment between two backups, by the delivered scripts alone.</summary>
[Category("Slow")]
internal sealed class PointInTimeTests
{
    private const string Fill = "create table probe (id int primary key, words varchar(200)); insert into probe values (1, 'a'), (2, 'b')";
    private const string Change = "insert into probe values (3, 'It''s \u00e9'), (4, 'd'); delete from probe where id = 1";
    private const string Loss = "insert into probe values (5, 'late'); delete from probe where id < 4";
    private static readonly Dictionary<string, string> s_mariaDb = new() { ["server"] = "mariadb" };
    private string _folder = null!;
    private DeliveredScripts _scripts = null!;

    private string Backups => Path.Combine(_folder, "backups");

    [SetUp]
    public void Prepare()
    {
        _folder = Directory.CreateTempSubdirectory("moment-").FullName;
        Directory.CreateDirectory(Backups);
        File.WriteAllText(Path.Combine(_folder, "backup-key"), "a key that only this test has");
    }

    // What hands out the journal may be at it for a moment longer than its server.
    [TearDown]
    public async Task DeleteAsync()
    {
        for (var left = 200; ; left--)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
                return;
            }
            catch (IOException) when (left > 0)
            {
                await Task.Delay(100);
            }
        }
    }

    [Test]
    public async Task PostgreSql_comes_back_as_it_was_at_a_moment()
    {
        Deliver("postgresql");
        await ConnectAsync($"Host={_folder};Username=postgres;Database=app");
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            await _scripts.SucceedsAsync($"chown --recursive postgres '{_folder}'");
            _scripts = _scripts with { User = "postgres" };
        }

        const string Sql = "psql --host=$SECRETS_FOLDER --username=postgres --quiet --tuples-only --no-align app --command";
        try
        {
            // The settings are those delivered, with the places of this test, and a part of the journal is handed out each second.
            await _scripts.SucceedsAsync(
                $"""
                . ./common.sh
                initdb --pgdata=$SECRETS_FOLDER/server --auth=trust --no-sync --encoding=UTF8 --locale=C > /dev/null
                sed --expression="s#bash /opt/backup#SECRETS_FOLDER=$SECRETS_FOLDER BACKUP_FOLDER=$BACKUP_FOLDER bash $PWD#" \
                  --expression="s/_timeout = .*/_timeout = 1s/" \
                  point-in-time/journal.conf > $SECRETS_FOLDER/server/journal.conf
                printf '%s\n' "include 'journal.conf'" "unix_socket_directories = '{_folder}'" "listen_addresses = ''" 'fsync = off' \
                  >> $SECRETS_FOLDER/server/postgresql.conf
                pg_ctl start --pgdata=$SECRETS_FOLDER/server --wait --silent --log=$SECRETS_FOLDER/log
                createdb app
                {Sql} "{Fill}"
                bash point-in-time/base.sh
                sleep 1.1
                {Sql} "{Change}"
                """
            );
            var before = await _scripts.SucceedsAsync(". ./common.sh; fingerprint app");
            var moment = (await _scripts.SucceedsAsync($"{Sql} 'select clock_timestamp()'")).Trim();
            var after = await _scripts.SucceedsAsync(
                $"""
                {Sql} "{Loss}"
                part="$BACKUP_FOLDER/journal/$({Sql} 'select pg_walfile_name(pg_switch_wal())')"
                until [ -e "$part" ]; do sleep 0.1; done
                . ./common.sh; fingerprint app
                """
            );
            Assert.That(after, Is.Not.EqualTo(before));

            await DrillAsync($"'{moment}'", before);

            // The machine is lost: a data folder is made from what is kept elsewhere, and the server stops at the moment.
            await _scripts.SucceedsAsync(
                "pg_ctl stop --pgdata=$SECRETS_FOLDER/server --mode=immediate --silent; rm -rf $SECRETS_FOLDER/server/*"
            );
            Assert.That(
                await _scripts.FailsAsync("bash point-in-time/recover.sh 2020-01-01 $SECRETS_FOLDER/server"),
                Does.Contain("no base from before")
            );
            await _scripts.SucceedsAsync($"bash point-in-time/recover.sh '{moment}' $SECRETS_FOLDER/server");
            Assert.That(
                await _scripts.FailsAsync($"bash point-in-time/recover.sh '{moment}' $SECRETS_FOLDER/server"),
                Does.Contain("nothing is overwritten")
            );
            var recovered = await _scripts.SucceedsAsync(
                $"""
                pg_ctl start --pgdata=$SECRETS_FOLDER/server --wait --silent --log=$SECRETS_FOLDER/log
                until [ "$({Sql} 'select pg_get_wal_replay_pause_state()')" = paused ]; do sleep 0.1; done
                . ./common.sh; fingerprint app
                """
            );
            Assert.That(recovered, Is.EqualTo(before), "what was written after the moment is not there, all else is");
            await _scripts.SucceedsAsync(
                $"""
                {Sql} 'select pg_wal_replay_resume()'
                until {Sql} "{Loss}"; do sleep 0.1; done
                """
            );

            // The server ends its replay when a part is not there, and must stop when one is not what was written.
            const string Damage = "cd $BACKUP_FOLDER/journal; one=$(ls *.seal | head -n 1); cp $one damaged.seal; cp ${one%.seal} damaged";
            await _scripts.SucceedsAsync($"{Damage}; echo x >> damaged");
            Assert.That((await _scripts.RunAsync("bash point-in-time/fetch.sh nothing /dev/null")).ExitCode, Is.EqualTo(1));
            var damaged = await _scripts.RunAsync("bash point-in-time/fetch.sh damaged /dev/null");
            Assert.That(damaged.ExitCode, Is.EqualTo(200));
            Assert.That(damaged.Text, Does.Contain("journal/damaged is not what was written"));

            // The base that is made now remembers the moment of that recovery; the latest is the latest all the same.
            await _scripts.SucceedsAsync(
                $"""
                bash point-in-time/base.sh
                sleep 1.1
                {Sql} "insert into probe values (6, 'last')"
                part="$BACKUP_FOLDER/journal/$({Sql} 'select pg_walfile_name(pg_switch_wal())')"
                until [ -e "$part" ]; do sleep 0.1; done
                """
            );
            var last = await _scripts.SucceedsAsync(". ./common.sh; fingerprint app");
            var again = await _scripts.SucceedsAsync(
                $"""
                pg_ctl stop --pgdata=$SECRETS_FOLDER/server --mode=immediate --silent
                rm -rf $SECRETS_FOLDER/server/*
                bash point-in-time/recover.sh latest $SECRETS_FOLDER/server > /dev/null
                pg_ctl start --pgdata=$SECRETS_FOLDER/server --wait --silent --log=$SECRETS_FOLDER/log
                until [ "$({Sql} 'select pg_is_in_recovery()')" = f ]; do sleep 0.1; done
                . ./common.sh; fingerprint app
                """
            );
            Assert.That(again, Is.EqualTo(last), "what was written after the base, and after the moment of the recovery before");
        }
        finally
        {
            await _scripts.RunAsync("pg_ctl stop --pgdata=$SECRETS_FOLDER/server --mode=immediate --silent");
        }
    }

    [Test]
    public async Task MariaDb_comes_back_as_it_was_at_a_moment()
    {
        Deliver("mysql");
        var settings = File.ReadLines(Path.Combine(_scripts.Folder, "point-in-time/journal.cnf"))
            .Where(static line => line.Contains(" = "));
        await using var server = await MariaDbServer.StartAsync([.. settings.Select(static line => "--" + line.Replace(" = ", "="))]);
        Assert.That(server, Is.Not.Null, "install mariadb-server");
        await ConnectAsync(await server!.CreateDatabaseAsync());

        await _scripts.SucceedsAsync($". ./common.sh; query \"$database\" \"{Fill}\"; bash point-in-time/base.sh");
        // The journal counts in seconds.
        await _scripts.SucceedsAsync($". ./common.sh; sleep 1.1; query \"$database\" \"{Change}\"; sleep 1.1");
        var before = await _scripts.SucceedsAsync(". ./common.sh; fingerprint \"$database\"");
        var moment = (await _scripts.SucceedsAsync("date --utc +%FT%TZ")).Trim();
        await _scripts.SucceedsAsync("bash point-in-time/archive.sh");
        Assert.That(await _scripts.FailsAsync("bash point-in-time/drill.sh 2100-01-01"), Does.Contain("kept up to"));
        await _scripts.SucceedsAsync($". ./common.sh; query \"$database\" \"{Loss}\"; sleep 1.1; bash point-in-time/archive.sh");
        var after = await _scripts.SucceedsAsync(". ./common.sh; fingerprint \"$database\"");
        Assert.That(after, Is.Not.EqualTo(before));

        await DrillAsync(moment, before);
        await DrillAsync("latest", after);

        await _scripts.SucceedsAsync($"bash point-in-time/recover.sh '{moment}' recovered");
        Assert.That(await _scripts.SucceedsAsync(". ./common.sh; fingerprint recovered"), Is.EqualTo(before));
        Assert.That(
            await _scripts.FailsAsync($"bash point-in-time/recover.sh '{moment}' recovered"),
            Does.Contain("nothing is overwritten")
        );
        Assert.That(await _scripts.FailsAsync("bash point-in-time/recover.sh 2020-01-01 other"), Does.Contain("no base from before"));

        // A part that somebody changed is named and played by nobody.
        var part = Path.Combine(Backups, "journal/journal.000002");
        var (bytes, time) = (await File.ReadAllBytesAsync(part), File.GetLastWriteTimeUtc(part));
        await File.AppendAllTextAsync(part, "x");
        Assert.That(
            await _scripts.FailsAsync("bash point-in-time/recover.sh latest damaged"),
            Does.Contain("journal.000002 is not what was written")
        );
        await File.WriteAllBytesAsync(part, bytes);
        File.SetLastWriteTimeUtc(part, time);

        // The journal of another server is not mixed with this one's.
        var other = Path.Combine(Backups, "journal/journal.000900");
        await File.WriteAllTextAsync(other, "");
        Assert.That(await _scripts.FailsAsync("bash point-in-time/archive.sh"), Does.Contain("no longer has journal.000900"));
        File.Delete(other);

        // A journal with a gap is not played past it, nor is what would touch the real database.
        await _scripts.SucceedsAsync(
            ". ./common.sh; query '' \"drop database $database; create database $database\"; sleep 1.1; bash point-in-time/archive.sh"
        );
        Assert.That(await _scripts.FailsAsync("bash point-in-time/recover.sh latest other"), Does.Contain("since the base"));
        File.Delete(Path.Combine(Backups, "journal/journal.000002"));
        Assert.That(await _scripts.FailsAsync("bash point-in-time/recover.sh latest third"), Does.Contain("journal.000002 is missing"));
    }

    private async Task DrillAsync(string moment, string before)
    {
        Assert.That(await _scripts.SucceedsAsync($"bash point-in-time/drill.sh {moment}"), Does.Contain(before), "as of the moment");
        var record = await File.ReadAllTextAsync(Path.Combine(Backups, "drills.log"));
        Assert.That(record, Does.Match(@"at most \d+ s would be lost \(allowed: 600\), back after \d+ s \(allowed: 1800\)"));
        TestContext.Out.WriteLine(record);
        Assert.That(Directory.GetFiles(Backups, "*.base").Select(File.ReadAllText), Has.None.Contains("probe"), "it is encrypted");
    }

    private void Deliver(string database)
    {
        var blueprint = SampleBlueprints.Social();
        blueprint = blueprint with
        {
            Deployment = blueprint.Deployment with { Database = database },
            Targets = blueprint.Targets with { RecoveryPointMinutes = 10, RecoveryTimeMinutes = 30 },
            Capabilities =
            [
                new CapabilityChoice { Id = "backup" },
                .. database == "mysql" ? (CapabilityChoice[])[new() { Id = "mysql", Options = s_mariaDb }] : [],
            ],
        };
        var files = CapabilityCatalog.BuiltIn.Deliver(blueprint);
        Workspace.Open(Path.Combine(_folder, "delivery")).Write(files);
        _scripts = new(Path.Combine(_folder, "delivery/deploy/backup"), _folder, Backups);
        Assert.That(files.Find("docs/runbooks/restore.md")!.Content, Does.Contain("point-in-time/drill.sh"));
    }

    private Task ConnectAsync(string connection) =>
        File.WriteAllTextAsync(Path.Combine(_folder, "ConnectionStrings__Database"), connection);
}
