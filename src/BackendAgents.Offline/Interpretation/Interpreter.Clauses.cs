using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Grammar;

namespace BackendAgents.Offline.Interpretation;

/// <content>Subjects of clauses, and the choice of what a clause says by its verb.</content>
internal sealed partial class Interpreter
{
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

        // 'The owner of the site pays the bills': whoever runs it, and no role in it.
        if (subjects.Exists(static subject => subject is { Name: "owner", Noun.Of: { } of } && SystemNouns.IsSystem(of)))
        {
            Doubted(verb.Verb);
            return;
        }

        var people = subjects.Where(subject => IsActor(subject) || IsGroup(subject, verb.Verb)).ToList();
        var things = subjects.Where(subject => !subject.IsSystem && !people.Contains(subject)).ToList();
        if (people.Count > 0)
            Person(clause, people);
        // 'The basket shows the sum': what is worked out, and no field.
        if (things.Count > 0 && verb.Verb is "show" or "display" && clause.Objects.Exists(IsWorkedOut))
            Doubted(verb.Verb);
        else if (things.Count > 0)
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

    // Nouns without a verb.
    private void Bare(Clause clause, ref string? context)
    {
        if (_ofPeople && clause.After.Count == 0 && clause.Objects.TrueForAll(static noun => noun.Words.Count > 0))
        {
            foreach (var noun in clause.Objects)
                _facts.Add(new RoleFact(_sentence, Naming.Name(noun.Words)));
            return;
        }

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

            // 'User types: guest, host': kinds of people, and no rows.
            if (holder.Words is ["user", "type" or "kind" or "group" or "category"])
            {
                if (clause.After.TrueForAll(static noun => Naming.IsPerson(Naming.Name(noun.Words))))
                    foreach (var noun in clause.After)
                        _facts.Add(new RoleFact(_sentence, Naming.Name(noun.Words)));
                else
                    Doubted(holder.Key);
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
