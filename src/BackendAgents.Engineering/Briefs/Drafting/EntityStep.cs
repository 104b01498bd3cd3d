using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Chooses which nouns become entities, by how the brief speaks of them.</summary>
internal static class EntityStep
{
    private const int Enough = 3;

    // A line that says of rows that they are made and changed.
    private const int Certain = 6;

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
                    Score(Naming.Name(has.Part.Words), 0);
                    break;
                case LinkFact link:
                    Score(link.From, 1);
                    // 'Belongs to a branch' alone makes branches things.
                    Score(
                        link.To,
                        link is { Kind: LinkKind.ManyToOne, Required: true }
                        && !Naming.IsPerson(link.To)
                        && !FieldTypes.IsFieldName(link.To)
                        && link.Stated
                            ? Enough
                            : 1
                    );
                    break;
                case PermitFact permit:
                    Score(permit.Thing, permit.Deed is Deed.Create or Deed.Manage ? 2 : 1);
                    break;
                case KeepsFact keeps:
                    Score(keeps.Thing, keeps.IsProof ? Certain : 1);
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

        foreach (var role in draft.Roles)
            Score(role.Name, 0);
        draft.Spoken = order.Where(noun => scores[noun] > 0).ToHashSet(StringComparer.Ordinal);
        foreach (var noun in order)
        {
            if (IsEntity(draft, noun, scores[noun]) && draft.Add(noun, null) is null)
                draft.Unplaced.Add(
                    new Unplaced(
                        draft
                            .Facts.OfType<MentionFact>()
                            .Where(mention => mention.Noun == noun)
                            .Select(static mention => mention.Sentence)
                            .FirstOrDefault(1),
                        noun,
                        $"A model has at most {Draft.MaxEntities} entities."
                    )
                );
        }

