using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Grammar;

namespace BackendAgents.Offline.Interpretation;

/// <content>Subjects of clauses, and the choice of what a clause says by its verb.</content>
internal sealed partial class Interpreter
{
    private List<Referent> Resolve(Clause clause, Clause? previous, List<Referent> before)
    {
        if (clause.Subjects.Count == 0)
            return clause.Coordinated && previous is not null ? before : [new Referent(Referent.System, null)];
        var result = new List<Referent>();
        foreach (var noun in clause.Subjects.Take(MaxSubjects))
        {
            if (noun.Pronoun is "they" or "it" or "he" or "she" or "them" or "one" or "ones" or "this")
            {
                if (noun.Pronoun != "one" || result.Count == 0)
                    result.AddRange(Antecedents(clause, noun, before).Select(name => new Referent(name, noun)));
            }
            else if (noun.Pronoun is { } pronoun && pronoun is not "")
            {
                result.Add(new Referent(Naming.IsPerson(pronoun) || pronoun is "nobody" or "noone" ? pronoun : Referent.System, noun));
            }
            else if (
                SystemNouns.IsSystem(noun)
                && !(
                    noun.Indefinite
                    && (
                        _made.Contains(Naming.Name(noun.Words))
                        || _sentence > 1 && clause.Verb is { Passive: false, Copula: false } said && _lexicon.Is(said.Verb, "has")
                    )
                )
            )
            {
                result.Add(new Referent(Referent.System, noun));
            }
            else if (noun.Words.Count > 0)
            {
                // 'Any user', 'no user' are users; 'no one' is nobody.
                result.Add(new Referent(Naming.Name(noun.Words), noun));
            }
        }

        var named = result
            .Where(static referent =>
                !referent.IsSystem
                && referent.Noun?.Pronoun is null
                && !(referent.Noun is { Own: true } own && !Naming.IsKnown(referent.Name) && FieldTypes.IsFieldName(own.Key))
            )
            .Select(static referent =>
                referent.Noun is { Of: { Words.Count: > 0 } of } whole
                && !Naming.IsKnown(referent.Name)
                && (FieldTypes.IsFieldName(whole.Key) || Vocabulary.Instance.Generic.Contains(referent.Name))
                    ? Naming.Name(of.Words)
                    : referent.Name
            )
            .Distinct()
            .ToList();
        if (named.Count > 0 && !clause.Conditional)
        {
            _subjects = named;
            if (named.Exists(Naming.IsPerson))
                _people = named.FindAll(Naming.IsPerson);
        }

        return result.Count == 0 ? [new Referent(Referent.System, null)] : result;
    }

    private List<string> Antecedents(Clause clause, NounPhrase noun, List<Referent> before)
    {
        // Who 'records' or 'uploads' is somebody, though a thing was the last subject.
        if (
            noun.Pronoun == "they"
            && _people.Count > 0
            && clause.Verb is { Passive: false, Copula: false, Verb: { } doing }
            && clause.Objects.Count > 0
            && !_lexicon.Is(doing, "belong")
            && !_lexicon.Is(doing, "has")
            && (
                _lexicon.Is(doing, "create")
                || _lexicon.Is(doing, "update")
                || _lexicon.Is(doing, "read")
                || _lexicon.Is(doing, "delete")
                || _lexicon.Is(doing, "manage")
            )
            && !before.Exists(static referent => Naming.IsPerson(referent.Name))
        )
        {
            return _people;
        }

        if (noun.Pronoun is "he" or "she" && _subjects.Find(Naming.IsPerson) is { } person)
            return [person];
        var same = before.Where(static referent => !referent.IsSystem).Select(static referent => referent.Name).ToList();
        return same.Count > 0 && noun.Pronoun is "they" or "it" ? same
            : _subjects.Count > 0 ? _subjects
            : [Referent.System];
    }

