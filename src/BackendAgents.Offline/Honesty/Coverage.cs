using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Engineering.Briefs.Sayings;
using BackendAgents.Offline.Grammar;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Honesty;

/// <summary>
/// Finds the words of a sentence for which no element of the blueprint stands. A sentence counts as placed only when there are none: every
/// noun is a name in the model, every verb is done by an operation, a relation or a field.
/// </summary>
internal sealed class Coverage
{
    private static readonly LexiconFiles.Honesty s_words = LexiconFiles.Honesty.Instance;

    // The first sentences say what the whole is for: 'we sell cakes'.
    private const int Scenery = 3;

    private readonly HashSet<string> _things = new(StringComparer.Ordinal);
    private readonly HashSet<string> _entities = new(StringComparer.Ordinal);
    private readonly HashSet<string> _title = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _namesOf = new(StringComparer.Ordinal);
    private readonly Dictionary<int, IReadOnlyList<string>> _elements;
    private readonly ILookup<int, Fact> _facts;
    private readonly Blueprint _blueprint;

    private readonly bool _visitors;

    public Coverage(BriefReading reading)
    {
        _visitors = Guests.AreVisitors(reading.Facts!.Facts);
        _blueprint = reading.Blueprint!;
        _elements = reading.Trace.ToDictionary(static sentence => sentence.Number, static sentence => sentence.Elements);
        _facts = reading.Facts!.Facts.ToLookup(static fact => fact.Sentence);
        _entities.UnionWith(_blueprint.Entities.Select(static entity => Spaced(entity.Id)).Where(static noun => noun != "user"));
        _things.UnionWith(_blueprint.Entities.Select(static entity => Spaced(entity.Id)));
        _things.UnionWith(_blueprint.Roles.Select(static role => Spaced(role.Id)));
        _title.UnionWith(Conventions.Phrase(_blueprint.Service.Title).ToLowerInvariant().Split(' '));
        foreach (var entity in _blueprint.Entities)
            _namesOf[entity.Id] = Names(entity);
    }

    /// <summary>The words that nothing stands for, as they are in the sentence.</summary>
    public IReadOnlyList<string> Missing(SaidWords said)
    {
        var elements = _elements.GetValueOrDefault(said.Sentence) ?? [];
        if (SayingStep.IsWhole(elements))
            return [];
        var names = NamesIn(elements);
        var missing = new List<string>(said.Loose.Where(word => !IsMet(said.Sentence, word)));
        missing.AddRange(said.Verbs.Where(verb => !IsDone(said.Sentence, verb.Verb, elements)).Select(static verb => verb.Verb));
        foreach (var noun in said.Nouns)
            Noun(noun, names, elements, said.Sentence, missing);
        missing.AddRange(Apart(said));
        // 'Tutors can do all that students can': who there is does not say what they may.
        if (
            missing.Count == 0
            && elements.Count > 0
            && elements.All(static element => element.StartsWith("role ", StringComparison.Ordinal))
            && said.Verbs.FirstOrDefault(static verb => verb.Modal) is { } may
        )
            missing.Add(may.Verb);
        // 'See every request', below a heading that says who: that there are requests shows them to nobody.
        if (
            missing.Count == 0
            && elements.Count > 0
            && elements.All(static element => element.Split(' ')[0] is "entity" or "field")
            && said.Verbs is [var sees, ..]
            && Lexicon.Instance.Is(sees.Verb, "read")
        )
            missing.Add(sees.Verb);
        return [.. missing.Distinct()];
    }

    /// <summary>Whether a word that is missing in a sentence names a thing or a role all the same.</summary>
    public bool IsThere(string word) => _things.Contains(word) || _things.Contains(Vocabulary.Instance.Singular(word));

    /// <summary>Whether a sentence says only what every service does.</summary>
    public bool IsGiven(SaidWords said) => SayingStep.IsGiven(_elements.GetValueOrDefault(said.Sentence) ?? []);

    /// <summary>How many words of a sentence ask for an element.</summary>
    public static int Asked(SaidWords said) =>
        said.Loose.Count + said.Verbs.Count(static verb => !s_words.NeutralVerbs.Contains(verb.Verb)) + said.Nouns.Sum(Words);

