using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Grammar;

namespace BackendAgents.Offline.Interpretation;

/// <content>What people do, may do and may not do.</content>
internal sealed partial class Interpreter
{
    // 'Suppliers provide products': where things come from, and nobody who logs in.
    private bool Partners(Clause clause, List<Referent> people)
    {
        if (
            clause.Verb
                is not { Negated: false, Modal: false, Verb: "provide" or "supply" or "deliver" or "produce" or "manufacture" or "make" }
            || !people.TrueForAll(person => _knowledge.Partners.Contains(person.Name))
        )
            return false;
        foreach (var noun in clause.Objects.Where(static noun => noun.Words.Count > 0 && Naming.CanBeThing(Naming.Name(noun.Words))))
        {
            foreach (var person in people)
            {
                _facts.Add(new MentionFact(_sentence, person.Name, 4));
                _facts.Add(new LinkFact(_sentence, Naming.Name(noun.Words), person.Name, LinkKind.ManyToOne, Required: false));
            }

            Mention(noun, 2);
        }

        return true;
    }

    private void Person(Clause clause, List<Referent> people)
    {
        if (Partners(clause, people))
            return;
        var verb = clause.Verb!;
        foreach (var person in people)
        {
            if (person.Name is not ("nobody" or "noone") && Naming.Person(person.Name) != PersonKind.Anonymous)
                _facts.Add(new RoleFact(_sentence, person.Name));
        }

        if (
            verb.Verb is "belong"
            || (
                _lexicon.Is(verb.Verb, "has")
                && !(verb.Verb is "list" or "hold" or "carry")
                && !clause.Objects.Exists(static noun => noun.Head is "access" or "permission" or "right")
            )
        )
        {
            Thing(clause, people);
            return;
        }

        if (clause.Objects.Exists(static noun => noun.Head is "access") && clause.Prep("to") is { } access)
        {
            foreach (var person in people)
            {
                foreach (var noun in access.Nouns)
                    Do(clause, person.Name, "view", noun, noun.Own, verb.Only || person.Only, verb.Negated);
            }

            return;
        }

        if (clause.Reciprocal)
        {
            foreach (var person in people)
                Reciprocal(person.Name, verb.Verb);
            return;
        }

        if (
            verb is { Negated: false }
            && clause.Objects.Exists(static noun => noun.Head is "everything" or "anything" || noun.Pronoun is "everything")
            && (verb.Verb is "do" or "be" || _lexicon.Is(verb.Verb, "manage") || _lexicon.Is(verb.Verb, "update"))
        )
        {
            foreach (var person in people)
                _facts.Add(new FullAccessFact(_sentence, person.Name));
            return;
        }

        if (Together(clause, people) || Particulars(clause) || Given(clause, people))
            return;
        var objects = Objects(clause);
        // 'pay by card': the doing leaves a record, whatever it was for.
        if (clause.Objects.Count == 0 && !verb.Negated && verb.Verb is "pay" or "donate" or "subscribe")
            _facts.Add(new MentionFact(_sentence, _lexicon.Makes(verb.Verb)!, 3));
        foreach (var person in people.Take(MaxSubjects))
        {
            var denied = verb.Negated || person.Name is "nobody" or "noone" || person.Noun is { Negative: true };
            for (var i = 0; i < objects.Count; i++)
            {
                var noun = objects[i];
                if (
                    noun.Pronoun is "them" or "it" or "one" or "ones"
                    && (_thing ?? _subjects.Find(name => !Naming.IsPerson(name))) is { } referred
                )
                    Do(
                        clause,
                        person.Name,
                        verb.Verb,
                        new NounPhrase
                        {
                            Words = referred.Split(' '),
                            Plural = true,
                            Own = noun.Own,
                        },
                        noun.Own,
                        verb.Only || person.Only,
                        denied
                    );
                else
                    Do(
                        clause,
                        person.Name,
                        verb.Verb,
                        Whole(objects, i),
                        IsOwn(objects, i),
                        person.Only || (verb.Only && !noun.Own),
                        denied
                    );
            }
        }
    }

    // 'their own orders and reservations': both are own.
    private static bool IsOwn(List<NounPhrase> nouns, int at)
    {
        for (var i = at; i >= 0; i--)
        {
            if (nouns[i].Own || nouns[i].Of is { Own: true })
                return true;
            if (nouns[i].Definite || nouns[i].Indefinite || nouns[i].Each || nouns[i].Many)
                return false;
        }

        return false;
    }

    // 'the grades and absences of their own children': both are of the children.
    private static NounPhrase Whole(List<NounPhrase> nouns, int at)
    {
        var noun = nouns[at];
        if (
            noun.Of is null
            && nouns.Skip(at + 1).FirstOrDefault(static later => later.Of is not null || later.Definite || later.Indefinite || later.Own)
                is { Of: { Own: true } of, Definite: false, Indefinite: false, Own: false }
        )
            noun.Of = of;
        return noun;
    }

    // 'Several lawyers may work on one case', 'volunteers take part in events': many to many.
    private bool Together(Clause clause, List<Referent> people)
    {
        if (
            clause.Verb!.Verb
                is not ("work" or "participate" or "collaborate" or "serve" or "play" or "star" or "appear" or "act" or "perform")
            || clause.Verb.Negated
            || clause.Prep("on", "in", "for", "at") is not { } prep
        )
            return false;
        var done = false;
        var part = clause.Verb.Verb is "play" or "star" or "appear" or "act" or "perform" && prep.Word is "in";
        foreach (
            var person in people.Where(person =>
                person.Noun is { Many: true } && Naming.IsPerson(person.Name)
                || part && person.Noun is { Plural: true } && prep.Nouns.TrueForAll(static noun => noun.Plural)
            )
        )
        {
            foreach (
                var noun in prep.Nouns.Where(static noun =>
                    noun.Words.Count > 0 && Naming.CanBeThing(Naming.Name(noun.Words)) && !SystemNouns.IsSystem(noun)
                )
            )
            {
                _facts.Add(new LinkFact(_sentence, Naming.Name(noun.Words), person.Name, LinkKind.ManyToMany, Required: false));
                done = true;
            }
        }

        return done;
    }

