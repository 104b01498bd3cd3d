using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Grammar;

namespace BackendAgents.Offline.Interpretation;

/// <content>What somebody does to one thing.</content>
internal sealed partial class Interpreter
{
    private void Do(Clause clause, string role, string verb, NounPhrase noun, bool own, bool only, bool denied)
    {
        if (role is "nobody" or "noone")
            (role, denied) = ("*", true);
        if (noun.Words.Count == 0)
            return;
        // 'Cannot make an offer on their own book' forbids no offers.
        if (denied && !noun.Own && clause.Preps.Exists(static prep => prep.Nouns.Exists(static other => other.Own)))
        {
            _facts.Add(new UnplacedFact(_sentence, noun.Key, "It is a rule of behaviour; that its nouns are kept does not enforce it."));
            return;
        }

        if (
            noun is { Own: true, Head: "data" or "information" or "record" or "entry" or "content" or "stuff" }
            && noun.Words.Count <= 2
            && noun.Of is null
            && !denied
            && _lexicon.Is(verb, "read")
            && !Naming.IsKnown(Naming.Name(noun.Words))
        )
        {
            _facts.Add(new OwnDataFact(_sentence, role));
            return;
        }

        // 'book a spot in a class' books the class.
        if (
            noun is { Indefinite: true, Head: "spot" or "place" or "seat" or "slot", Words.Count: 1 }
            && clause
                .Prep("in", "on", "for", "at")
                ?.Nouns.Find(static place =>
                    place.Words.Count > 0 && Naming.CanBeThing(Naming.Name(place.Words)) && !Naming.IsPerson(Naming.Name(place.Words))
                )
                is { } booked
        )
            noun = booked;
        var thing = Target(noun, role);
        // 'see the applications and leave notes': on what they see.
        if (
            thing is "note" or "comment" or "remark" or "feedback"
            && !denied
            && clause is { Coordinated: true, Preps: var preps }
            && preps.TrueForAll(static prep => prep.Word is "with" or "")
            && _thing is { } seen
            && seen != thing
            && _lexicon.Is(verb, "create")
            && _facts.Exists(fact => fact is PermitFact permit && permit.Sentence == _sentence && permit.Thing == seen)
        )
        {
            _facts.Add(new LinkFact(_sentence, thing, seen, LinkKind.ManyToOne, Required: true));
        }

        var before = _thing;
        if (
            thing is not null
            && Naming.CanBeThing(thing)
            && !Naming.IsPerson(thing)
            && !(_lexicon.Is(verb, "assign") && clause.Prep("to")?.Nouns.Exists(static noun => noun.Pronoun is "them" or "it") == true)
        )
            _thing = thing;
        if (noun.Head is "everything" || thing is null)
            return;
        if (!Naming.CanBeThing(thing))
        {
            // 'add items to the cart'.
            foreach (
                var into in clause
                    .Preps.Where(static prep => prep.Word is "to" or "into" or "in")
                    .SelectMany(static prep => prep.Nouns)
                    .Where(static into =>
                        into.Words.Count > 0 && Naming.IsKnown(Naming.Name(into.Words)) && !Naming.IsPerson(Naming.Name(into.Words))
                    )
            )
                Mention(into, 2);
            if (FieldTypes.IsFieldName(noun.Key) && _subjects.Count > 0 && noun.Own && _lexicon.Is(verb, "update"))
                _facts.Add(new PermitFact(_sentence, role, Deed.Update, verb, "user", Own: true, only, denied));
            return;
        }

        if (
            !denied
            && noun.Of is { Own: true } whole
            && noun.Head
                is "sale"
                    or "revenue"
                    or "statistic"
                    or "figure"
                    or "turnover"
                    or "earning"
                    or "income"
                    or "analytics"
                    or "performance"
                    or "popularity"
            && !Naming.IsKnown(Naming.Name(noun.Words))
        )
        {
            _facts.Add(
                new UnplacedFact(
                    _sentence,
                    $"{role}: {noun.Key} of own {whole.Key}",
                    $"The service keeps no {noun.Key}; they are counted from other rows, for which it has no function."
                )
            );
            return;
        }

        if (
            !denied
            && noun.Of is { Own: true } through
            && !Naming.IsKnown(Naming.Name(through.Words))
            && !Naming.CanBeThing(Naming.Name(through.Words))
        )
        {
            _facts.Add(
                new UnplacedFact(
                    _sentence,
                    $"{role}: {noun.Key} of own {through.Key}",
                    $"The model does not know whose '{through.Key}' is whose; so the role {role} was given no access to it."
                )
            );
            return;
        }

        if (
            !denied
            && verb is "choose" or "select" or "pick"
            && _knowledge.Entity(thing)?.Chosen is { } chosen
            && Naming.Person(role) is PersonKind.Public or PersonKind.Account
        )
        {
            _facts.Add(new MakesFact(_sentence, role, verb, chosen, thing, Own: true));
            return;
        }

        // 'move applications between stages'.
        if (
            verb is "move" or "advance"
            && clause
                .Prep("between", "through", "to", "along")
                ?.Nouns.Exists(static noun => noun.Head is "stage" or "status" or "state" or "step" or "phase" or "column") == true
        )
        {
            _facts.Add(new PermitFact(_sentence, role, Deed.State, verb, thing, own, only, denied));
            Mention(noun, 2);
            return;
        }

        if (noun.Words is ["favourite" or "favorite", _, ..])
            thing = Naming.Name([.. noun.Words.Skip(1)]);
        if (
            !denied
            && (noun.Words[0] is "favourite" or "favorite" || verb == "save")
            && verb is "save" or "add" or "mark" or "keep" or "store"
            && Naming.Person(role) is PersonKind.Account or PersonKind.Public
            && _knowledge.Entity(thing) is { Audience: "catalogue" or "published" or "internal" or "shared", Lookup: false }
        )
        {
            _facts.Add(new ConnectFact(_sentence, role, "favourite", thing));
            Mention(new NounPhrase { Words = thing.Split(' '), Plural = noun.Plural }, 2);
            return;
        }

        if (!denied && Kept(clause, role, verb, noun, thing))
            return;
        if (IsInside(clause, verb, thing) || denied && _others && !own)
        {
            Doubted($"{verb} {noun.Key}");
            foreach (var said in clause.Preps.SelectMany(static prep => prep.Nouns).Prepend(noun))
                Mention(said, 2);
            return;
        }

        // 'share projects with other users': each project has several of them.
        if (
            !denied
            && verb is "share"
            && clause.Prep("with")?.Nouns.Find(static with => with.Words.Count > 0 && Naming.IsPerson(Naming.Name(with.Words)))
                is { } others
        )
        {
            _facts.Add(new LinkFact(_sentence, thing, Naming.Name(others.Words), LinkKind.ManyToMany, Required: false));
            Mention(noun, 2);
            return;
        }

        if (Marked(clause) is { } marked && !Naming.IsPerson(thing))
        {
            _facts.Add(new PermitFact(_sentence, role, Deed.State, marked, thing, own, only, denied));
            Mention(noun, 2);
            return;
        }

        if (
            !denied
            && _lexicon.Connects(verb)
            && !(noun.Of is { Own: true } || noun.Own)
            && (verb is not ("watch" or "share" or "block" or "join" or "follow") || !Naming.IsPerson(thing) || verb is "follow" or "block")
        )
        {
            if (verb is not ("watch" or "share"))
            {
                _facts.Add(new ConnectFact(_sentence, role, verb, thing));
                Mention(noun, 2);
                return;
            }
        }

        if (_lexicon.Is(verb, "assign") && !denied)
            Assigned(clause, thing, before);
        if (
            verb
            is "write"
                or "leave"
                or "submit"
                or "post"
                or "ask"
                or "file"
                or "upload"
                or "open"
                or "raise"
                or "place"
                or "create"
                or "add"
                or "make"
                or "book"
                or "send"
                or "report"
                or "schedule"
                or "log"
                or "record"
                or "reserve"
                or "put"
                or "attach"
                or "place"
                or "request"
                or "give"
                or "take"
                or "issue"
                or "save"
                or "move"
                or "enter"
                or "publish"
                or "register"
                or "save"
                or "prescribe"
                or "run"
                or "cast"
                or "define"
                or "set"
        )
            Objective(clause, thing, verb, noun.Plural, role);
        if (Record(clause, verb, thing, role) is { } record && !denied)
        {
            Circumstances(clause, record);
            foreach (
                var part in clause.With.Where(part =>
                    part.Words.Count > 0
                    && FieldTypes.IsFieldName(part.Key)
                    && !Naming.IsKnown(Naming.Name(part.Words))
                    && Naming.CanBeThing(record)
                )
            )
                Has(record, part);
            _facts.Add(new MakesFact(_sentence, role, verb, record, thing, own));
            Mention(noun, Naming.IsPerson(thing) ? 0 : 2);
            return;
        }

        if (verb is "post" or "tweet" && thing is "message" && !denied)
            thing = "post";
        // 'set monthly budgets per category'.
        if (verb is "set" && noun is { Plural: true, Definite: false, Own: false } && clause.Prep("per") is not null)
        {
            verb = "define";
            Mention(noun, 2);
        }

        // 'Users can list their tasks', 'everyone can list the posts' see them; 'hosts list flats' offer them.
        var act =
            verb is "list" && (own || noun.Definite || Naming.Person(role) is PersonKind.Anonymous or PersonKind.Account)
                ? Deed.Read
                : Classify(verb, role, thing);
        if (act is null)
        {
            Mention(noun, noun.Plural || noun.Indefinite ? 2 : 1);
            return;
        }

        if (act is Deed.Create or Deed.Read && IsAskedFor(verb, role, thing, own))
        {
            Doubted($"{verb} {noun.Key}");
            Mention(noun, 2);
            return;
        }

        if (act is Deed.Create)
            Circumstances(clause, thing);
        var any = noun.Any && !own && act is Deed.Update or Deed.Delete;
        _facts.Add(new PermitFact(_sentence, role, act.Value, verb, thing, own, only, denied) { Any = any });
        Mention(
            noun,
            act is Deed.Create or Deed.Manage ? 3
                : act is Deed.State ? 2
                : noun.Plural ? 3
                : 2
        );
    }

