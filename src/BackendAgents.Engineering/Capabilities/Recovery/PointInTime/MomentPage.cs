using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Recovery.Backup;

namespace BackendAgents.Engineering.Capabilities.Recovery.PointInTime;

/// <summary>The part of the page for lost rows that is about a moment: what is set up before, what is done on the day.</summary>
internal static class MomentPage
{
    public static void Write(CodeWriter text, Blueprint blueprint, BackupPlan plan)
    {
        if (!JournalFiles.IsFor(blueprint))
        {
            if (blueprint.Deployment.Database == "mysql")
                text.Line()
                    .Line(
                        "MySQL's journal is not copied by these scripts, which are for MariaDB's (`server: mariadb`): a moment between two"
                    )
                    .Line("backups comes back by a managed server, or not at all.");
            return;
        }

        text.Line().Line("## Any moment, not only that of a backup").Line();
        if (JournalFiles.IsMariaDb(blueprint))
            MariaDb(text, plan);
        else
            PostgreSql(text);
        text.Line()
            .Line($"Once a month: `bash {JournalFiles.Folder}/drill.sh`. It does that beside the real one, to the latest moment or")
            .Line("to one that is named, and fails when more could be lost, or it takes longer, than is allowed. `drills.log` beside the")
            .Line("backups has what every drill has shown.");
    }

    private static void PostgreSql(CodeWriter text)
    {
        text.Line($"The scripts in `{JournalFiles.Folder}` run where the server does, as its user. By `journal.conf` it hands out its")
            .Line("journal, which is sealed as backups are. Once a day `base.sh` copies what that is played on.")
            .Line();
        RestorePage.Steps(
            text,
            "Stop the server, and move its data folder away.",
            "`recover.sh 2026-01-31T12:00:00Z FOLDER` makes a data folder as of before that moment; `latest` loses least.",
            "Start the server over it. It plays the journal up to the moment, and waits there, readable.",
            "Look whether it is the right one; then `select pg_wal_replay_resume();`. Another one: begin again with step 2.",
            "Run `base.sh`: what was before goes on in a journal of its own."
        );
    }

    private static void MariaDb(CodeWriter text, BackupPlan plan)
    {
        text.Line($"The scripts in `{JournalFiles.Folder}` run where those for backups do. The server keeps a journal by `journal.cnf`;")
            .Line($"`every.sh {JournalFiles.EverySeconds(plan)} 0 point-in-time/archive.sh` copies it, sealed. Once a day `base.sh` makes")
            .Line("what that is played on. Their account needs the rights RELOAD, BINLOG MONITOR and REPLICATION SLAVE.")
            .Line("`WORK_FOLDER` names a folder with room for the base and the journal since, opened for a while; `/tmp` by default.")
            .Line();
        RestorePage.Steps(
            text,
            "Stop what writes, and run `archive.sh` once more if the server still answers.",
            "`recover.sh 2026-01-31T12:00:00Z NAME` fills an empty database beside the real one with what was there before that second;",
            "Look whether it is the right moment. Another one: drop that database, and begin again with step 2.",
            "Point the service to it: `Database=NAME` in `ConnectionStrings__Database`. Then run `base.sh`."
        );
    }
}
