using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Grammar;

namespace BackendAgents.Offline.Interpretation;

/// <content>Passive voice: 'appointments are booked by patients', 'each order is linked to a customer'.</content>
internal sealed partial class Interpreter
{
    private void Passive(Clause clause, List<Referent> subjects)
    {
        var verb = clause.Verb!;
        var agents = clause.Prep("by")?.Nouns.Where(static noun => noun.Words.Count > 0 || noun.Pronoun is not null).ToList() ?? [];
        foreach (var subject in subjects)
        {
            if (IsInside(clause, verb.Verb, subject.Name) || _contained && IsChange(verb.Verb))
            {
                Doubted($"{verb.Verb} {subject.Name}".Trim());
                foreach (var noun in clause.Preps.SelectMany(static prep => prep.Nouns))
                    Mention(noun, 1);
                continue;
            }

            if (subject.IsSystem)
            {
                foreach (var noun in clause.Preps.SelectMany(static prep => prep.Nouns))
                    Mention(noun, 1);
                continue;
            }

            if (_lexicon.Is(verb.Verb, "notify") && Naming.IsPerson(subject.Name))
            {
                if (Naming.Person(subject.Name) == PersonKind.Staff)
                    _facts.Add(new RoleFact(_sentence, subject.Name));
                continue;
            }
            if (verb.Verb == "identify" || (verb.Verb is "describe" or "characterise" or "know") && clause.Prep("by") is not null)
            {
                foreach (var noun in clause.Prep("by")?.Nouns ?? [])
                {
                    noun.Bounds = (noun.Bounds ?? new Bounds()).Merge(new Bounds { Unique = verb.Verb == "identify", Required = true });
                    Has(subject.Name, noun);
                }

                continue;
            }

            if (
                verb.Reduced && agents.Exists(static noun => noun.Pronoun is "them" or "him" or "her" or "themselves")
                || clause.Prep("to")?.Nouns.Exists(static noun => noun.Pronoun is "them" or "him" or "her" or "themselves") == true
            )
            {
                Narrow(subject.Name);
                continue;
            }

            // 'Courses made of modules and lessons'.
            if (
                verb.Verb is "make" or "compose" or "build"
                && clause.Prep("of") is { } whole
                && Naming.CanBeThing(subject.Name)
                && !Naming.IsPerson(subject.Name)
            )
            {
                foreach (var noun in whole.Nouns)
                    Has(subject.Name, noun);
                continue;
            }

            if (Given(clause, subject))
                continue;
            var about = Concerned(clause, subject);
            if (Linked(clause, subject) || about && agents.Count == 0 && !_lexicon.Is(verb.Verb, "manage"))
            {
                if (subject.Noun is { } said)
                    Mention(said, clause.Prep("per") is null ? 3 : 5);
                continue;
            }

            var people = agents.Where(static noun => IsActor(new Referent(Naming.Name(noun.Words), noun))).ToList();
            foreach (var agent in people)
            {
                var role = Naming.Name(agent.Words);
                var thing = new NounPhrase
                {
                    Words = subject.Name.Split(' '),
                    Plural = true,
                    Own = agent.Only && false,
                };
                Do(clause, role, verb.Verb, thing, own: false, only: agent.Only || verb.Only, verb.Negated);
            }

            if (people.Count == 0)
                Agentless(clause, subject);
        }
    }

    // 'Workers are given tasks': the tasks are assigned to them.
    private bool Given(Clause clause, Referent subject)
    {
        if (
            !(clause.Verb!.Verb is "give" or "hand" or "send" || _lexicon.Is(clause.Verb.Verb, "assign"))
            || clause.Objects.Count == 0
            || !IsActor(subject)
        )
            return false;
        _facts.Add(new RoleFact(_sentence, subject.Name));
        foreach (var noun in clause.Objects.Where(static noun => noun.Words.Count > 0))
        {
            var thing = Naming.Name(noun.Words);
            if (!Naming.CanBeThing(thing) || Naming.IsPerson(thing))
                continue;
            Mention(noun, 3);
            _facts.Add(new LinkFact(_sentence, thing, subject.Name, LinkKind.ManyToOne, Required: false, "assignee"));
            _facts.Add(new PermitFact(_sentence, subject.Name, Deed.Read, "receive", thing, Own: true, Only: false, Denied: false));
        }

        return true;
    }

    // 'Yields are entered for each animal', 'documents are uploaded to a case': the thing belongs to what it is done for.
    private bool Concerned(Clause clause, Referent subject)
    {
        if (
            !Naming.CanBeThing(subject.Name)
            || Naming.IsPerson(subject.Name)
            || !(_lexicon.Is(clause.Verb!.Verb, "create") || _lexicon.Is(clause.Verb.Verb, "store"))
        )
            return false;
        var done = false;
        foreach (var prep in clause.Preps.Where(static prep => prep.Word is "for" or "to" or "on" or "against" or "per"))
        {
            // 'is kept per product and location' names each of them.
            foreach (
                var noun in prep.Nouns.Where(noun =>
                    noun.Words.Count > 0
                    && (
                        noun.Each
                        || noun.Indefinite
                        || noun.Definite && !noun.Plural
                        || prep.Word == "per" && !noun.Plural
                        || prep.Word == "for"
                            && noun.Plural
                            && subject.Noun is { Plural: true }
                            && _knowledge.Entity(Naming.Name(noun.Words)) is { Transactional: true }
                    )
                )
            )
            {
                var to = Naming.Name(noun.Words);
                if (prep.Word == "per" && Naming.CanBeThing(to) && !Naming.IsPerson(to))
                    _facts.Add(new MentionFact(_sentence, to, 2));
                if (
                    !Naming.CanBeThing(to)
                    || to == subject.Name
                    || SystemNouns.IsSystem(noun)
                    || FieldTypes.IsFieldName(noun.Key) && !Naming.IsKnown(to)
                )
                    continue;
                _facts.Add(new LinkFact(_sentence, subject.Name, to, LinkKind.ManyToOne, Required: true));
                done = true;
            }
        }

        return done;
    }

