using System.Text;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Journal;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Tests.Coordination.Journal;

public sealed class JournalFormatTests
{
    [Test]
    public void A_line_is_readable_text_with_length_and_checksum()
    {
        var line = Encoding.UTF8.GetString(JournalFormat.Line(new DoneRecord("t0001", "key", "größe \"5\"\n", null)));

        Assert.That(line, Does.Match("^[0-9a-f]{8} [0-9a-f]{8} \\{\"t\":\"done\".*\\}\n$"));
        Assert.That(line, Does.Contain("größe"));
        Assert.That(Convert.ToInt32(line[..8], 16), Is.EqualTo(Encoding.UTF8.GetByteCount(line) - JournalFormat.PrefixLength - 1));
    }

    [Test]
    public void A_torn_end_is_told_and_left_out()
    {
        byte[] whole =
        [
            .. JournalFormat.Line(new HeaderRecord(HeaderRecord.Name, 1)),
            .. JournalFormat.Line(new DoneRecord("t", "k", "r", null)),
        ];
        var torn = JournalFormat.Line(new DoneRecord("t", "k2", "r", null));
        for (var length = 1; length < torn.Length; length++)
        {
            var content = JournalFormat.Read([.. whole, .. torn[..length]], "x");

            Assert.That((content.Records.Count, content.ValidLength, content.TornBytes), Is.EqualTo((1, (long)whole.Length, (long)length)));
        }
    }

    [Test]
    public void Damage_in_the_middle_is_refused_and_never_cut_off()
    {
        byte[] header = JournalFormat.Line(new HeaderRecord(HeaderRecord.Name, 1));
        byte[] first = JournalFormat.Line(new DoneRecord("t", "first", "r", null));
        byte[] second = JournalFormat.Line(new DoneRecord("t", "second", "r", null));
        for (var at = 0; at < first.Length; at++)
        {
            byte[] bytes = [.. header, .. first, .. second];
            bytes[header.Length + at] ^= 0x41;

            Assert.That(
                () => JournalFormat.Read(bytes, "x.journal"),
                Throws
                    .TypeOf<JournalException>()
                    .With.Property("Problem")
                    .EqualTo(JournalProblem.Damaged)
                    .And.Message.Contains($"byte {header.Length}"),
                $"byte {at}"
            );
        }
    }

    [Test]
    public void A_later_version_and_another_file_are_refused()
    {
        Assert.That(
            () => JournalFormat.Read(JournalFormat.Line(new HeaderRecord(HeaderRecord.Name, 2)), "x"),
            Throws.TypeOf<JournalException>().With.Message.Contains("version 2")
        );
        Assert.That(
            () => JournalFormat.Read(JournalFormat.Line(new DoneRecord("t", "k", "r", null)), "x"),
            Throws.TypeOf<JournalException>().With.Message.Contains("not a journal")
        );
    }

    [TestCase("", "")]
    [TestCase("", "a\nb\n")]
    [TestCase("a\nb\nc\n", "a\nc\n")]
    [TestCase("a\nb\nc\n", "x\na\nB\nc\nd")]
    [TestCase("a\r\nb", "a\nb")]
    [TestCase("a\n", "")]
    public void Text_edits_give_back_the_text(string old, string now) =>
        Assert.That(TextDeltas.Apply(old, TextDeltas.Between(old, now)), Is.EqualTo(now));

    [Test]
    public async Task A_run_id_that_has_a_journal_is_refused_and_one_that_has_none_cannot_be_resumed()
    {
        using var runs = new TempFolder();
        var project = new BackendProject();
        var team = new BackendTeam([Desk.Worker(Desk.Writer(project)), Desk.Reviewer(Desk.Approver())], Desk.Files(runs.Path));
        var first = await team.RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "a",
                Project = project,
            }
        );
        var bytes = await File.ReadAllBytesAsync(first.JournalPath!);

        var again = await team.RunAsync(new TeamRequest { Brief = Desk.Brief, RunId = "a" });
        var missing = await team.RunAsync(new TeamRequest { RunId = "b", Resume = true });

        Assert.That(again.Stop.Message, Does.StartWith("There already is a journal"));
        Assert.That(missing.Stop.Message, Does.StartWith("There is no journal"));
        Assert.That(await File.ReadAllBytesAsync(first.JournalPath!), Is.EqualTo(bytes), "the first run's journal is untouched");
    }

    [Test]
    public async Task A_full_disk_ends_the_run_as_failed_with_what_there_is()
    {
        if (!File.Exists("/dev/full"))
            Assert.Ignore("There is no /dev/full here; run this on Linux.");
        using var runs = new TempFolder();
        File.CreateSymbolicLink(runs.File("full.journal"), "/dev/full");
        var project = new BackendProject();

        var result = await new BackendTeam([Desk.Worker(Desk.Writer(project))], Desk.Files(runs.Path)).RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "full",
                Project = project,
            }
        );

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Failed));
        Assert.That(result.Stop.Message, Does.Contain("cannot be written").And.Contain("Free space"));
    }
}