    // 'add movies to their watchlist', 'put songs into their playlists': the collection is theirs and changes, not what stands in it.
    private bool Kept(Clause clause, string role, string verb, NounPhrase noun, string thing)
    {
        if (
            verb is not ("add" or "put" or "save" or "move" or "place")
            || !Naming.IsKnown(thing)
            || Naming.IsPerson(thing)
            || clause
                .Prep("to", "into", "in")
                ?.Nouns.Find(static into =>
                    into is { Own: true, Words.Count: > 0 }
                    && Naming.IsKnown(Naming.Name(into.Words))
                    && !Naming.IsPerson(Naming.Name(into.Words))
                )
                is not { } into
        )
        {
            return false;
        }

        var collection = Naming.Name(into.Words);
        Mention(noun, 2);
        Mention(into, 3);
        if (
            _knowledge.Entity(collection) is { Transactional: true }
            || _knowledge.Entity(thing) is { Transactional: true } or { Audience: "published" }
        )
            return false;
        if (!collection.EndsWith(" item", StringComparison.Ordinal) && _knowledge.Entity(collection + " item") is null)
            _facts.Add(new LinkFact(_sentence, collection, thing, LinkKind.ManyToMany, Required: false));
        _facts.Add(new PermitFact(_sentence, role, Deed.Manage, verb, collection, Own: true, Only: false, Denied: false));
        return true;
    }
}
