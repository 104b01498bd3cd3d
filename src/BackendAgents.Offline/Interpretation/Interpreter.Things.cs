using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Grammar;

namespace BackendAgents.Offline.Interpretation;

/// <content>What is said of things: what they have, to what they belong, what holds for their values.</content>
internal sealed partial class Interpreter
{
    private void Thing(Clause clause, List<Referent> things)
    {
        var verb = clause.Verb!.Verb;
        var has =
            _lexicon.Is(verb, "has")
            || _lexicon.Is(verb, "store")
            || verb
                is "consist"
                    or "show"
                    or "include"
                    or "need"
                    or "require"
                    or "use"
                    or "get"
                    or "involve"
                    or "cover"
                    or "state"
                    or "describe";
        foreach (var thing in things)
        {
            if (!Naming.CanBeThing(thing.Name))
                continue;
            _facts.Add(new MentionFact(_sentence, thing.Name, 1));
            if (thing.Noun is { } said)
                Sorts(said, thing.Name);
            if (clause.Verb.Negated && has)
            {
                Negative(clause, thing.Name);
            }
            else if (has)
            {
                foreach (var part in clause.Objects.Concat(clause.After).Concat(verb is "consist" ? clause.Prep("of")?.Nouns ?? [] : []))
                    Has(thing.Name, part);
            }
            else if (
                clause.Prep("on", "to", "from", "with")?.Nouns.Find(noun => noun.Words.Count > 0 && Naming.Name(noun.Words) == thing.Name)
                    is not null
                && verb is "depend" or "relate" or "refer" or "link" or "connect" or "reference"
            )
            {
                _facts.Add(
                    new LinkFact(
                        _sentence,
                        thing.Name,
                        thing.Name,
                        LinkKind.ManyToMany,
                        Required: false,
                        verb == "depend" ? "dependency" : "related " + thing.Name
                    )
                );
                _facts.Add(new MentionFact(_sentence, thing.Name, 2));
            }
            else if (verb is "link" or "connect" or "combine" or "associate" or "relate")
            {
                foreach (var noun in clause.Objects.Where(static noun => noun.Words.Count > 0))
                    Belongs(thing, noun, required: true);
            }
            else if (_lexicon.Is(verb, "belong"))
            {
                if (clause.Relative && clause.Prep("to")?.Nouns.Exists(static noun => noun.Pronoun is "them" or "him" or "her") == true)
                {
                    Narrow();
                    return;
                }

                foreach (
                    var noun in clause.Objects.Concat(
                        clause.Preps.Where(static prep => prep.Word is "to" or "").SelectMany(static prep => prep.Nouns)
                    )
                )
                    Belongs(thing, noun, required: !clause.Verb.Modal || clause.Verb.Must);
            }
            else
            {
                foreach (var noun in clause.Objects)
                    Mention(noun, 1);
            }
        }
    }

    // 'We run a library', 'I own a gym with two studios', 'we manage about 600 flats for private owners': what the business is.
    private bool Scenery(Clause clause, List<Referent> subjects) =>
        _sentence <= 2
        && clause.Subjects.Count > 0
        && subjects.TrueForAll(static subject => subject.IsSystem)
        && clause.Objects.Count > 0
        && clause.Verb is { Passive: false, Negated: false, Infinitive: false } verb
        && (
            verb.Copula && clause.Subjects[0].Pronoun is "we" or "i"
            || verb.Verb is "run" or "own" or "operate" or "have" or "serve" or "sell"
                && clause.Objects.TrueForAll(static noun => noun.Counted || !noun.Plural)
            || verb.Verb is "manage" && clause.Objects.TrueForAll(static noun => noun.Counted)
        );

    private void Negative(Clause clause, string owner)
    {
        foreach (var part in clause.Objects.Where(static part => part.Words.Count > 0 && part.Bounds is not null))
            _facts.Add(new BoundsFact(_sentence, owner, part.Key, part.Bounds!));
    }

