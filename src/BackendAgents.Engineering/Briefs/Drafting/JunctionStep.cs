using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>
/// Finds what stands between two things: 'an order contains dishes with a quantity' tells of lines of an order, not of the dish; and
/// 'an invoice has several items' of the invoice's own items.
/// </summary>
internal static class JunctionStep
{
    // What is said of a thing within another and not of the thing as such.
    private static readonly HashSet<string> s_amounts = new(StringComparer.Ordinal)
    {
        "quantity",
        "amount",
        "count",
        "unit",
        "number",
        "position",
        "sequence",
        "portion",
        "request",
        "wish",
        "proportion",
        "share",
    };

    public static void Split(Draft draft)
    {
        var facts = draft.Facts.ToList();
        for (var i = 0; i < facts.Count; i++)
        {
            if (facts[i] is not HasFact { Many: true } has || KnowledgeBase.Instance.Person(has.Owner) != PersonKind.None)
                continue;
            var noun = Naming.Name(has.Part.Words);
            // 'used parts with quantities' where parts are described.
            if (
                noun.LastIndexOf(' ') is > 0 and var at
                && noun[..at].EndsWith("ed", StringComparison.Ordinal)
                && facts.Exists(fact => fact is HasFact own && own.Owner == noun[(at + 1)..])
            )
            {
                var whole = noun;
                noun = noun[(at + 1)..];
                for (var inner = First(facts, i); inner < facts.Count && facts[inner].Sentence == has.Sentence; inner++)
                {
                    if (facts[inner] is HasFact own && own.Owner == whole)
                        facts[inner] = own with { Owner = noun };
                }
            }

            if (Naming.IsPart(noun) && Naming.CanBeThing(has.Owner))
                Move(facts, i, has, noun, Own(has.Owner, noun));
            else if (Between(facts, i, has, noun) is { } between)
                Move(facts, i, has, noun, between, noun);
        }

        draft.Facts = facts;
    }

    private static string Own(string owner, string noun) =>
        KnowledgeBase.Instance.Entity(KnowledgeBase.Instance.Canonical($"{owner} {noun}"))?.Name
        ?? $"{owner} {(noun == "line item" ? "item" : noun)}";

    private static string? Between(List<Fact> facts, int at, HasFact has, string noun)
    {
        var owner = KnowledgeBase.Instance.Entity(has.Owner);
        var part = KnowledgeBase.Instance.Entity(noun);
        foreach (var child in owner?.Children ?? [])
        {
            if (KnowledgeBase.Instance.Entity(child) is { } known && known.References.Exists(reference => reference.To.Contains(noun)))
                return child;
        }

        if (owner is { Lookup: true } || part is not ({ Shared: true, Embed: false } or { Audience: "catalogue" or "internal" }))
            return null;
        // What has a title here is described as such.
        if (
            facts.Exists(fact =>
                fact is HasFact { Part.Head: "title" or "name" or "description" } own && own.Sentence == has.Sentence && own.Owner == noun
            )
        )
            return null;
        for (var i = First(facts, at); i < facts.Count && facts[i].Sentence == has.Sentence; i++)
        {
            if (facts[i] is HasFact inner && inner.Owner == noun && s_amounts.Contains(inner.Part.Head))
                return $"{has.Owner} {noun}";
        }

        return null;
    }

    // The attributes of a noun may have been read before what holds it.
    private static int First(List<Fact> facts, int at)
    {
        var first = at;
        while (first > 0 && at - first < 200 && facts[first - 1].Sentence == facts[at].Sentence)
            first--;
        return first;
    }

    private static void Move(List<Fact> facts, int at, HasFact has, string noun, string between, string? other = null)
    {
        for (var i = First(facts, at); i < facts.Count && facts[i].Sentence == has.Sentence; i++)
        {
            if (facts[i] is HasFact inner && inner.Owner == noun)
                facts[i] = inner with { Owner = between };
        }

        facts[at] = has with
        {
            Part = new FactNoun { Words = between.Split(' '), Plural = true },
        };
        facts.Insert(at + 1, new MentionFact(has.Sentence, between, 4));
        if (other is null)
            return;
        facts.Insert(at + 2, new MentionFact(has.Sentence, other, 2));
        facts.Insert(at + 3, new LinkFact(has.Sentence, between, other, LinkKind.ManyToOne, Required: true));
    }
}