    private void Agentless(Clause clause, Referent subject)
    {
        var verb = clause.Verb!;
        if (verb.Negated && (_lexicon.Is(verb.Verb, "update") || _lexicon.Is(verb.Verb, "delete")))
        {
            _facts.Add(
                new PermitFact(
                    _sentence,
                    "*",
                    _lexicon.Is(verb.Verb, "update") ? Deed.Update : Deed.Delete,
                    verb.Verb,
                    subject.Name,
                    Own: false,
                    Only: false,
                    Denied: true
                )
            );
        }
        else if (
            _vocabulary.States.ContainsKey(verb.Verb)
            && (verb.Modal || !verb.Reduced)
            && Naming.CanBeThing(subject.Name)
            && !Naming.IsPerson(subject.Name)
        )
        {
            _facts.Add(new PermitFact(_sentence, "", Deed.State, verb.Verb, subject.Name, Own: false, Only: false, Denied: verb.Negated));
        }

        if (subject.Noun is { } noun)
            Mention(noun, _lexicon.Is(verb.Verb, "create") || _lexicon.Is(verb.Verb, "store") || _lexicon.Is(verb.Verb, "manage") ? 3 : 1);
        foreach (var part in clause.Preps.Where(static prep => prep.Word is "with").SelectMany(static prep => prep.Nouns))
        {
            if (Naming.CanBeThing(subject.Name) && !Naming.IsPerson(subject.Name))
                Has(subject.Name, part);
        }
    }

    // 'is assigned to', 'are tagged with', 'is linked to', 'are grouped into'.
    private bool Linked(Clause clause, Referent subject)
    {
        var verb = clause.Verb!.Verb;
        var assign = _lexicon.Is(verb, "assign") || verb is "send" or "address" or "deliver" or "give" && false;
        var link =
            _lexicon.Is(verb, "link")
            || _lexicon.Is(verb, "belong")
            || verb
                is "organise"
                    or "organize"
                    or "divide"
                    or "split"
                    or "sort"
                    or "enroll"
                    or "place"
                    or "store"
                    or "hold"
                    or "teach"
                    or "own"
                    or "lead"
                    or "supervise"
                    or "keep"
                    or "locate"
                    or "install"
                    or "order"
                    or "write"
                    or "mount"
                    or "perform"
                    or "treat"
                    or "cover"
                    or "serve"
                    or "bill";
        if (!assign && !link || !Naming.CanBeThing(subject.Name))
            return false;
        var prep =
            assign || _lexicon.Is(verb, "link") || _lexicon.Is(verb, "belong") || verb is "enroll"
                ? clause.Prep("to", "with", "into", "under", "by", "in", "against")
                : clause.Prep("into", "in", "by", "on", "at");
        if (prep is null)
            return false;
        var done = false;
        foreach (var noun in prep.Nouns.Where(static noun => noun.Words.Count > 0))
        {
            var to = Naming.Name(noun.Words);
            if (
                !Naming.CanBeThing(to)
                || (
                    prep.Word == "by"
                    && Naming.IsPerson(to)
                    && !(verb is "teach" or "own" or "lead" or "supervise" or "treat" or "perform" or "serve" || assign)
                )
            )
                continue;
            var many = noun.Many || ((verb is "tag" or "label" or "enroll") && noun.Plural);
            if (noun.Plural && !Naming.IsPerson(to))
                Mention(noun, 1);
            var required = !(clause.Verb.Modal && !clause.Verb.Must) && noun.Bounds?.Required != false;
            if (Naming.IsPerson(subject.Name) && !Naming.IsPerson(to) && !many && assign)
                _facts.Add(new LinkFact(_sentence, to, subject.Name, LinkKind.ManyToOne, Required: false));
            else
                _facts.Add(new LinkFact(_sentence, subject.Name, to, many ? LinkKind.ManyToMany : LinkKind.ManyToOne, required && !assign));
            done = true;
        }

        return done;
    }

    // 'properties and leases that belong to them': all that was permitted in the sentence.
    private void Narrow()
    {
        foreach (
            var thing in _facts
                .OfType<PermitFact>()
                .Where(permit => permit.Sentence == _sentence)
                .Select(static permit => permit.Thing)
                .Distinct()
                .ToList()
        )
            Narrow(thing);
    }

    // 'tickets assigned to them', 'posts written by them': what was permitted just now is permitted on own rows.
    private void Narrow(string thing)
    {
        for (var i = _facts.Count - 1; i >= 0 && _facts[i].Sentence == _sentence; i--)
        {
            if (_facts[i] is PermitFact permit && permit.Thing == thing)
                _facts[i] = permit with { Own = true };
        }
    }
}