    private void Belongs(Referent from, NounPhrase noun, bool required)
    {
        if (noun.Words.Count == 0)
            return;
        var to = Naming.Name(noun.Words);
        if (!Naming.CanBeThing(to))
            return;
        Mention(noun, 1);
        _facts.Add(
            new LinkFact(
                _sentence,
                from.Name,
                to,
                noun.Many ? LinkKind.ManyToMany : LinkKind.ManyToOne,
                required && noun.Bounds?.Required != false
            )
            {
                Stated = true,
            }
        );
    }

    // 'X is …': values, bounds, kinds.
    private void Copula(Clause clause, List<Referent> subjects, string? context)
    {
        // 'For each event there are ticket types'.
        if (context is not null && clause.Subjects.Count == 0 && Naming.CanBeThing(context))
        {
            foreach (var noun in clause.Objects.Where(static noun => noun.Words.Count > 0))
                Has(context, noun);
        }

        var negated = clause.Verb!.Negated;
        foreach (var subject in clause.Subjects)
        {
            var (owner, attribute) = Attribute(subject);
            if (attribute is null)
                continue;
            var bounds = subject.Bounds;
            foreach (var noun in clause.Objects)
            {
                var said = noun.Bounds;
                foreach (var word in noun.Dropped)
                {
                    if (_lexicon.Words.OptionalWords.Contains(word))
                        said = (said ?? new Bounds()).Merge(new Bounds { Required = negated });
                    else if (_lexicon.Words.UniqueWords.Contains(word))
                        said = (said ?? new Bounds()).Merge(new Bounds { Unique = true });
                    else if (_lexicon.Words.RequiredWords.Contains(word))
                        said = (said ?? new Bounds()).Merge(new Bounds { Required = !negated });
                }

                if (noun.Head is "negative" && negated || noun.Head is "positive" or "non-negative")
                    said = (said ?? new Bounds()).Merge(new Bounds { Min = 0 });
                if (noun.Head is "empty" or "blank" or "null" && negated)
                    said = (said ?? new Bounds()).Merge(new Bounds { Required = true });
                if (said is not null)
                    bounds = bounds?.Merge(said) ?? said;
                if (noun.Values.Count > 0)
                    _facts.Add(new ValuesFact(_sentence, owner, attribute, noun.Values));
            }

            if (subject.Values.Count > 0)
                _facts.Add(new ValuesFact(_sentence, owner, attribute, subject.Values));
            if (bounds is not null)
                _facts.Add(new BoundsFact(_sentence, owner, attribute, bounds));
        }

        var things = subjects.Where(static subject => !subject.IsSystem).ToList();
        if (clause.Objects.Exists(static noun => noun.Words.Count > 0) && clause.Prep("for") is null)
        {
            foreach (var subject in things.Where(static subject => Naming.IsPerson(subject.Name)))
                _facts.Add(new RoleFact(_sentence, subject.Name));
        }

        // 'The architecture is hexagonal with ports': of what is no row nothing is kept.
        if (clause.Subjects.Count > 0 && clause.Subjects.TrueForAll(static subject => s_honesty.Vague.Contains(subject.Head)))
            return;
        foreach (var noun in clause.Objects)
        {
            if (
                Naming.IsPerson(Naming.Name(noun.Words))
                && (
                    clause.Subjects.Count == 0
                    || clause.Subjects.Exists(static subject => subject.Words.Count == 0 || subject.Head is "role" or "type" or "kind")
                )
            )
                _facts.Add(new RoleFact(_sentence, Naming.Name(noun.Words)));
            else
                Mention(noun, noun.Indefinite || noun.Plural ? 1 : 0);
        }

        // 'There are three roles: …' and 'There are users, courses and lessons'.
        foreach (var noun in clause.After)
        {
            if (Naming.IsPerson(Naming.Name(noun.Words)))
                _facts.Add(new RoleFact(_sentence, Naming.Name(noun.Words)));
            else
                Mention(noun, 3);
        }
    }

