using System.Xml.Linq;

namespace BackendAgents.Coordination.Reports;

/// <summary>What a reader does next: first what is left to decide, then the commands that the delivered README gives.</summary>
internal static class ReportNext
{
    private const int Shown = 2;

    public static IEnumerable<XElement> Draw(Report report)
    {
        var steps = Decisions(report.Result).Concat(Commands(report)).ToList();
        return steps.Count == 0 ? [] : [Piece.Heading("next", "Next steps"), .. steps];
    }

    // Without the tool at hand: what it is called on this machine is not known here, but how it is installed is.
    private static IEnumerable<XElement> Decisions(TeamResult result)
    {
        var unmet = result.Requirements.Where(static requirement => requirement.IsUnmet).ToList();
        if (unmet.Count == 0)
            yield break;
        yield return Piece.Of(
            "p",
            "",
            $"{Piece.Count(unmet.Count, "requirement")} {(unmet.Count == 1 ? "is" : "are")} not met. Add what is missing to ",
            new XElement("code", "backend.yaml"),
            ", or write it by hand; where it need not be met, a person says so:"
        );
        yield return Piece.Command($"backend-agents waive . {unmet[0].Id} --by NAME --reason TEXT");
    }

    private static IEnumerable<XElement> Commands(Report report)
    {
        var blocks = ReadmeCommands.Of(report.Result.Artifacts.Find("README.md")?.Content ?? "");
        if (blocks.Count == 0)
            yield break;
        yield return Piece.Of("p", "quiet", "In the folder of the delivery, as its README says:");
        for (var i = 0; i < blocks.Count; i++)
            yield return i < Shown
                ? new XElement("div", new XElement("h3", Piece.Clean(blocks[i].Heading)), Piece.Command(blocks[i].Commands))
                : new XElement("details", new XElement("summary", Piece.Clean(blocks[i].Heading)), Piece.Command(blocks[i].Commands));
    }
}
