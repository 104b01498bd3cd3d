using System.Xml.Linq;

namespace BackendAgents.Coordination.Reports;

/// <summary>What a reader does next: first what is left to decide, then the commands that the delivered README gives.</summary>
internal static class ReportNext
{
    private const int Shown = 2;

    public static IEnumerable<XElement> Draw(Report report)
    {
        var steps = GoOn(report).Concat(Decisions(report)).Concat(Commands(report)).ToList();
        return steps.Count == 0 ? [] : [Piece.Heading("next", "Next steps"), .. steps];
    }

    private static IEnumerable<XElement> GoOn(Report report)
    {
        if (!report.Result.CanGoOn)
            yield break;
        var isAsked = report.Result.Stop.Questions.Count > 0;
        yield return new XElement(
            "p",
            isAsked ? "The run goes on once this is answered:" : "The run goes on where it ended; what is on record is not done again:"
        );
        foreach (var question in report.Result.Stop.Questions)
            yield return new XElement("blockquote", Piece.Clean($"{question.AskedBy} asks: {question.Text}"));
        yield return Piece.Command(report.Commands.GoOn(report.Result));
    }

    private static IEnumerable<XElement> Decisions(Report report)
    {
        var unmet = report.Result.Requirements.Where(static requirement => requirement.IsUnmet).ToList();
        if (report.Root is null || unmet.Count == 0)
            yield break;
        yield return new XElement(
            "p",
            $"{Piece.Count(unmet.Count, "requirement")} {(unmet.Count == 1 ? "is" : "are")} not met. Add what is missing to ",
            new XElement("code", "backend.yaml"),
            ", or write it by hand; where it need not be met, a person says so:"
        );
        yield return Piece.Command(report.Commands.Waive(unmet[0].Id));
    }

    private static IEnumerable<XElement> Commands(Report report)
    {
        var readme = report.Root is null ? null : report.Result.Artifacts.Find("README.md");
        var blocks = ReadmeCommands.Of(readme?.Content ?? "");
        if (blocks.Count == 0)
            yield break;
        yield return Piece.Of("p", "quiet", "In the folder of the delivery, as its README says:");
        for (var i = 0; i < blocks.Count; i++)
            yield return i < Shown
                ? new XElement("div", new XElement("h3", Piece.Clean(blocks[i].Heading)), Piece.Command(blocks[i].Commands))
                : new XElement("details", new XElement("summary", Piece.Clean(blocks[i].Heading)), Piece.Command(blocks[i].Commands));
    }
}
