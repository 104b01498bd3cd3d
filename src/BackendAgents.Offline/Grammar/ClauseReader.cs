using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Offline.Grammar;

/// <summary>Finds the clauses of a sentence: each verb with its subject before and its objects behind.</summary>
internal sealed class ClauseReader
{
    private static readonly HashSet<string> s_conditions = new(StringComparer.Ordinal)
    {
        "if",
        "when",
        "because",
        "since",
        "unless",
        "until",
        "once",
        "after",
        "before",
        "although",
        "though",
        "whenever",
        "how",
        "what",
        "whether",
        "why",
    };

    private readonly IReadOnlyList<Item> _items;
    private readonly List<Clause> _clauses = [];

    private ClauseReader(IReadOnlyList<Item> items) => _items = items;

    public static List<Clause> Read(IReadOnlyList<Item> items)
    {
        var reader = new ClauseReader(items);
        reader.Run();
        Share(reader._clauses);
        return reader._clauses;
    }

    private void Run()
    {
        var verbs = new List<int>();
        for (var i = 0; i < _items.Count; i++)
        {
            if (_items[i].Kind == ItemKind.Verb)
                verbs.Add(i);
        }

        // Where the subject of each verb begins, so that the clause before ends there.
        var begins = new List<(int Begin, List<NounPhrase> Subjects, bool Coordinated, bool Relative)>();
        var floor = 0;
        foreach (var at in verbs)
        {
            begins.Add(Subject(at, floor));
            floor = at + 1;
        }

        if (verbs.Count == 0 || begins[0].Begin > 0)
            Head(0, verbs.Count == 0 ? _items.Count : begins[0].Begin);
        for (var i = 0; i < verbs.Count; i++)
        {
            var end = i + 1 < verbs.Count ? Math.Max(begins[i + 1].Begin, verbs[i] + 1) : _items.Count;
            var clause = new Clause
            {
                Subjects = begins[i].Subjects,
                Verb = _items[verbs[i]].Verb,
                Coordinated = begins[i].Coordinated,
                Relative = begins[i].Relative,
                Conditional = IsConditional(begins[i].Begin, floor: i == 0 ? 0 : verbs[i - 1] + 1),
            };
            _clauses.Add(clause);
            // 'A fine with an amount and a reason belongs …'.
            if (
                begins[i].Subjects.Count == 1
                && begins[i].Begin + 2 < verbs[i]
                && _items[begins[i].Begin].Noun == begins[i].Subjects[0]
                && _items[begins[i].Begin + 1] is { Kind: ItemKind.Prep, Word: "with" }
            )
                Tail(clause, begins[i].Begin + 1, verbs[i]);
            Tail(clause, verbs[i] + 1, end);
        }
    }

    private bool IsConditional(int begin, int floor)
    {
        for (var i = begin - 1; i >= floor && i >= begin - 2; i--)
        {
            if (_items[i] is { Kind: ItemKind.Sub } item)
                return s_conditions.Contains(item.Word);
            if (_items[i].Kind is ItemKind.Noun)
                return false;
        }

        return begin < _items.Count && _items[begin] is { Kind: ItemKind.Sub } own && s_conditions.Contains(own.Word);
    }

    private (int Begin, List<NounPhrase> Subjects, bool Coordinated, bool Relative) Subject(int verb, int floor)
    {
        var group = _items[verb].Verb!;
        var at = verb - 1;
        var relative = at >= floor && _items[at].Kind == ItemKind.Rel;
        if (relative)
            at--;
        while (relative && at >= floor && _items[at].Kind == ItemKind.Comma)
            at--;
        // 'see who has booked': a question within, without a noun of its own.
        if (relative && at >= floor && at > 0 && _items[at].Kind == ItemKind.Verb || relative && at == floor - 1 && floor > 0)
            return (verb, [], false, true);
        if (at < floor || _items[at].Kind is ItemKind.And or ItemKind.Comma or ItemKind.Verb or ItemKind.Sub or ItemKind.Prep)
        {
            var gerundOfPreposition = at >= floor && _items[at].Kind == ItemKind.Prep;
            var coordinated = floor > 0 && !gerundOfPreposition;
            return (
                at < floor ? verb
                : gerundOfPreposition ? at
                : at + 1,
                [],
                coordinated,
                false
            );
        }

        if (_items[at].Kind is ItemKind.Colon or ItemKind.Gap)
            return (at + 1, [], false, false);
        if (_items[at].Noun is null)
            return (verb, [], floor > 0, false);
        if (group.Reduced || relative)
        {
            // It hangs on the noun; that stays an object of the clause before.
            return (verb, [_items[at].Noun!], false, true);
        }

        if (group.Infinitive && floor > 0 && !_items[at].Noun!.Only)
            return (verb, [_items[at].Noun!], false, true);
        if (group is { Gerund: true, Verb: "have" } && floor > 0)
            return (verb, [_items[at].Noun!], false, true);
        if (group.Gerund)
            return (verb, [], floor > 0, false);
        return Finite(at, floor);
    }