    // 'pledge money for a reward', 'donate an amount to a campaign'.
    private bool Given(Clause clause, List<Referent> people)
    {
        if (
            clause.Verb is not { Negated: false, Verb: "pledge" or "donate" or "contribute" or "give" }
            || clause.Objects is not [{ Head: "money" or "amount" or "sum" or "fund" }]
        )
            return false;
        foreach (
            var noun in clause
                .Preps.Where(static prep => prep.Word is "for" or "to" or "towards" or "on")
                .SelectMany(static prep => prep.Nouns)
                .Where(static noun => noun.Words.Count > 0 && Naming.CanBeThing(Naming.Name(noun.Words)))
        )
        {
            foreach (var person in people)
                _facts.Add(new MakesFact(_sentence, person.Name, clause.Verb.Verb, "donation", Naming.Name(noun.Words), Own: true));
            Mention(noun, 2);
        }

        return true;
    }

    // 'and leave their name and phone number': details of what they have just made.
    private bool Particulars(Clause clause)
    {
        if (
            _record is null
            || !clause.Coordinated
            || clause.Verb!.Verb
                is not ("leave" or "give" or "provide" or "supply" or "enter" or "state" or "specify" or "add" or "choose" or "select")
            || clause.Objects.Count == 0
            || !clause.Objects.TrueForAll(static noun =>
                noun.Words.Count > 0 && FieldTypes.IsFieldName(noun.Key) && !Naming.IsKnown(Naming.Name(noun.Words))
            )
        )
        {
            return false;
        }

        foreach (var noun in clause.Objects)
            Has(_record, noun);
        return true;
    }

    // 'reserve a table for a date and a party size', 'from a check-in date to a check-out date'.
    private void Circumstances(Clause clause, string record)
    {
        _record = record;
        foreach (
            var noun in clause
                .Preps.Where(static prep => prep.Word is "for" or "from" or "to" or "at" or "until" or "on")
                .SelectMany(static prep => prep.Nouns)
        )
        {
            if (
                noun.Words.Count > 0
                && noun.Own is false
                && noun.Definite is false
                && FieldTypes.Find(noun.Key) is { Type: not FieldType.String and not FieldType.Text }
                && !Naming.IsKnown(Naming.Name(noun.Words))
                && Naming.CanBeThing(record)
            )
                Has(record, noun);
        }
    }

    // 'mark orders as ready', 'set tickets to resolved': the verb that does it, or a name for it.
    private string? Marked(Clause clause)
    {
        if (clause.Verb!.Verb is not ("mark" or "set" or "flag") || clause.Prep("as", "to") is not { Nouns: [{ } state, ..] })
            return null;
        var value = Conventions.Camel(
            state.Words.Count > 0 ? state.Key
            : state.Dropped.Count > 0 ? state.Dropped[0]
            : ""
        );
        return value.Length is 0 or > 30 || Naming.IsKnown(state.Key)
            ? null
            : _vocabulary.States.FirstOrDefault(pair => pair.Value == value).Key ?? Vocabulary.Mark + value;
    }

    private void Reciprocal(string person, string verb)
    {
        var role = Naming.Person(person) == PersonKind.Account ? "user" : person;
        if (verb is "message" or "send" or "write" or "contact" or "chat")
            _facts.Add(new FeatureFact(_sentence, "messaging", verb));
        else if (verb is "leave" or "give" or "write")
            _facts.Add(new MakesFact(_sentence, role, verb, "review", role, Own: true));
        else if (verb is "rate" or "review")
            _facts.Add(new MakesFact(_sentence, role, verb, verb == "rate" ? "rating" : "review", role, Own: true));
        else if (_vocabulary.Connects.ContainsKey(verb) || verb is "befriend" or "connect" or "add" or "friend" or "link" or "know")
            _facts.Add(new ConnectFact(_sentence, role, _vocabulary.Connects.ContainsKey(verb) ? verb : "befriend", role));
    }

    // The objects, or what stands behind the preposition that the verb calls for: 'comment on posts', 'apply for jobs', 'search for books'.
    private static List<NounPhrase> Objects(Clause clause)
    {
        var objects = clause.Objects.Where(static noun => noun.Words.Count > 0 || noun.Pronoun is "them" or "it").ToList();
        if (objects.Count == 0)
            objects.AddRange(
                clause
                    .Preps.Where(static prep =>
                        prep.Word is "on" or "for" or "to" or "through" or "about" or "in" or "from" or "into" or "at"
                    )
                    .Take(1)
                    .SelectMany(static prep => prep.Nouns)
                    .Where(static noun => noun.Words.Count > 0 || noun.Pronoun is "them" or "it")
            );
        objects.AddRange(clause.After);
        return objects;
    }

    private void Do(Clause clause, string role, string verb, NounPhrase noun, bool own, bool only, bool denied)
    {
        if (role is "nobody" or "noone")
            (role, denied) = ("*", true);
        if (noun.Words.Count == 0)
            return;
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

        var act = Classify(verb, role, thing);
        if (act is null)
        {
            Mention(noun, noun.Plural || noun.Indefinite ? 2 : 1);
            return;
        }

        if (act is Deed.Create)
            Circumstances(clause, thing);
        _facts.Add(new PermitFact(_sentence, role, act.Value, verb, thing, own, only, denied));
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
