using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Grammar;

namespace BackendAgents.Offline.Interpretation;

/// <content>What hangs on nouns: attributes, parts and what they refer to.</content>
internal sealed partial class Interpreter
{
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
                foreach (var part in prep.Nouns.Where(part => !IsOfDeed(clause, holder, name, part)))
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

    // 'Customers book a van with a start date': the date is one of the booking.
    private bool IsOfDeed(Clause clause, NounPhrase holder, string name, NounPhrase part) =>
        clause is { Verb: { Passive: false } verb }
        && clause.Objects.Contains(holder)
        && _lexicon.Makes(verb.Verb) is { } made
        && made != name
        && part.Key is "start date" or "end date" or "start time" or "end time";

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
}