    private (int Begin, List<NounPhrase> Subjects, bool Coordinated, bool Relative) Finite(int at, int floor)
    {
        // 'The reviews of a product have …', 'Customers in the shop order …': the subject stands before the preposition.
        while (at - 2 >= floor && _items[at - 1].Kind == ItemKind.Prep && _items[at - 2].Noun is not null && floor == 0)
            at -= 2;
        // 'create courses with lessons and quizzes, students enroll in …': people behind a comma begin anew.
        if (floor > 0 && at - 1 >= floor && _items[at - 1].Kind == ItemKind.Comma && IsPerson(_items[at].Noun!))
            return (at, [_items[at].Noun!], false, false);
        // 'A fine with an amount and a reason …': the list hangs on the noun before 'with'.
        var left = at;
        while (
            left - 2 >= floor
            && _items[left - 1].Kind is ItemKind.And or ItemKind.Comma
            && _items[left - 2].Noun is not null
            && at - left < 40
        )
            left -= 2;
        if (
            left - 2 >= floor
            && _items[left - 1] is { Kind: ItemKind.Prep, Word: "with" }
            && _items[left - 2].Noun is { Words.Count: > 0 } holder
        )
            return (left - 2, [holder], false, false);
        var subjects = new List<NounPhrase> { _items[at].Noun! };
        var begin = at;
        while (begin - 2 >= floor && subjects.Count < 40)
        {
            var separator = begin - 1;
            while (separator > floor && _items[separator - 1].Kind is ItemKind.Comma or ItemKind.And)
                separator--;
            if (
                _items[separator].Kind is not (ItemKind.Comma or ItemKind.And)
                || separator - 1 < floor
                || _items[separator - 1].Noun is not { } noun
            )
                break;
            var governed = separator - 2 >= floor && _items[separator - 2].Kind == ItemKind.Prep;
            if (
                governed
                || subjects[0].Each
                || (floor > 0 && !(IsPerson(noun) && IsPerson(subjects[0]) && _items[begin - 1].Kind == ItemKind.And))
            )
                break;
            if (
                floor == 0
                && _items[begin - 1].Kind == ItemKind.Comma
                && separator == begin - 1
                && subjects.Count == 1
                && subjects[0].Pronoun is not null
            )
                break;
            subjects.Insert(0, noun);
            begin = separator - 1;
        }

        return (begin, subjects, false, false);
    }

    private static readonly HashSet<string> s_units = new(StringComparer.Ordinal)
    {
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "year",
        "kg",
        "kilogram",
        "gram",
        "km",
        "kilometre",
        "kilometer",
        "metre",
        "meter",
        "cm",
        "mm",
        "mile",
        "litre",
        "liter",
        "euro",
        "dollar",
        "pound",
        "cent",
        "percent",
        "byte",
        "kb",
        "mb",
        "gb",
        "square",
        "degree",
        "celsius",
    };

    private static bool IsPerson(NounPhrase noun) => KnowledgeBase.Instance.Person(noun.Key) != PersonKind.None;

    private void Head(int start, int end)
    {
        var clause = new Clause();
        Tail(clause, start, end);
        if (clause.Objects.Count + clause.Preps.Count + clause.After.Count > 0)
            _clauses.Add(clause);
    }

