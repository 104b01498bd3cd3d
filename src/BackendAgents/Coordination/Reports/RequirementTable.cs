using System.Xml.Linq;
using BackendAgents.Coordination.Events;
using BackendAgents.Verification;

namespace BackendAgents.Coordination.Reports;

/// <summary>What the brief asks for, what became of it and what shows it; what is open comes first.</summary>
internal static class RequirementTable
{
    private const int MaxRows = 600;
    private const int MaxProofs = 12;

    public static IEnumerable<XElement> Draw(IReadOnlyList<RequirementProof> requirements)
    {
        var proven = requirements.Count(static requirement => requirement.State == ProofState.Proven);
        return Piece.Section(
            $"Requirements ({proven} of {requirements.Count} proven)",
            ["Requirement", "State", "Shown by"],
            RequirementProof
                .OpenFirst(requirements)
                .Take(MaxRows)
                .Select(static requirement =>
                    new object[]
                    {
                        requirement.Text,
                        Piece.Word(Colour(requirement), RunLines.Words(requirement.State.ToString())),
                        new XElement(
                            "div",
                            requirement.Reason.Length == 0 ? null : new XElement("div", Piece.Clean(requirement.Reason)),
                            requirement.Proofs.Take(MaxProofs).Select(Proof),
                            requirement.Proofs.Count > MaxProofs
                                ? new XElement("div", $"and {requirement.Proofs.Count - MaxProofs} more")
                                : null
                        ),
                    }
                )
        );
    }

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
