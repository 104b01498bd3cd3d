using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Grammar;

namespace BackendAgents.Offline.Interpretation;

/// <content>What a doing is about, which record it leaves, and what it means for permissions.</content>
internal sealed partial class Interpreter
{
    // What is acted upon: 'the status of orders' is orders, 'their profile' is the account, 'product details' is products.
    private static string? Target(NounPhrase noun, string role)
    {
        var name = Naming.Name(noun.Words);
        if (noun.Of is { Words.Count: > 0 } of && (!Naming.IsKnown(name) || noun.Head is "list"))
            return Target(of, role);
        if (noun.Possessor is { } possessor && !Naming.IsKnown(name))
            return Naming.Name(possessor.Split(' '));
        if (
            noun.Own
            && noun.Head is "profile" or "account" or "data" or "password" or "detail" or "information" or "setting"
            && noun.Words.Count <= 2
            && !Naming.IsKnown(noun.Key) | noun.Head is "account" | noun.Key == "profile"
        )
            return Naming.IsPerson(role) && Naming.Person(role) is PersonKind.Account or PersonKind.Anonymous ? "user"
                : role == "*" ? "user"
                : role;
        if (noun.Words.Count > 1 && !Naming.IsKnown(name))
        {
            // 'order status', 'ticket priority'.
            var whole = Naming.Name(noun.Words.Take(noun.Words.Count - 1).ToList());
            if (Naming.IsKnown(whole) && FieldTypes.IsFieldName(noun.Head))
                return whole;
        }

        return Naming.Person(name) == PersonKind.Account ? "user" : name;
    }

    // 'assign tickets to agents'.
    private void Assigned(Clause clause, string thing, string? before)
    {
        foreach (var noun in clause.Prep("to")?.Nouns ?? [])
        {
            // 'plan routes and assign drivers and vehicles to them'.
            if (noun.Words.Count == 0 && !(noun.Pronoun is "them" or "it" && before is not null))
                continue;
            var to = noun.Words.Count == 0 ? before! : Naming.Name(noun.Words);
            if (thing is "vehicle" or "room" or "table" or "machine" or "desk" && !Naming.IsPerson(to) && Naming.CanBeThing(to))
            {
                _facts.Add(new LinkFact(_sentence, to, thing, LinkKind.ManyToOne, Required: false));
                continue;
            }

            if (Naming.IsPerson(thing) && !Naming.IsPerson(to) && Naming.CanBeThing(to))
                _facts.Add(
                    new LinkFact(_sentence, to, thing, noun.Plural && !noun.Each ? LinkKind.ManyToOne : LinkKind.ManyToOne, Required: false)
                );
            else if (Naming.CanBeThing(to))
                _facts.Add(new LinkFact(_sentence, thing, to, LinkKind.ManyToOne, Required: false));
        }
    }

    // 'leave reviews for products', 'add songs to playlists', 'book appointments with doctors'.
    private void Objective(Clause clause, string thing, string verb, bool plural, string role)
    {
        // 'schedule appointments between an owner, a pet and a vet': it belongs to each.
        foreach (
            var noun in clause
                .Preps.Where(static prep => prep.Word == "between" && prep.Nouns.Count > 1)
                .SelectMany(static prep => prep.Nouns)
                .Where(static noun => noun.Words.Count > 0)
        )
        {
            var to = Naming.Name(noun.Words);
            if (to != thing && Naming.CanBeThing(to) && !(FieldTypes.IsFieldName(noun.Key) && !Naming.IsKnown(to)))
                _facts.Add(new LinkFact(_sentence, thing, to, LinkKind.ManyToOne, Required: true));
        }

        foreach (
            var prep in clause.Preps.Where(static prep =>
                prep.Word is "on" or "for" or "to" or "about" or "with" or "in" or "into" or "of" or "per"
            )
        )
        {
            foreach (var noun in prep.Nouns.Where(static noun => noun.Words.Count > 0))
            {
                var to = Naming.Name(noun.Words);
                if (
                    to == thing
                    || !Naming.CanBeThing(to)
                    || SystemNouns.IsSystem(noun)
                    || FieldTypes.IsFieldName(noun.Key) && !Naming.IsKnown(to)
                    || (noun.Own && Naming.IsPerson(to))
                )
                    continue;
                if (prep.Word == "with" && !Naming.IsPerson(to))
                    continue;
                if (
                    verb is "add" or "put" or "save" or "move"
                    && prep.Word is "to" or "into" or "in"
                    && _knowledge.Entity(thing) is { Transactional: false } and not { Audience: "published" }
                    && plural
                )
                {
                    if (_knowledge.Entity(to + " item") is null)
                        _facts.Add(new LinkFact(_sentence, to, thing, LinkKind.ManyToMany, Required: false));
                    else
                        _facts.Add(new MentionFact(_sentence, to, 3));
                }
                else
                {
                    _facts.Add(
                        new LinkFact(
                            _sentence,
                            thing,
                            to,
                            LinkKind.ManyToOne,
                            Required: prep.Word != "for"
                                || (
                                    !Naming.IsPerson(to)
                                    && !(
                                        Naming.Person(role) == PersonKind.Staff
                                        && _knowledge.Entity(thing) is { Transactional: true, Audience: "personal" }
                                    )
                                )
                        )
                    );
                    Mention(noun, Naming.IsKnown(to) ? 2 : 1);
                }
            }
        }
    }

