using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Places what is said of things belonging together.</summary>
internal static class RelationStep
{
    public static void Place(Draft draft)
    {
        foreach (var fact in draft.Facts.ToList())
        {
            switch (fact)
            {
                case LinkFact link:
                    Link(draft, link);
                    break;
                case MakesFact makes:
                    Makes(draft, makes);
                    break;
                case ConnectFact connect:
                    Connect(draft, connect);
                    break;
                case UnplacedFact unplaced:
                    draft.Unplaced.Add(new Unplaced(unplaced.Sentence, unplaced.Text, unplaced.Reason));
                    break;
            }
        }

        Likes(draft);
    }

    private static void Link(Draft draft, LinkFact link)
    {
        var from =
            draft.Has(link.From) ? link.From
            : KnowledgeBase.Instance.Person(link.From) != PersonKind.None ? draft.Principal(link.From)
            : link.From;
        var person = KnowledgeBase.Instance.Person(link.To) != PersonKind.None || draft.Role(link.To) is not null;
        var to = person ? draft.Principal(link.To) : link.To;
        if (!draft.Has(from) || !draft.Has(to))
        {
            if (link.Stated)
                draft.Unplaced.Add(new Unplaced(link.Sentence, link.To, "It belongs to something of which nothing is kept."));
            return;
        }

        if (link.Kind == LinkKind.ManyToMany)
        {
            if (from == to && link.Name is { } kind)
                draft.RelateMany(
                    from,
                    from,
                    Conventions.Camel(kind == "dependency" ? "dependents" : kind + " of"),
                    Conventions.Camel(Vocabulary.Plural(kind)),
                    null,
                    link.Sentence
                );
            else if (from != to)
                draft.RelateMany(
                    from,
                    to,
                    Conventions.Camel(Vocabulary.Plural(link.From)),
                    Conventions.Camel(Vocabulary.Plural(link.To)),
                    null,
                    link.Sentence
                );
            return;
        }

        // A person's account stands on the 'one' side; the thing refers to it.
        if (from == Draft.Account && to != Draft.Account)
            return;
        if (
            draft.Relations.Find(other =>
                (
                    other.Kind == RelationKind.ManyToMany
                    && ((other.From == from && other.To == to) || (other.From == to && other.To == from))
                ) || (other.From == from && other.To == to)
            ) is
            { } existing
        )
        {
            existing.Sources.Add(link.Sentence);
            return;
        }

        var relation = draft.Relate(to, from, link.Name ?? (person ? link.To : null), link.Required, link.Sentence);
        if (
            relation is not null
            && link.Required
            && draft.Entity(from)!.Known is not { Transactional: true }
            && !person
            && draft.Entity(to)!.Known is not { Lookup: true } and not { Audience: "catalogue" or "shared" }
                | Cascades(draft.Entity(from)!, to)
        )
            relation.OnDelete = DeleteBehavior.Cascade;
        if (relation is not null && link.OnDelete is { } said)
            relation.OnDelete =
                said == "cascade" ? DeleteBehavior.Cascade
                : said == "set null" && !relation.Required ? DeleteBehavior.SetNull
                : DeleteBehavior.Restrict;
    }

    private static bool Cascades(DraftEntity entity, string to) =>
        entity.Known?.References.Exists(reference => reference.OnDelete == "cascade" && reference.To.Contains(to)) == true;

    private static void Makes(Draft draft, MakesFact makes)
    {
        // 'Guests book cabins' beside tables of cabins and of stays: a stay may be what they book.
        if (draft.ListsThings && !draft.Has(makes.Record))
        {
            draft.Unplaced.Add(new Unplaced(makes.Sentence, makes.Record, "Nothing that is listed is called so."));
            return;
        }

        var record = draft.Add(makes.Record, makes.Sentence);
        if (record is null)
            return;
        var thing = makes.Thing;
        if (!draft.Has(thing) && KnowledgeBase.Instance.Person(thing) != PersonKind.None)
            thing = draft.Principal(thing);
        if (draft.Has(thing) && thing != makes.Record)
        {
            if (makes.Record == "order" && record.Known is not null && draft.Entity(thing)!.Known is not { Lookup: true })
            {
                // What is ordered stands in the order's lines.
                if (draft.Add("order item", makes.Sentence) is not null)
                {
                    draft.Relate("order", "order item", "order", required: true, makes.Sentence)!.OnDelete = DeleteBehavior.Cascade;
                    draft.Relate(thing, "order item", null, required: true, makes.Sentence);
                }
            }
            else if (makes.Record == "message")
            {
                draft.Relate(thing, makes.Record, "recipient", required: true, makes.Sentence);
            }
            else
            {
                draft.Relate(thing, makes.Record, makes.Thing, required: true, makes.Sentence);
            }
        }

        draft.Facts =
        [
            .. draft.Facts,
            new PermitFact(makes.Sentence, makes.Role, Deed.Create, makes.Verb, makes.Record, Own: true, Only: false, Denied: false),
        ];
    }

    private static void Connect(Draft draft, ConnectFact connect)
    {
        var role = KnowledgeBase.Instance.Person(connect.Thing) != PersonKind.None || draft.Role(connect.Thing) is not null;
        var thing = role ? draft.Principal(connect.Thing) : connect.Thing;
        if (!draft.Has(Draft.Account) || !draft.Has(thing))
        {
            draft.Unplaced.Add(
                new Unplaced(connect.Sentence, $"{connect.Verb} {connect.Thing}", "It connects things that the model does not have.")
            );
            return;
        }

        var names = Vocabulary.Instance.Connects[connect.Verb];
        var self = thing == Draft.Account;
        var inverse =
            self && connect.Verb == "follow" ? "following"
            : names[1].EndsWith('X') ? names[1][..^1] + Conventions.Pascal(Vocabulary.Plural(connect.Thing))
            : names[1];
        draft.RelateMany(Draft.Account, thing, names[0], inverse, connect.Verb, connect.Sentence);
    }

    // 'likes' said as a thing: accounts and what they like, many to many.
    private static void Likes(Draft draft)
    {
        if (draft.Entity("like") is not { } like || like.Explicit > 0 || !draft.Has(Draft.Account))
            return;
        var target = like.Known!.References[0].To.Find(draft.Has);
        var linked = draft.Relations.Find(static relation => relation.To == "like")?.From;
        target = linked ?? target;
        if (target is null)
            return;
        var relation = draft.RelateMany(
            Draft.Account,
            target,
            "likers",
            "liked" + Conventions.Pascal(Vocabulary.Plural(target)),
            "like",
            null
        );
        relation?.Sources.UnionWith(like.Sources);
        draft.Remove(like);
    }
}
