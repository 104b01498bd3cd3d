using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Engineering.Briefs.Reading;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Chooses which nouns become entities, by how the brief speaks of them.</summary>
internal static class EntityStep
{
    private const int Enough = 3;

    public static void Choose(Draft draft)
    {
        var scores = new Dictionary<string, int>(StringComparer.Ordinal);
        var order = new List<string>();
        void Score(string noun, int weight)
        {
            if (noun.Length == 0)
                return;
            if (scores.TryAdd(noun, 0))
                order.Add(noun);
            scores[noun] += weight;
        }

        foreach (var fact in draft.Facts)
        {
            switch (fact)
            {
                case MentionFact mention:
                    Score(mention.Noun, mention.Weight);
                    break;
                case HasFact has:
                    Score(has.Owner, Naming.IsKnown(has.Owner) ? 2 : 3);
                    Score(Naming.Name(has.Part), 0);
                    break;
                case LinkFact link:
                    Score(link.From, 1);
                    Score(link.To, 1);
                    break;
                case PermitFact permit:
                    Score(permit.Thing, permit.Deed is Deed.Create or Deed.Manage ? 2 : 1);
                    break;
                case MakesFact makes:
                    Score(makes.Record, 3);
                    Score(makes.Thing, 2);
                    break;
                case ConnectFact connect:
                    Score(connect.Thing, 2);
                    break;
            }
        }

        foreach (var noun in order)
        {
            if (IsEntity(draft, noun, scores[noun]))
                draft.Add(noun, null);
        }

        foreach (var fact in draft.Facts)
        {
            var noun = fact switch { MentionFact { Weight: > 0 } mention => mention.Noun, HasFact has => has.Owner, PermitFact permit => permit.Thing, MakesFact makes => makes.Record, _ => null };
            if (noun is not null && draft.Entity(noun) is { } entity)
                entity.Sources.Add(fact.Sentence);
        }
    }

    private static bool IsEntity(Draft draft, string noun, int score)
    {
        if (noun == Draft.Account || !Naming.CanBeThing(noun) || draft.Role(noun) is { Kind: PersonKind.Admin })
            return false;
        var known = KnowledgeBase.Instance.Entity(noun);
        var person = KnowledgeBase.Instance.Person(noun);
        if (person is PersonKind.Anonymous or PersonKind.Account or PersonKind.Admin)
            return false;
        if (person != PersonKind.None || draft.Role(noun) is not null)
        {
            var attributes = draft.Facts.Count(fact => fact is HasFact has && has.Owner == noun && IsAttribute(draft, has));
            return attributes > 0 || (known is { Person: false } && score > 0) || (known is not null && score >= Enough && draft.Role(noun) is null);
        }

        if (known is null && (FieldTypes.IsFieldName(noun) && !draft.Facts.Any(fact => fact is HasFact has && has.Owner == noun) || KnowledgeBase.Instance.Flags.Contains(noun)))
            return score >= 5 && Lexicon.Instance.Closed(noun) is null && !KnowledgeBase.Instance.Fields.Phrases.ContainsKey(noun);
        if (known is { Embed: true })
            return score >= 4;
        return score >= (known is null ? Enough : 2);
    }

    // What makes a person more than a role: something stored of them that is no other thing.
    private static bool IsAttribute(Draft draft, HasFact has)
    {
        var name = Naming.Name(has.Part);
        if (has.Part.Head is "role" or "permission" or "access" or "account" or "login" or "right" or "name" && false)
            return false;
        return !(KnowledgeBase.Instance.Entity(name) is { Lookup: false, Embed: false })
            && !draft.Facts.Any(fact => fact is MentionFact { Weight: >= 3 } mention && mention.Noun == name && KnowledgeBase.Instance.Entity(name) is null or { Lookup: false })
            && has.Part.Head is not ("role" or "permission" or "access" or "account" or "right");
    }
}