    private void Interpret(Clause clause, List<Referent> subjects, ref string? context)
    {
        if (clause.Verb is null)
        {
            Bare(clause, ref context);
            return;
        }

        if (Scenery(clause, subjects))
            return;
        Attributes(clause);
        if (clause.Conditional)
        {
            foreach (var noun in clause.Objects.Concat(clause.Subjects))
                Mention(noun, 0);
            return;
        }

        var verb = clause.Verb;
        if (_lexicon.Is(verb.Verb, "auth") && (clause.Objects.Count == 0 || verb.Verb is not "register") && clause.Prep("for") is null)
        {
            _facts.Add(new FeatureFact(_sentence, "authentication", verb.Verb));
            foreach (var subject in subjects.Where(static subject => Naming.IsPerson(subject.Name)))
                _facts.Add(new RoleFact(_sentence, subject.Name));
            // 'sign up with their name and phone number': what the account keeps.
            foreach (
                var part in clause.With.Where(static part => FieldTypes.IsFieldName(part.Key) && !Naming.IsKnown(Naming.Name(part.Words)))
            )
                _facts.Add(new HasFact(_sentence, "user", part.ToFact(), Many: false));
            return;
        }

        if (_lexicon.Is(verb.Verb, "auth") && verb.Passive)
            _facts.Add(new FeatureFact(_sentence, "authentication", verb.Verb));
        if (verb.Copula)
        {
            Copula(clause, subjects, context);
            return;
        }

        if (verb.Passive)
        {
            Passive(clause, subjects);
            return;
        }

        var people = subjects.Where(subject => IsActor(subject) || IsGroup(subject, verb.Verb)).ToList();
        var things = subjects.Where(subject => !subject.IsSystem && !people.Contains(subject)).ToList();
        if (people.Count > 0)
            Person(clause, people);
        if (things.Count > 0)
            Thing(clause, things);
        if (subjects.Exists(static subject => subject.IsSystem))
            Asked(clause, context);
    }

    // A listed person; or an unlisted noun built like one that does what people do.
    private static bool IsActor(Referent subject) =>
        Naming.IsPerson(subject.Name) || subject.Name is "nobody" or "noone" || KnowledgeBase.Instance.LooksLikePerson(subject.Name);

    // 'Companies publish postings', 'boards create ballots': what people do together.
    private bool IsGroup(Referent subject, string verb) =>
        _knowledge.IsGroup(subject.Name)
        && subject.Noun is { Definite: false }
        && !_lexicon.Is(verb, "belong")
        && (verb is "see" or "view" or "receive" or "answer" or "run" or "post" || !_lexicon.Is(verb, "has"))
        && verb is not ("offer" or "provide" or "have" or "get" or "use" or "serve" or "sell" or "need")
        && (
            _lexicon.Is(verb, "create")
            || _lexicon.Is(verb, "read")
            || _lexicon.Is(verb, "update")
            || _lexicon.Is(verb, "delete")
            || _lexicon.Is(verb, "manage")
            || _vocabulary.States.ContainsKey(verb)
            || _lexicon.Makes(verb) is not null
        );

    // 'Playlists of songs': a song may stand in many.
    private static readonly HashSet<string> s_collections = new(StringComparer.Ordinal)
    {
        "playlist",
        "collection",
        "list",
        "set",
        "bundle",
        "group",
        "watchlist",
        "shortlist",
        "compilation",
        "anthology",
        "queue",
    };

    private void Mention(NounPhrase noun, int weight)
    {
        if (noun.Words.Count == 0)
            return;
        var name = Naming.Name(noun.Words);
        if (_knowledge.Feature(noun.Key) is { Entities.Count: 0 } or { Unsupported: not null })
            return;
        if (noun.Of is { } of && !Naming.IsKnown(name) && (FieldTypes.IsFieldName(noun.Key) || _vocabulary.Generic.Contains(name)))
        {
            Mention(of, weight);
            return;
        }

        if (!Naming.CanBeThing(name) || (SystemNouns.IsSystem(noun) && !Naming.IsKnown(name)) || IsWhole(noun))
            return;
        if (Naming.IsPerson(name))
            _facts.Add(new RoleFact(_sentence, name));
        // 'treatments of animals' refer to the animals.
        else if (
            noun.Of is { Words.Count: > 0, Own: false } related
            && weight > 1
            && Naming.CanBeThing(Naming.Name(related.Words))
            && !Naming.IsPerson(Naming.Name(related.Words))
            && Naming.Name(related.Words) != name
            && !SystemNouns.IsSystem(related)
        )
            _facts.Add(
                new LinkFact(
                    _sentence,
                    name,
                    Naming.Name(related.Words),
                    related.Plural && s_collections.Contains(noun.Head) ? LinkKind.ManyToMany : LinkKind.ManyToOne,
                    Required: true
                )
            );
        _facts.Add(new MentionFact(_sentence, name, weight + (Naming.IsKnown(name) ? 1 : 0)));
        if (noun.Values.Count == 0 && !noun.Alternatives)
        {
            foreach (var part in noun.Parts)
                Has(name, part);
        }
    }