    // The record that a doing leaves behind, when its object is the thing concerned and not the record itself.
    private string? Record(Clause clause, string verb, string thing, string role)
    {
        if (verb == "take" && Naming.Person(role) is PersonKind.Public or PersonKind.Account)
        {
            if (thing is "quiz" or "exam" or "test" or "survey" or "assessment")
                return "attempt";
            if (thing is "course" or "class")
                return "enrollment";
        }

        if (
            _lexicon.Makes(verb) is not { } record
            || record == thing
            || _knowledge.Entity(thing) is { Transactional: true } && verb is not "pay"
        )
            return null;
        var direct = clause.Objects.Exists(static noun => noun.Words.Count > 0);
        return verb switch
        {
            "register" when direct => null,
            "apply"
            or "subscribe"
            or "signup"
            or "donate"
            or "comment"
            or "reply" when direct && clause.Verb is { Passive: false } && verb is not "comment" => null,
            "review" or "grade" or "evaluate" when Naming.Person(role) is PersonKind.Staff or PersonKind.None && verb == "review" => null,
            "hire" or "book" or "order" or "lease" when Naming.IsPerson(thing) => null,
            "order" or "buy" or "purchase" when thing is "supply" => null,
            // 'Workers book movements': into the books.
            "book"
                when thing[(thing.LastIndexOf(' ') + 1)..]
                    is "movement"
                        or "entry"
                        or "transaction"
                        or "posting"
                        or "transfer"
                        or "expense"
                        or "hour" => null,
            "visit" => null,
            "message" => "message",
            _ => record,
        };
    }

    private Deed? Classify(string verb, string role, string thing)
    {
        // 'Users track body measurements' of themselves; 'customers track orders' that others move on.
        if (
            verb == "track"
            && Naming.Person(role) is PersonKind.Account or PersonKind.Public
            && _knowledge.Entity(thing) is null or { Transactional: false, Audience: "personal" }
        )
            return Deed.Manage;
        if (_lexicon.Is(verb, "manage"))
            return Deed.Manage;
        if (_vocabulary.States.ContainsKey(verb) && verb is not ("launch" or "inspect" or "harvest" or "sell" or "sign" or "serve"))
            return Deed.State;
        if (_lexicon.Is(verb, "read") || verb is "follow")
            return Deed.Read;
        if (_lexicon.Is(verb, "update"))
            return Deed.Update;
        if (_lexicon.Is(verb, "delete"))
            return Deed.Delete;
        if (_lexicon.Is(verb, "assign"))
            return Deed.Update;
        // Staff who review what others hand in look at it.
        if (verb is "review" or "evaluate" && Naming.Person(role) is PersonKind.Staff or PersonKind.None)
            return Deed.Read;
        return _lexicon.Is(verb, "create") || _lexicon.Is(verb, "store") || _lexicon.Makes(verb) is not null ? Deed.Create : null;
    }
}
