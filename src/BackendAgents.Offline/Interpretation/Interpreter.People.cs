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
        // 'The author of a post' is somebody to whom it belongs, and no role; what he does is read where a phrase says it.
        if (people.Find(IsOwner) is { } owner)
        {
            _facts.Add(new UnplacedFact(_sentence, owner.Name, "It says what the owner of one thing does, and no role."));
            people = people.FindAll(person => !IsOwner(person));
        }

        // 'Members of a team see its plans': each only those of their own, which a role does not say.
        if (people.Find(IsWithin) is { } within && !_lexicon.Is(clause.Verb!.Verb, "has") && clause.Verb.Verb is not "belong")
        {
            Doubted(within.Name);
            people = people.FindAll(static person => !IsWithin(person));
        }

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

    private bool IsOwner(Referent person) =>
        person.Noun is { Of.Words.Count: > 0 } noun
        && _knowledge.Owners.Contains(noun.Head)
        && Naming.CanBeThing(Naming.Name(noun.Of.Words));

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
}