    private void Tail(Clause clause, int start, int end)
    {
        var target = clause.Objects;
        var separated = true;
        NounPhrase? last =
            clause.Subjects.Count > 0
            && (
                clause.Verb is null
                || start < end
                    && _items[start] is { Kind: ItemKind.Prep, Word: "with" }
                    && start > 0
                    && _items[start - 1].Noun == clause.Subjects[^1]
            )
                ? clause.Subjects[^1]
                : null;
        for (var i = start; i < end; i++)
        {
            var item = _items[i];
            switch (item.Kind)
            {
                case ItemKind.Noun when item.Noun!.Pronoun == "eachother":
                    clause.Reciprocal = true;
                    break;
                case ItemKind.Noun:
                    // Two nouns side by side: 'give users access'.
                    _ = separated;
                    target.Add(item.Noun!);

                    // 'a duration in seconds, a publish date': the list goes on behind the unit.
                    if (
                        clause.Preps is [.., { Word: "in", Nouns: [var unit] } measure]
                        && ReferenceEquals(measure.Nouns, target)
                        && ReferenceEquals(unit, item.Noun)
                        && s_units.Contains(unit.Head)
                        && clause.Objects.Count > 0
                    )
                        target = clause.Objects;
                    last = item.Noun;
                    separated = false;
                    break;
                case ItemKind.Prep:
                    var phrase = new PrepPhrase(
                        item.Word is "including" or "like" ? item.Word
                            : item.Word is "within" or "inside" ? "in"
                            : item.Word is "onto" or "upon" ? "on"
                            : item.Word,
                        last,
                        []
                    );
                    clause.Preps.Add(phrase);
                    target = phrase.Nouns;
                    break;
                case ItemKind.Comma when IsOver(clause, target, start, i, end):
                    target = clause.Objects;
                    separated = true;
                    break;
                case ItemKind.Colon:
                    target = clause.After;
                    break;
                case ItemKind.Sub or ItemKind.Gap:
                    if (item.Kind == ItemKind.Sub || clause.Objects.Count > 0)
                        target = Rest(clause);
                    break;
                default:
                    separated = true;
                    break;
            }
        }
    }

    // 'restaurants with menus and dishes, customers who …', 'users, channels, messages with attachments, and reactions': where what stands
    // behind 'with' ends, and the outer list goes on.
    private bool IsOver(Clause clause, List<NounPhrase> target, int start, int comma, int end)
    {
        if (
            clause.Preps is not [.., { Word: "with" } with]
            || !ReferenceEquals(with.Nouns, target)
            || with.Holder is not { Plural: true }
            || clause.Objects.Count == 0
        )
            return false;
        var closed = false;
        for (var i = comma - 1; i > start && _items[i].Kind != ItemKind.Prep; i--)
            closed |= _items[i].Kind == ItemKind.And;
        var next = comma + 1;
        if (closed)
            return next < end
                && _items[next].Noun is { Plural: true, Words.Count: > 0 } noun
                && (IsPerson(noun) || Naming.IsKnown(Naming.Name(noun.Words)));
        return target.Count == 1
            && clause.Objects.Count >= 3
            && next + 1 < end
            && _items[next].Kind == ItemKind.And
            && _items[next + 1].Noun is { Plural: true } or { Indefinite: true };
    }

    private static List<NounPhrase> Rest(Clause clause)
    {
        var rest = new PrepPhrase("", null, []);
        clause.Preps.Add(rest);
        return rest.Nouns;
    }

    // 'create, edit and delete posts': verbs without objects take those of the next.
    private static void Share(List<Clause> clauses)
    {
        for (var i = clauses.Count - 2; i >= 0; i--)
        {
            var (clause, next) = (clauses[i], clauses[i + 1]);
            if (
                clause.Verb is not null
                && !clause.Verb.Copula
                && clause.Objects.Count + clause.Preps.Count == 0
                && next is { Coordinated: true, Verb.Infinitive: false }
            )
            {
                clause.Objects.AddRange(next.Objects);
                clause.Preps.AddRange(next.Preps);
            }
        }
    }
}
