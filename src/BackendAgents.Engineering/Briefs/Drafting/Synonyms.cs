using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Lets names that mean the same thing become one: 'blog post' when 'post' stands alone elsewhere, 'person' nouns for accounts.</summary>
internal static class Synonyms
{
    public static void Unite(Draft draft)
    {
        var nouns = draft.Facts.SelectMany(Nouns).Where(static noun => noun.Length > 0).ToHashSet(StringComparer.Ordinal);
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var noun in nouns)
        {
            if (KnowledgeBase.Instance.Person(noun) == PersonKind.Account)
                map[noun] = Draft.Account;
            else if (KnowledgeBase.Instance.Person(noun) == PersonKind.Admin)
                map[noun] = "admin";
            else if (!Naming.IsKnown(noun) && noun.LastIndexOf(' ') is > 0 and var at && nouns.Contains(noun[(at + 1)..])
                && draft.Facts.Any(fact => fact is MentionFact { Weight: > 0 } mention && mention.Noun == noun[(at + 1)..])
                && !draft.Facts.Any(fact => fact is HasFact has && has.Owner == noun)
                && !Naming.IsPerson(noun))
            {
                map[noun] = noun[(at + 1)..];
            }
        }

        if (map.Count > 0)
            draft.Facts = [.. draft.Facts.Select(fact => Map(fact, map))];
    }

    private static IEnumerable<string> Nouns(Fact fact) => fact switch
    {
        MentionFact mention => [mention.Noun],
        HasFact has => [has.Owner, Naming.Name(has.Part)],
        LinkFact link => [link.From, link.To],
        ConnectFact connect => [connect.Role, connect.Thing],
        PermitFact permit => [permit.Role, permit.Thing],
        MakesFact makes => [makes.Role, makes.Thing],
        RoleFact role => [role.Role],
        _ => [],
    };

    private static Fact Map(Fact fact, Dictionary<string, string> map)
    {
        string To(string noun) => map.GetValueOrDefault(noun, noun);
        return fact switch
        {
            MentionFact mention => mention with { Noun = To(mention.Noun) },
            HasFact has => has with { Owner = To(has.Owner) },
            LinkFact link => link with { From = To(link.From), To = To(link.To) },
            ConnectFact connect => connect with { Role = To(connect.Role), Thing = To(connect.Thing) },
            PermitFact permit => permit with { Role = To(permit.Role), Thing = To(permit.Thing) },
            MakesFact makes => makes with { Role = To(makes.Role), Thing = To(makes.Thing) },
            RoleFact role => role with { Role = To(role.Role) },
            ValuesFact { Owner: { } owner } values => values with { Owner = To(owner) },
            BoundsFact { Owner: { } owner } bounds => bounds with { Owner = To(owner) },
            _ => fact,
        };
    }
}