    private static int Words(NounPhrase noun) =>
        noun.Words.Count(static word => !s_words.NeutralNouns.Contains(word)) + (noun.Of is { } of ? Words(of) : 0) + noun.Parts.Sum(Words);

    // 'Boards have lists': that both are kept does not say how they belong together.
    private List<string> Apart(SaidWords said)
    {
        if (
            _facts[said.Sentence].Any(static fact => fact is PermitFact)
            || !said.Verbs.Any(static verb =>
                verb.Copula || Lexicon.Instance.Is(verb.Verb, "has") || Lexicon.Instance.Is(verb.Verb, "belong")
            )
        )
            return [];
        var things = said
            .Nouns.SelectMany(static noun => noun.Of is { } of ? new[] { noun, of } : [noun])
            .Select(static noun => Naming.Name(noun.Words))
            .Where(noun => _entities.Contains(noun))
            .Distinct()
            .ToList();
        var relations = _blueprint.Relations.Count(relation =>
            things.Contains(Spaced(relation.From)) && things.Contains(Spaced(relation.To))
        );
        // 'A contractor has several clients', where clients are accounts: those are somebody's only by a relation.
        var people = said
            .Nouns.Where(static noun => noun.Plural && noun.Words.Count > 0)
            .Select(static noun => Naming.Name(noun.Words))
            .Where(noun => !_entities.Contains(noun) && Naming.IsPerson(noun))
            .Distinct()
            .ToList();
        if (
            people.Count > 0
            && things.Count == 1
            && said.Verbs.Any(static verb => Lexicon.Instance.Is(verb.Verb, "has"))
            && !_blueprint.Relations.Any(relation =>
                relation.From == "user" && Spaced(relation.To) == things[0] || relation.To == "user" && Spaced(relation.From) == things[0]
            )
        )
            return people;
        return relations >= things.Count - 1 ? [] : things;
    }

    private void Noun(NounPhrase noun, HashSet<string> names, IReadOnlyList<string> elements, int sentence, List<string> missing)
    {
        // A figure that no fact has taken up: 'keeps a book for more than four weeks'.
        if (
            noun.Bounds is { } bounds
            && bounds != new Bounds { Required = bounds.Required }
            && !_facts[sentence].Any(static fact => fact is BoundsFact or TargetFact or HasFact { Part.Bounds: not null })
        )
            missing.Add(noun.Head.Length > 0 ? $"the figure of {noun.Head}" : "the figure");
        // 'Everyone can see published posts' keeps others from everyone, which no value of a field does.
        var open = _facts[sentence]
            .Any(static fact => fact is PermitFact { Deed: Deed.Read, Denied: false } permit && IsAnybody(permit.Role));
        missing.AddRange(noun.Dropped.Where(word => s_words.Restricting.Contains(word) && (open || !names.Contains(word))));
        missing.AddRange(noun.Values.Where(value => !names.Contains(value)));
        if (noun.Of is { } of)
        {
            Noun(of, names, elements, sentence, missing);
            // 'The visits of their own pets': whose rows are whose must be in the model.
            if (of.Own && !AreRelated(Naming.Name(noun.Words), Naming.Name(of.Words)))
                missing.Add($"{noun.Key} of {of.Key}");
        }

        foreach (var part in noun.Parts)
            Noun(part, names, elements, sentence, missing);
        // 'The show's creator' is somebody to whom a show belongs, and no role.
        if (
            noun.Possessor is { } possessor
            && (
                !IsThing(possessor)
                || _entities.Contains(possessor)
                    && Naming.IsPerson(Naming.Name(noun.Words))
                    && _facts[sentence].Any(static fact => fact is PermitFact)
            )
        )
            missing.Add(possessor);
        if (noun.Words.Count == 0 || IsNamed(noun, names, elements))
            return;
        missing.AddRange(noun.Words.Where(word => !IsWord(word, names, sentence)));
    }

    private static bool IsAnybody(string role) => KnowledgeBase.Instance.Person(role) == PersonKind.Anonymous;