        foreach (var fact in draft.Facts)
        {
            var noun = fact switch
            {
                MentionFact { Weight: > 0 } mention => mention.Noun,
                HasFact has => has.Owner,
                PermitFact permit => permit.Thing,
                KeepsFact keeps => keeps.Thing,
                MakesFact makes => makes.Record,
                _ => null,
            };
            if (noun is not null && draft.Entity(noun) is { } entity)
                entity.Sources.Add(fact.Sentence);
        }
    }

    private static bool IsMade(Draft draft, string noun) =>
        draft.Facts.Any(fact => fact is PermitFact { Deed: Deed.Create or Deed.Manage } permit && permit.Thing == noun);

    private static bool IsEntity(Draft draft, string noun, int score)
    {
        // 'CRUD tools' keeps tools, though a tool is what many call the whole.
        var kept = draft.IsKept(noun);
        if (noun == Draft.Account || !kept && !Naming.CanBeThing(noun) || draft.Role(noun) is { Kind: PersonKind.Admin })
            return false;
        // Who lists what is kept has listed it: what prose names beside that is kept only where rows of it are made.
        if (!kept && draft.ListsThings && !draft.IsDescribed(noun) && !IsMade(draft, noun))
            return false;
        var known = KnowledgeBase.Instance.Entity(noun);
        var person = KnowledgeBase.Instance.Person(noun);
        // 'Managers see reports': worked out from other rows, and not kept.
        if (
            noun is "report" or "statistic" or "dashboard" or "chart"
            && draft.Facts.Any(fact => fact is PermitFact { Deed: Deed.Read } permit && permit.Thing == noun)
            && !draft.Facts.Any(fact =>
                fact is PermitFact { Deed: not Deed.Read } permit && permit.Thing == noun
                || fact is HasFact has && has.Owner == noun
                || fact is MakesFact makes && makes.Record == noun
            )
        )
        {
            draft.Unplaced.Add(
                new Unplaced(
                    draft.Facts.OfType<PermitFact>().First(permit => permit.Thing == noun).Sentence,
                    Vocabulary.Plural(noun),
                    $"Nothing says what is kept of {Conventions.Article(noun)}; what is worked out from other rows has no function here."
                )
            );
            return false;
        }

        if (person is PersonKind.Anonymous or PersonKind.Account or PersonKind.Admin)
            return false;
        if (person != PersonKind.None || draft.Role(noun) is not null)
        {
            var attributes = draft.Facts.Count(fact => fact is HasFact has && has.Owner == noun && IsAttribute(draft, has));
            kept |= draft.Facts.Any(fact =>
                fact is LinkFact { Kind: LinkKind.ManyToOne } link
                    && link.From == noun
                    && KnowledgeBase.Instance.Person(link.To) == PersonKind.None
                || fact is PermitFact { Deed: Deed.Manage or Deed.Create, Denied: false } permit
                    && permit.Thing == noun
                    && permit.Role != noun
                    && KnowledgeBase.Instance.Person(permit.Role) is PersonKind.Admin or PersonKind.Staff
            );
            return attributes > 0
                || kept
                || draft.Role(noun) is null && person == PersonKind.Public && score >= Enough
                || KnowledgeBase.Instance.IsGroup(noun)
                || IsAssigned(draft, noun)
                || (known is { Person: false } && score > 0)
                || (known is not null && score >= Enough && draft.Role(noun) is null);
        }

        if (known is null && IsMeasure(draft, noun))
            return false;
        if (
            known is null
            && (
                FieldTypes.IsFieldName(noun)
                    && !KnowledgeBase.Instance.LooksLikePerson(noun)
                    && !draft.Facts.Any(fact => fact is HasFact has && has.Owner == noun)
                || KnowledgeBase.Instance.Flags.Contains(noun)
            )
        )
            return score >= 5 && !KnowledgeBase.Instance.Fields.Phrases.ContainsKey(noun);
        if (known is { Embed: true })
            return score >= 4;
        return score >= (known is null ? Enough : 2);
    }

    // 'Record the mileage and the fuel level': figures of something, and no things.
    private static bool IsMeasure(Draft draft, string noun)
    {
        if (draft.Facts.Any(fact => fact is HasFact has && has.Owner == noun))
            return false;
        return noun.Split(' ')[^1]
                is "level"
                    or "mileage"
                    or "rate"
                    or "amount"
                    or "quantity"
                    or "score"
                    or "weight"
                    or "height"
                    or "length"
                    or "temperature"
                    or "balance"
                    or "percentage"
                    or "duration"
            || draft.Facts.Any(fact => fact is HasFact { Many: false } has && !has.Part.Plural && Naming.Name(has.Part.Words) == noun)
                && !draft.Facts.Any(fact => fact is LinkFact link && (link.From == noun || link.To == noun));
    }

    // Who owns what others make for them needs a record that those can name: drivers of routes that dispatchers plan.
    private static bool IsAssigned(Draft draft, string noun) =>
        draft.Facts.Any(fact =>
            fact is PermitFact { Own: true, Denied: false, Deed: Deed.Read or Deed.State } permit
            && permit.Role == noun
            && (
                draft.Facts.Any(other =>
                    Makes(other, permit.Thing) is { } maker
                    && maker != noun
                    && KnowledgeBase.Instance.Person(maker) is PersonKind.Staff or PersonKind.Admin
                )
                || !IsMadeByOwner(KnowledgeBase.Instance.Entity(permit.Thing)) && !IsPartOfOwn(draft, permit.Thing, noun)
            )
            && !draft.Facts.Any(other => Makes(other, permit.Thing) == noun)
        )
        || draft.Spoken.Any(thing =>
            KnowledgeBase.Instance.Entity(thing) is { OwnerMay.Count: > 0 } known
            && !known.OwnerMay.Contains("create")
            && (known.Owner == noun || known.OwnerRoles.Contains(noun))
            && !known.References.Exists(reference =>
                reference.To.Exists(to =>
                    draft.Spoken.Contains(to) && KnowledgeBase.Instance.Entity(to) is { Audience: "personal", Owner: not null }
                )
            )
            && !draft.Facts.Any(other => Makes(other, thing) == noun)
        );

    // Tracking events of shipments that customers book are the customers' through the shipments.
    private static bool IsPartOfOwn(Draft draft, string thing, string noun) =>
        KnowledgeBase.Instance.Entity(thing) is { References.Count: > 0 } known
        && draft.Facts.Any(fact =>
            fact is PermitFact { Deed: Deed.Create or Deed.Manage, Denied: false } permit
            && permit.Role == noun
            && known.References.Exists(reference => reference.To.Contains(permit.Thing))
        );

    public static bool IsMadeByOwner(KnownEntity? known) =>
        known is { Audience: "personal" or "published", Owner: not null }
        && (known.OwnerMay.Count == 0 || known.OwnerMay.Contains("create"));

    private static string? Makes(Fact fact, string thing) =>
        fact switch
        {
            PermitFact { Deed: Deed.Create or Deed.Manage, Denied: false } permit when permit.Thing == thing => permit.Role,
            MakesFact makes when makes.Record == thing => makes.Role,
            _ => null,
        };

    // What makes a person more than a role: something stored of them that is no other thing.
    private static bool IsAttribute(Draft draft, HasFact has)
    {
        var name = Naming.Name(has.Part.Words);
        if (has.Part.Head is "role" or "permission" or "access" or "account" or "login" or "right" or "name" && false)
            return false;
        return !(KnowledgeBase.Instance.Entity(name) is { Lookup: false, Embed: false })
            && !draft.Facts.Any(fact =>
                fact is MentionFact { Weight: >= 3 } mention
                && mention.Noun == name
                && KnowledgeBase.Instance.Entity(name) is null or { Lookup: false }
            )
            && has.Part.Head is not ("role" or "permission" or "access" or "account" or "right");
    }
}
