using BackendAgents.Engineering.Briefs.Facts;

namespace BackendAgents.Offline.Honesty;

/// <summary>
/// Guests who do nothing but look around are visitors without an account; those who book or buy are people of their own.
/// </summary>
internal static class Guests
{
    /// <summary>What they are called.</summary>
    public const string Guest = "guest";

    private const string Visitor = "visitor";

    /// <summary>The facts, in which guests who only look are visitors.</summary>
    public static IReadOnlyList<Fact> AsVisitors(IReadOnlyList<Fact> facts)
    {
        if (!facts.Any(static fact => Evidence.Role(fact) == Guest) || facts.Any(IsMore))
            return facts;
        return
        [
            .. facts
                .Where(static fact => fact is not RoleFact { Role: Guest } and not MentionFact { Noun: Guest })
                .Select(static fact => fact is PermitFact { Role: Guest } permit ? permit with { Role = Visitor } : fact),
        ];
    }

    /// <summary>Whether somebody may look around without an account.</summary>
    public static bool AreVisitors(IEnumerable<Fact> facts) => facts.Any(static fact => Evidence.Role(fact) == Visitor);

    private static bool IsMore(Fact fact) =>
        fact switch
        {
            PermitFact { Role: Guest } permit => permit.Deed != Deed.Read || permit.Own,
            MakesFact { Role: Guest } or ConnectFact { Role: Guest } or HasFact { Owner: Guest } or PermitFact { Thing: Guest } => true,
            LinkFact link => link.From == Guest || link.To == Guest,
            _ => false,
        };
}
