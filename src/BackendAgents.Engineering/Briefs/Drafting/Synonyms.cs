using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>
/// Lets names that mean the same thing become one: 'blog post' when 'post' stands alone elsewhere, 'person' nouns for accounts.
/// </summary>
internal static class Synonyms
{
    private static readonly (string Record, string Other)[] s_records =
    [
        ("booking", "reservation"),
        ("booking", "appointment"),
        ("reservation", "booking"),
        ("reservation", "appointment"),
        ("rental", "reservation"),
        ("rental", "booking"),
        ("registration", "enrollment"),
        ("enrollment", "registration"),
    ];

    public static void Unite(Draft draft)
    {
        var nouns = draft.Facts.SelectMany(Nouns).Where(static noun => noun.Length > 0).ToHashSet(StringComparer.Ordinal);
        var described = draft.Facts.OfType<HasFact>().Select(static has => has.Owner).ToHashSet(StringComparer.Ordinal);
        var mentioned = draft
            .Facts.OfType<MentionFact>()
            .Where(static mention => mention.Weight > 0)
            .Select(static mention => mention.Noun)
            .ToHashSet(StringComparer.Ordinal);
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var full in draft
                .Facts.OfType<FullAccessFact>()
                .Where(static full => KnowledgeBase.Instance.Person(full.Role) is PersonKind.Staff or PersonKind.None)
                .ToList()
        )
        {
            map[full.Role] = "admin";
            draft.Assumptions.Add(
                new Assumption(
                    "role admin",
                    $"{Conventions.Article(full.Role, begins: true)} may do everything and so has the role of the administrator."
                )
            );
        }

        // What is a thing by its form is none of another name.
        var kept = draft.Facts.OfType<KeepsFact>().Where(static keeps => keeps.IsProof).Select(static keeps => keeps.Thing).ToHashSet();
        foreach (var noun in nouns)
        {
            if (map.ContainsKey(noun))
                continue;
            if (KnowledgeBase.Instance.Person(noun) == PersonKind.Account)
                map[noun] = Draft.Account;
            else if (KnowledgeBase.Instance.Person(noun) == PersonKind.Admin)
                map[noun] = "admin";
            else if (
                !Naming.IsKnown(noun)
                && !kept.Contains(noun)
                && noun.LastIndexOf(' ') is > 0 and var at
                && nouns.Contains(noun[(at + 1)..])
                && mentioned.Contains(noun[(at + 1)..])
                && (
                    !described.Contains(noun)
                    || Vocabulary.Instance.StateWords.Contains(noun[..noun.IndexOf(' ', StringComparison.Ordinal)])
                )
                && !Naming.IsPerson(noun)
            )
            {
                map[noun] = noun[(at + 1)..];
            }
        }

        // 'reservations', which guests make by booking rooms, are not kept beside bookings.
        foreach (var (record, other) in s_records)
        {
            if (
                draft.Facts.OfType<MakesFact>().Any(makes => makes.Record == record)
                && !draft.Facts.Any(fact =>
                    fact is MentionFact { Weight: >= 3 } mention && mention.Noun == record
                    || fact is PermitFact permit && permit.Thing == record
                )
                && (mentioned.Contains(other) || described.Contains(other))
                && !map.ContainsKey(record)
                && !draft.Facts.OfType<MakesFact>().Any(makes => makes.Record == other)
            )
            {
                map[record] = other;
            }
        }

        // 'A todo app' whose tasks are described keeps tasks.
        if (nouns.Contains("todo") && (described.Contains("task") || mentioned.Contains("task")) && !described.Contains("todo"))
            map["todo"] = "task";

        // 'Agents list properties' and 'their own listings' are the same.
        if (
            mentioned.Contains("listing")
            && !described.Contains("listing")
            && draft
                .Facts.OfType<PermitFact>()
                .Where(static permit => permit is { Verb: "list", Deed: Deed.Create } && permit.Thing != "listing")
                .Select(static permit => permit.Thing)
                .Distinct()
                .ToList()
                is [var listed]
        )
            map["listing"] = listed;