    // 'Every movement (receipt, transfer or issue) has …': of which kinds there are.
    private void Sorts(NounPhrase noun, string name)
    {
        if (
            noun is { Alternatives: true, Parts.Count: > 1 }
            && !_knowledge.EnumHeads.Contains(noun.Head)
            && !FieldTypes.IsFieldName(noun.Key)
        )
            _facts.Add(
                new HasFact(
                    _sentence,
                    name,
                    (
                        new NounPhrase
                        {
                            Words = ["type"],
                            Values =
                            [
                                .. noun
                                    .Parts.Select(static part => Conventions.Camel(part.Key))
                                    .Where(static value => value.Length > 0)
                                    .Distinct(),
                            ],
                        }
                    ).ToFact(),
                    Many: false
                )
            );
    }

    // 'Online store', 'a url shortener', 'auction site' at the head of a brief.
    private bool IsWhole(NounPhrase noun) =>
        _sentence == 1
        && noun is { Plural: false, Each: false, Of: null }
        && _vocabulary.ServiceWords.Contains(noun.Head)
        && !Naming.IsPerson(noun.Key);

    // Attributes that hang on nouns anywhere in the clause: 'products with name and price', 'reviews on products'.
    private void Attributes(Clause clause)
    {
        Regroup(clause);
        foreach (var prep in clause.Preps)
        {
            if (prep.Holder is not { Words.Count: > 0 } holder || prep.Nouns.Count == 0)
                continue;
            // 'apply to postings with a letter': the letter is the application's, see Do.
            if (
                prep.Word is "with"
                && clause.Objects.Count == 0
                && clause.Verb is { Passive: false } doing
                && _lexicon.Makes(doing.Verb) is { } made
                && made != Naming.Name(holder.Words)
                && clause
                    .Subjects.Concat(_people.Select(static name => new NounPhrase { Words = name.Split(' ') }))
                    .Any(static noun => Naming.IsPerson(Naming.Name(noun.Words)))
            )
                continue;
            if (
                prep.Word is "with"
                && clause.Verb is { Verb: "share" or "exchange" or "discuss" }
                && prep.Nouns.Exists(static noun => Naming.IsPerson(Naming.Name(noun.Words)))
            )
                continue;
            // 'An appointment is for one patient with one dentist'.
            if (
                prep.Word is "with"
                && clause
                    is {
                        Verb.Copula: true,
                        Objects.Count: 0,
                        Subjects: [{ Words.Count: > 0 } whole],
                        Preps: [{ Word: "for" or "between" } first, ..]
                    }
                && first.Nouns.Contains(holder)
            )
                holder = whole;
            else if (
                prep.Word is "with"
                && clause.Verb is { Verb: "link" or "connect" or "combine", Passive: false }
                && clause.Subjects is [{ Words.Count: > 0 } joined]
                && clause.Objects.Contains(holder)
            )
                holder = joined;
            else if (prep.Word is "with")
                holder = Bearer(clause, prep, holder);
            var name = Naming.Name(holder.Words);
            if (
                prep.Word is "with"
                && (Naming.CanBeThing(name) || Naming.IsPart(name))
                && !IsWhole(holder)
                && !SystemNouns.IsSystem(holder)
                && !FieldTypes.IsFieldName(holder.Key) | Naming.IsKnown(name) | holder.Plural
            )
            {
                foreach (var part in prep.Nouns)
                    Has(name, part);
            }
            else if (prep.Word is "with" && IsWhole(holder))
            {
                // What the whole has are the things it keeps.
                foreach (var part in prep.Nouns)
                    Mention(
                        part,
                        part.Counted ? 0
                            : part.Plural ? 3
                            : 1
                    );
            }
            // 'documents such as invoices and receipts': which kinds there are, and no things beside them.
            else if (
                prep.Word is "like"
                && holder.Plural
                && Naming.IsKnown(name)
                && !prep.Nouns.Exists(static noun => Naming.IsPerson(Naming.Name(noun.Words)))
                && (
                    prep.Nouns.TrueForAll(static noun => noun is { Plural: true, Many: false })
                    || prep.Nouns.Count(static noun => !FieldTypes.IsFieldName(noun.Key)) * 2 > prep.Nouns.Count
                )
            )
                continue;
            else if (prep.Word is "including" or "like")
            {
                foreach (var part in prep.Nouns)
                {
                    if (
                        FieldTypes.IsFieldName(part.Key)
                        && !Naming.IsKnown(Naming.Name(part.Words))
                        && Naming.CanBeThing(name)
                        && !SystemNouns.IsSystem(holder)
                    )
                        Has(name, part);
                    else
                        Mention(part, 2);
                }
            }
            else if (prep is { Word: "to", Nouns: [{ Own: true }, ..] } && clause.Verb is { Verb: "add" or "put" or "save" or "move" })
                continue;
            else if (
                prep.Word is "on" or "for" or "about" or "of" or "to" or "between"
                || prep.Word is "from"
                    && Naming.IsKnown(name)
                    && prep.Nouns.TrueForAll(static noun => noun.Plural && Naming.IsKnown(Naming.Name(noun.Words)))
                    && prep.Nouns.Count <= 4
            )
            {
                if (!(prep.Word is "to" && clause.Verb is { Verb: { } assigning } && _lexicon.Is(assigning, "assign")))
                    Hang(prep, name);
            }
        }
    }

