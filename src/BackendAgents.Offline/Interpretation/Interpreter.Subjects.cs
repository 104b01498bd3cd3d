using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Grammar;

namespace BackendAgents.Offline.Interpretation;

/// <content>Who and what clauses speak of, pronouns included.</content>
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
                Keeps(noun, clause)
                || SystemNouns.IsSystem(noun)
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

    // 'The hotel keeps bookings, rooms and guests': the house that the service is for.
    private bool Keeps(NounPhrase noun, Clause clause) =>
        noun is { Definite: true, Plural: false, Each: false, Words.Count: 1 }
        && _vocabulary.ServiceWords.Contains(noun.Head)
        && clause.Verb is { Passive: false } verb
        && _lexicon.Is(verb.Verb, "store");

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
}