        // 'court hearings' and later just 'hearings'; 'rent payments' and later 'payments'.
        var byLast = described
            .Where(other => other.Contains(' ', StringComparison.Ordinal) && !map.ContainsKey(other))
            .ToLookup(static other => other[(other.LastIndexOf(' ') + 1)..], StringComparer.Ordinal);
        foreach (
            var noun in nouns.Where(noun =>
                !map.ContainsKey(noun)
                && !noun.Contains(' ', StringComparison.Ordinal)
                && !Naming.IsPerson(noun)
                && !described.Contains(noun)
            )
        )
        {
            if (byLast[noun].Take(2).ToList() is [var longer])
                map[noun] = longer;
        }

        // 'takeaway orders' beside 'orders' are the same orders; 'managers' beside 'property managers' the same people.
        foreach (
            var noun in described.Where(noun =>
                !map.ContainsKey(noun)
                && !kept.Contains(noun)
                && !Naming.IsKnown(noun)
                && !Naming.IsPerson(noun)
                && noun.LastIndexOf(' ') is > 0 and var at
                && KnowledgeBase.Instance.Entity(noun[(at + 1)..]) is { Transactional: true }
                && described.Contains(noun[(at + 1)..])
            )
        )
        {
            map[noun] = noun[(noun.LastIndexOf(' ') + 1)..];
        }

        var posts = draft.Facts.OfType<HasFact>().Select(static has => Naming.Name(has.Part.Words)).ToHashSet(StringComparer.Ordinal);
        var people = nouns
            .Where(noun => noun.Contains(' ', StringComparison.Ordinal) && Naming.IsPerson(noun) && !posts.Contains(noun))
            .ToLookup(static noun => noun[(noun.LastIndexOf(' ') + 1)..], StringComparer.Ordinal);
        foreach (
            var noun in nouns.Where(noun =>
                !map.ContainsKey(noun)
                && !noun.Contains(' ', StringComparison.Ordinal)
                && KnowledgeBase.Instance.Person(noun) is PersonKind.Staff
                && !described.Contains(noun)
            )
        )
        {
            if (people[noun].Take(2).ToList() is [var longer])
                map[noun] = longer;
        }

        if (map.Count > 0)
            draft.Facts = [.. draft.Facts.Select(fact => Map(fact, map))];
    }

    private static IEnumerable<string> Nouns(Fact fact) =>
        fact switch
        {
            MentionFact mention => [mention.Noun],
            HasFact has => [has.Owner, Naming.Name(has.Part.Words)],
            LinkFact link => [link.From, link.To],
            ConnectFact connect => [connect.Role, connect.Thing],
            PermitFact permit => [permit.Role, permit.Thing],
            MakesFact makes => [makes.Role, makes.Thing],
            RoleFact role => [role.Role],
            FullAccessFact full => [full.Role],
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
            KeepsFact keeps => keeps with { Thing = To(keeps.Thing) },
            TogetherFact together => together with { Thing = To(together.Thing) },
            ConnectFact connect => connect with { Role = To(connect.Role), Thing = To(connect.Thing) },
            PermitFact permit => permit with { Role = To(permit.Role), Thing = To(permit.Thing) },
            MakesFact makes => makes with { Role = To(makes.Role), Thing = To(makes.Thing), Record = To(makes.Record) },
            RoleFact role => role with { Role = To(role.Role) },
            FullAccessFact full => full with { Role = To(full.Role) },
            OwnDataFact own => own with { Role = To(own.Role) },
            ValuesFact { Owner: { } owner } values => values with { Owner = To(owner) },
            BoundsFact { Owner: { } owner } bounds => bounds with { Owner = To(owner) },
            _ => fact,
        };
    }
}