    // 'log time entries on cases with a date': the date is one of the entry, as the case is only where it is logged.
    private static NounPhrase Bearer(Clause clause, PrepPhrase with, NounPhrase holder)
    {
        var at = clause.Preps.IndexOf(with);
        if (
            at == 0
            || clause.Verb is not { Copula: false } verb
            || clause.Preps[at - 1] is not { Word: "on" or "for" or "to" or "in" or "at" or "against" or "into" or "by" } place
            || !place.Nouns.Contains(holder)
            || IsActor(new Referent(Naming.Name(holder.Words), holder))
            || place.Nouns.Count > 1 && !holder.Each
            || !with.Nouns.Exists(static noun => FieldTypes.IsFieldName(noun.Key))
        )
        {
            return holder;
        }

        var main = verb.Passive ? clause.Subjects : clause.Objects;
        return main.Count == 1 && main[0].Words.Count > 0 && Naming.CanBeThing(Naming.Name(main[0].Words)) && !SystemNouns.IsSystem(main[0])
            ? main[0]
            : holder;
    }

    private void Hang(PrepPhrase prep, string name)
    {
        if (!Naming.CanBeThing(name) || Naming.IsPerson(name) || FieldTypes.IsFieldName(name) && !Naming.IsKnown(name))
            return;
        foreach (var noun in prep.Nouns)
        {
            if (noun.Words.Count == 0 || SystemNouns.IsSystem(noun))
                continue;
            var to = Naming.Name(noun.Words);
            if (
                prep.Word is "to" or "for" or "between" && Naming.IsPerson(to)
                || prep.Word is "for" && noun.Plural && (_vocabulary.ServiceWords.Contains(noun.Head) || noun.Counted)
            )
                continue;
            if (Naming.CanBeThing(to) && to != name)
            {
                if (prep.Word is "from")
                    Mention(noun, 2);
                _facts.Add(
                    new LinkFact(
                        _sentence,
                        name,
                        to,
                        LinkKind.ManyToOne,
                        Required: prep.Word is not "for" || _knowledge.Entity(name) is not { Transactional: true, Children.Count: > 0 }
                    )
                );
            }
        }
    }

