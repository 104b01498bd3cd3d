using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Jobs and notifications that can't be are told by place and remedy. Each case breaks one line of the lending example.</summary>
public sealed class JobValidationTests
{
    private static readonly string s_lending = File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples", "lending", "backend.yaml"));

    [TestCase("schedule: every night at 02:00", "schedule: every 25 minutes", "BP081", "five fields of cron")]
    [TestCase("schedule: every night at 02:00", "schedule: '61 2 * * *'", "BP081", "every 15 minutes")]
    [TestCase("schedule: every night at 02:00", "schedule: now and then", "BP081", "every day at 02:00")]
    [TestCase("timeZone: Europe/Berlin", "timeZone: Europe/Atlantis", "BP007", "IANA")]
    [TestCase("timeZone: Europe/Berlin", "timeZone: ../../etc/passwd", "BP007", "IANA")]
    [TestCase("forEach: Loan", "forEach: Lease", "BP014", "Loan")]
    [TestCase("where: dueAt < now &&", "where: dueOn < now &&", "BP080", "dueAt < now")]
    [TestCase("where: dueAt < now &&", "where: days(dueAt, now) > 3 &&", "BP080", "addDays(now, -3)")]
    [TestCase("where: dueAt < now && returnedAt == null && remindedAt == null", "where: dueAt", "BP080", "dueAt == …")]
    [TestCase("    remove: true\n", "", "BP008", "notify")]
    [TestCase("- notify: overdueMail", "- notify: lateMail", "BP014", "overdueMail")]
    [TestCase("- notify: loanMail", "- notify: loanMail\n        about: book", "BP081", "about: loan")]
    [TestCase("- notify: loanMail", "- { set: { dueAt: now }, about: member }", "BP015", null)]
    [TestCase("to: member.email", "to: member", "BP080", "member.email")]
    [TestCase("to: member.email", "to: member.mail", "BP080", "member.email")]
    [TestCase("{book.title}", "{book}", "BP080", "{member.name}")]
    [TestCase("{book.title}", "{book.title", "BP080", "{{")]
    [TestCase("- run: remindOverdue", "- run: remindAll", "BP014", "remindOverdue")]
    [TestCase("- mail: { notification: overdueMail, times: 0 }", "- mail: { notification: lateMail }", "BP014", "overdueMail")]
    [TestCase("- run: remindOverdue", "- { run: remindOverdue, wait: 00:01:00 }", "BP070", "one of them")]
    [TestCase("to: $me.email, subject: Please", "to: $you.email, subject: Please", "BP070", "Known are")]
    public void It_is_told(string right, string wrong, string code, string? remedy)
    {
        var problem = BrokenBlueprint.Told(s_lending, right, wrong, code);

        if (remedy is not null)
            Assert.That(problem.Remedy + problem.Message, Does.Contain(remedy));
    }

    [TestCase("every 15 minutes", "*/15 * * * *")]
    [TestCase("every minute", "* * * * *")]
    [TestCase("every 2 hours", "0 */2 * * *")]
    [TestCase("every day at 02:30", "30 2 * * *")]
    [TestCase("1 day at 02:00", "0 2 * * *")]
    [TestCase("Every  night", "0 2 * * *")]
    [TestCase("every monday at 08:00", "0 8 * * 1")]
    [TestCase("every weekday at 18:15", "15 18 * * 1-5")]
    [TestCase("every month at 06:00", "0 6 1 * *")]
    [TestCase("0 2 1 1 *", "0 2 1 1 *")]
    [TestCase("every 7 minutes", null)]
    [TestCase("every 2 days at 02:00", null)]
    [TestCase("every day at 25:00", null)]
    [TestCase("every 15 minutes at 02:00", null)]
    [TestCase("* * * * * *", null)]
    [TestCase("", null)]
    public void A_schedule_in_words_is_one_of_cron(string words, string? cron) => Assert.That(JobSchedule.Cron(words), Is.EqualTo(cron));

    [Test]
    public void What_people_write_otherwise_is_read()
    {
        var loose = s_lending
            .Replace("schedule: every night at 02:00", "every: 1 day at 02:00", StringComparison.Ordinal)
            .Replace("forEach: Loan\n    where: dueAt", "forEach: loans\n    where: dueAt", StringComparison.Ordinal);
        var job = CapabilityCatalog.BuiltIn.Read(loose).Blueprint!.Jobs[0];

        Assert.That((job.ForEach, JobSchedule.Cron(job.Schedule)), Is.EqualTo(("loan", "0 2 * * *")));
    }

    [Test]
    public void What_was_read_is_written_as_it_was()
    {
        var written = BlueprintYaml.Write(CapabilityCatalog.BuiltIn.Read(s_lending).Blueprint!);

        Assert.That(BlueprintYaml.Write(CapabilityCatalog.BuiltIn.Read(written).Blueprint!), Is.EqualTo(written));
        Assert.That(written, Does.Contain("notify: overdue-mail").And.Contain("run: remind-overdue").And.Contain("times: 0"));
    }
}