    private bool AreRelated(string first, string second)
    {
        if (!_entities.Contains(first) || !_entities.Contains(second) || first == second)
            return true;
        IEnumerable<string> Near(string thing) =>
            _blueprint
                .Relations.Where(relation => Spaced(relation.From) == thing || Spaced(relation.To) == thing)
                .Select(relation => Spaced(relation.From) == thing ? Spaced(relation.To) : Spaced(relation.From))
                .Where(static near => near != "user");
        return Near(first).Any(near => near == second || Near(near).Contains(second));
    }

    private bool IsNamed(NounPhrase noun, HashSet<string> names, IReadOnlyList<string> elements) =>
        s_words.NeutralNouns.Contains(noun.Key)
        || IsThing(noun.Key)
        || _things.Contains(Naming.Name(noun.Words))
        || names.Contains(Conventions.Camel(noun.Key))
        || FieldTypes.Find(noun.Key) is { } field && names.Contains(field.Name)
        || KnowledgeBase.Instance.Feature(noun.Key) is { Unsupported: null } feature && elements.Contains("feature " + feature.Name);

    private bool IsThing(string noun) =>
        _things.Contains(noun)
        || _things.Contains(KnowledgeBase.Instance.Canonical(noun))
        || IsTail(noun)
        || noun == Guests.Guest && _visitors
        || KnowledgeBase.Instance.Person(noun) switch
        {
            PersonKind.Anonymous => true,
            PersonKind.Account => _things.Contains("user"),
            PersonKind.Admin => _things.Contains("admin"),
            _ => false,
        };

    // 'Their requests' are leave requests, where there are no others.
    private bool IsTail(string noun) =>
        !Naming.IsKnown(noun) && _entities.Count(thing => thing.EndsWith(" " + noun, StringComparison.Ordinal)) == 1;

    private bool IsWord(string word, HashSet<string> names, int sentence) =>
        s_words.NeutralNouns.Contains(word)
        || names.Contains(word)
        || names.Contains(Vocabulary.Instance.Singular(word))
        || IsThing(word)
        || word is "everything" && _facts[sentence].Any(static fact => fact is FullAccessFact)
        || word.StartsWith("sub-", StringComparison.Ordinal) && IsThing(word[4..])
        || sentence <= Scenery && _title.Contains(word)
        || sentence <= 2 && (s_words.SceneryNouns.Contains(word) || Vocabulary.Instance.ServiceWords.Contains(word));

    // A condition is met by a fact that holds it, a number by bounds, 'only' and 'not' by a permission.
    private bool IsMet(int sentence, string word) =>
        word == "per" ? _facts[sentence].Any(static fact => fact is LinkFact)
        : s_words.Conditions.Contains(word) ? word is "before" or "after" && _facts[sentence].Any(static fact => fact is OrderFact)
        : char.IsAsciiDigit(word[0])
            && _facts[sentence]
                .Any(static fact => fact is BoundsFact or TargetFact or ValuesFact || fact is HasFact { Part.Bounds: not null });

    private bool IsDone(int sentence, string verb, IReadOnlyList<string> elements)
    {
        if (s_words.UndoneVerbs.Contains(verb))
            return false;
        if (
            s_words.NeutralVerbs.Contains(verb) && (sentence <= Scenery || verb is not ("sell" or "serve"))
            // 'It must serve 500 requests per second': the figure is what it says.
            || verb == "serve" && _facts[sentence].Any(static fact => fact is TargetFact)
            || Lexicon.Instance.Is(verb, "auth")
        )
            return true;
        if (
            _facts[sentence].Any(fact => IsDeed(fact, verb, elements))
            || s_words.RecordVerbs.TryGetValue(verb, out var record) && _things.Contains(record)
        )
            return true;
        if (IsOnlyNamed(sentence, verb, elements))
            return false;
        if (s_words.RowVerbs.Contains(verb))
            return elements.Any(static element =>
                !element.StartsWith("service", StringComparison.Ordinal) && !element.StartsWith("role ", StringComparison.Ordinal)
            );
        return (s_words.RelationVerbs.Contains(verb) || Lexicon.Instance.Is(verb, "link") || Lexicon.Instance.Is(verb, "assign"))
            // Who signs in as which member says nothing of what they work in.
            && elements.Any(static element =>
                element.StartsWith("relation ", StringComparison.Ordinal) && !element.EndsWith("-user", StringComparison.Ordinal)
            );
    }