    // 'doctors with specialties, patients, appointments with a start time': what has attributes itself, and the known things before it,
    // are not attributes.
    private static void Regroup(Clause clause)
    {
        for (var i = clause.Preps.Count - 1; i > 0; i--)
        {
            var group = clause.Preps[i];
            var before = clause.Preps[i - 1];
            if (
                group.Word != "with"
                || before.Word != "with"
                || group.Holder is not { } holder
                || before.Nouns.LastOrDefault() != holder
                || before.Nouns.Count < 2
                || !(holder.Plural || Naming.IsKnown(Naming.Name(holder.Words)))
            )
                continue;
            do
            {
                clause.Objects.Add(before.Nouns[^1]);
                before.Nouns.RemoveAt(before.Nouns.Count - 1);
            } while (
                before.Nouns.Count > 1
                && before.Nouns[^1].Plural
                && (Naming.IsKnown(Naming.Name(before.Nouns[^1].Words)) || Naming.IsPerson(Naming.Name(before.Nouns[^1].Words)))
            );
        }
    }

    private void Has(string owner, NounPhrase part)
    {
        if (part.Words.Count == 0)
            return;
        if (part.Of is { } of && _lexicon.Wrappers.Contains(part.Head))
            part = of;
        _facts.Add(new HasFact(_sentence, owner, part.ToFact(), part.Many || (part.Plural && !part.Indefinite)));
        if (part.Values.Count > 0 || part.Alternatives || part.Parts.Count == 0)
            return;
        var name = Naming.Name(part.Words);
        foreach (var inner in part.Parts)
        {
            if (Naming.CanBeThing(name))
                Has(name, inner);
        }
    }

    // Nouns without a verb.
    private void Bare(Clause clause, ref string? context)
    {
        Attributes(clause);
        if (
            clause.Prep("for", "of", "about", "in") is { Holder: null } leading
            && leading.Nouns.Count > 0
            && (leading.Nouns[0].Each || leading.Nouns[0].Indefinite)
            && clause.Objects.Count == 0
        )
        {
            context = Naming.Name(leading.Nouns[0].Words);
            return;
        }

        if (
            clause.After.Count > 0
            && clause.Objects.Count == 1
            && clause.Preps.TrueForAll(static prep => prep.Word is "")
            && !SystemNouns.IsSystem(clause.Objects[0])
        )
        {
            var holder = clause.Objects[0];
            var name = Naming.Name(holder.Words);
            if (
                holder.Head is "role" or "actor"
                || name is "user" && clause.After.TrueForAll(static noun => Naming.IsPerson(Naming.Name(noun.Words)))
            )
            {
                foreach (var noun in clause.After)
                    _facts.Add(new RoleFact(_sentence, Naming.Name(noun.Words)));
                return;
            }

            if (
                Naming.IsKnown(name)
                || Naming.IsPerson(name)
                || (Naming.CanBeThing(name) && clause.After.Exists(static noun => FieldTypes.IsFieldName(noun.Key)))
            )
            {
                foreach (var part in clause.After)
                    Has(name, part);
                return;
            }
        }

        foreach (var noun in clause.Objects.Where(static noun => noun.Values.Count > 0))
        {
            if (Attribute(noun) is (var owner, { } attribute))
                _facts.Add(new ValuesFact(_sentence, owner, attribute, noun.Values));
        }

        foreach (var noun in clause.Objects)
            Mention(noun, clause.Objects.Count + clause.After.Count > 1 || noun.Plural ? 3 : 1);
        foreach (var noun in clause.After)
            Mention(noun, 3);
        foreach (
            var noun in clause
                .Preps.Where(static prep => prep.Word is not ("with" or "including" or "like"))
                .SelectMany(static prep => prep.Nouns)
        )
            Mention(noun, noun.Plural ? 2 : 0);
    }
}