    // Of which thing a noun is an attribute: 'the price of a product', 'a product's price', 'its price', or of whatever has one.
    private (string? Owner, string? Attribute) Attribute(NounPhrase noun)
    {
        if (noun.Words.Count == 0)
            return (null, null);
        if (noun.Of is { } of)
            return (Naming.Name(of.Words), noun.Key);
        if (noun.Possessor is { } possessor)
            return (Naming.Name(possessor.Split(' ')), noun.Key);
        if (noun.Words.Count > 1)
        {
            var owner = Naming.Name(noun.Words.Take(noun.Words.Count - 1).ToList());
            if (Naming.IsKnown(owner) && !_knowledge.Fields.Phrases.ContainsKey(noun.Key))
                return (owner, noun.Head);
        }

        return (noun.Own && _subjects.Count > 0 ? _subjects[0] : null, noun.Key);
    }

    private void Asked(Clause clause, string? context)
    {
        var verb = clause.Verb!.Verb;
        var owner = context;
        if (
            owner is null
            && clause.Prep("for", "of", "about", "on") is { } about
            && about.Nouns.Count == 1
            && (about.Nouns[0].Each || (about.Nouns[0].Indefinite && _lexicon.Is(verb, "store")))
        )
            owner = Naming.Name(about.Nouns[0].Words);
        if (
            owner is null
            && clause.Objects.LastOrDefault()?.Of is { } of
            && (of.Each || of.Indefinite || of.Plural)
            && _lexicon.Is(verb, "store")
        )
            owner = Naming.Name(of.Words);
        if (owner is not null && Naming.CanBeThing(owner))
        {
            foreach (var part in clause.Objects)
                Has(owner, part);
            if (clause.Objects.Count > 0 && Naming.CanBeThing(Naming.Name(clause.Objects[^1].Words)))
            {
                foreach (var part in clause.After)
                    Has(Naming.Name(clause.Objects[^1].Words), part);
            }

            return;
        }

        if (
            _vocabulary.States.ContainsKey(verb)
            && clause.Coordinated is false
            && clause.Objects.Count > 0
            && !_lexicon.Is(verb, "create")
            && !clause.Verb.Infinitive
        )
        {
            foreach (var noun in clause.Objects)
                Mention(noun, 1);
            return;
        }

        if (_figures && verb is "expect" or "want" or "need" or "handle" or "support" or "serve" or "get" or "have")
            return;
        var trade = _sentence == 1 && verb is "move" or "sell" or "delete" or "serve" or "use";
        var weight =
            clause.Verb.Negated || trade || verb is "delete" ? 0
            : _lexicon.Is(verb, "manage")
            || _lexicon.Is(verb, "store")
            || _lexicon.Is(verb, "create")
            || _lexicon.Is(verb, "need")
            || _lexicon.Is(verb, "has")
            || _lexicon.Is(verb, "read")
                ? 3
            : 1;
        foreach (var noun in clause.Objects.Concat(clause.After))
        {
            if (
                _lexicon.Makes(verb) is { } record
                && clause.Verb.Gerund
                && Naming.IsKnown(Naming.Name(noun.Words))
                && _knowledge.Entity(Naming.Name(noun.Words)) is { Transactional: false }
            )
                _facts.Add(new MakesFact(_sentence, "", verb, record, Naming.Name(noun.Words), Own: false));
            var vague =
                !noun.Plural
                && !Naming.IsKnown(Naming.Name(noun.Words))
                && !_lexicon.Is(verb, "manage")
                && (clause.Objects.Count == 1 || _lexicon.Is(verb, "need"));
            Mention(
                noun,
                noun.Counted ? 0
                    : weight > 1 && vague ? 1
                    : weight
            );
        }

        foreach (var prep in clause.Preps.Where(static prep => prep.Word is "for" or "of" or "" or "like" or "including"))
        {
            foreach (var noun in prep.Nouns.Where(_ => !trade))
                Mention(
                    noun,
                    noun.Plural
                        ? prep.Word is ""
                            ? 1
                            : 2
                        : 0
                );
        }
    }
}