    // Where it is said who does it, each verb must be somebody's: 'adds and removes users' is not done by a removal alone.
    private bool IsOnlyNamed(int sentence, string verb, IReadOnlyList<string> elements)
    {
        var prefix =
            Lexicon.Instance.Is(verb, "create") ? "operation create-"
            : Lexicon.Instance.Is(verb, "update") ? "operation update-"
            : Lexicon.Instance.Is(verb, "delete") ? "operation delete-"
            : null;
        var permits = _facts[sentence].OfType<PermitFact>().Where(static permit => permit.Role.Length > 0).ToList();
        if (prefix is null || permits.Count == 0 || _facts[sentence].Any(static fact => fact is FeatureFact { Feature: "authentication" }))
            return false;
        return !(
            permits.Exists(permit =>
                permit.Verb == verb && (!IsAccount(permit) || elements.Any(element => element.StartsWith(prefix, StringComparison.Ordinal)))
            )
            || _facts[sentence]
                .Any(fact => fact is MakesFact makes && makes.Verb == verb || fact is ConnectFact connect && connect.Verb == verb)
        );
    }

    private bool IsAccount(PermitFact permit) => Naming.IsPerson(permit.Thing) && !_entities.Contains(permit.Thing);

    // What a fact says of somebody's doing, when an operation does it.
    private bool IsDeed(Fact fact, string verb, IReadOnlyList<string> elements) =>
        fact switch
        {
            PermitFact { Deed: Deed.State } state => state.Verb.Split(' ')[0] == verb
                && _blueprint.Operations.Any(operation =>
                    operation.Transition is not null && operation.Entity == Conventions.Kebab(state.Thing)
                ),
            // Who is only a role is nothing that anything could be done to.
            PermitFact permit => permit.Verb == verb
                // 'Customers rate orders' makes no orders.
                && !(permit.Deed == Deed.Create && Lexicon.Instance.Makes(verb) is { } record && record != permit.Thing)
                && _things.Contains(permit.Thing)
                && (
                    _entities.Contains(permit.Thing)
                    || elements.Any(static element => element.StartsWith("operation ", StringComparison.Ordinal))
                )
                && !s_words.UndoneVerbs.Contains(verb)
                && !IsOnlyNamed(permit.Sentence, verb, elements),
            MakesFact makes => makes.Verb == verb && _things.Contains(makes.Record),
            ConnectFact connect => connect.Verb == verb && _things.Contains(connect.Thing),
            _ => false,
        };

    // Names of the elements to which the sentence led, and of what belongs to the same things.
    private HashSet<string> NamesIn(IReadOnlyList<string> elements)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in elements)
        {
            var id = element[(element.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            names.UnionWith(id.Split('-', ' ', '.'));
            foreach (var (entity, own) in _namesOf)
            {
                if (
                    id == entity
                    || id.StartsWith(entity + "-", StringComparison.Ordinal)
                    || id.EndsWith("-" + entity, StringComparison.Ordinal)
                )
                    names.UnionWith(own);
            }
        }

        return names;
    }

    private HashSet<string> Names(Entity entity)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        void Add(string name)
        {
            names.Add(name);
            foreach (var word in Conventions.Phrase(name).ToLowerInvariant().Split(' '))
            {
                names.Add(word);
                names.Add(Vocabulary.Instance.Singular(word));
            }
        }

        foreach (var field in entity.Fields)
        {
            Add(field.Name);
            // A row has one state, whether it is called state or status.
            if (field is { Type: FieldType.Enum, Name: "status" or "state" })
                names.UnionWith(["status", "state"]);
            foreach (var value in _blueprint.Enums.FirstOrDefault(type => type.Id == field.Enum)?.Values ?? [])
                Add(value);
        }

        foreach (var relation in _blueprint.Relations)
        {
            if (relation.From == entity.Id)
                Add(relation.Inverse);
            if (relation.To == entity.Id)
                Add(relation.Name);
        }

        foreach (var word in Spaced(entity.Id).Split(' '))
            names.Add(word);
        return names;
    }

    private static string Spaced(string id) => id.Replace('-', ' ');
}
