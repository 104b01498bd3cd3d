using System.Xml.Linq;
using BackendAgents.Coordination.Events;
using BackendAgents.Verification;

namespace BackendAgents.Coordination.Reports;

/// <summary>What the brief asks for, what became of it and what shows it; what is open comes first.</summary>
internal static class RequirementTable
{
    private const int MaxRows = 600;
    private const int MaxProofs = 60;
    private const int ShownProofs = 4;

    public static IEnumerable<XElement> Draw(IReadOnlyList<RequirementProof> requirements)
    {
        return Piece.Section(
            "What became of it",
            ["Requirement", "State", "Shown by"],
            RequirementProof
                .OpenFirst(requirements)
                .Take(MaxRows)
                .Select(static requirement =>
                    new object[]
                    {
                        new XElement("div", Piece.Clean(requirement.Text), " ", Piece.Of("span", "quiet", Piece.Clean(requirement.Id))),
                        Piece.Word(Colour(requirement), RunLines.Words(requirement.State.ToString())),
                        new XElement(
                            "div",
                            requirement.Reason.Length == 0 ? null : new XElement("div", Piece.Clean(requirement.Reason)),
                            requirement.Proofs.Take(ShownProofs).Select(Proof),
                            More([.. requirement.Proofs.Skip(ShownProofs)])
                        ),
                    }
                )
        );
    }

    private static XElement? More(IReadOnlyList<SeenProof> proofs) =>
        proofs.Count == 0
            ? null
            : new XElement("details", new XElement("summary", $"and {proofs.Count} more"), proofs.Take(MaxProofs).Select(Proof));

    private static XElement Proof(SeenProof proof) =>
        new(
            "div",
            Piece.Word(
                proof.Holds switch
                {
                    true => "ok",
                    false => "bad",
                    null => "quiet",
                },
                proof.Title
            ),
            Piece.Clean(" " + proof.Seen)
        );

    private static string Colour(RequirementProof requirement) =>
        requirement.State switch
        {
            ProofState.Proven => "ok",
            ProofState.Open or ProofState.Unproven => "bad",
            ProofState.Declined => "wait",
            _ => "quiet",
        };
}
