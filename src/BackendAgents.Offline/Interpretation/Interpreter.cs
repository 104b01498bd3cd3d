using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Grammar;
using BackendAgents.Offline.Honesty;
using BackendAgents.Offline.Phrases;
using BackendAgents.Offline.Reading;
using BackendAgents.Offline.Reading.Formal;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Interpretation;

/// <summary>Turns sentences into facts. One instance reads one brief, front to back, because pronouns refer back.</summary>
internal sealed partial class Interpreter
{
    private const int MaxTokens = 4_000;
    private const int MaxSubjects = 12;

    private readonly List<Fact> _facts = [];

    // Records that people of earlier sentences leave behind: 'an application' is theirs then, and not what is to be built.
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private int _seen;
    private readonly Lexicon _lexicon = Lexicon.Instance;
    private readonly Vocabulary _vocabulary = Vocabulary.Instance;
    private readonly KnowledgeBase _knowledge = KnowledgeBase.Instance;

    // What 'they' and 'it' refer to.
    private List<string> _subjects = [];

    // Under 'Users' or 'Roles' stand people, whatever they are called.
    private static readonly HashSet<string> s_people = new(StringComparer.Ordinal)
    {
        "users",
        "roles",
        "actors",
        "user roles",
        "user types",
    };
    private bool _ofPeople;

    // The people last spoken of, for 'they' who do something.
    private List<string> _people = [];

    // The thing that was last done something to, for 'marks them as ready'.
    private string? _thing;

    // What somebody last brought into being, for 'and leave their name'.
    private string? _record;
    private int _sentence;

    // The accounts that the brief speaks of hold money.
    private bool _banking;

    // The sentence names load or latency: what it 'expects' and 'wants' is no data.
    private bool _figures;
    private int _words;
    private int _understood;
    private const int FewWords = 4;

    /// <summary>
    /// Share of words that are English or known, 0 to 1; a brief of tables and samples needs none but a word or two of introduction.
    /// </summary>
    public double Recognised =>
        _words < FewWords && _facts.Exists(static fact => fact is HasFact or EndpointFact or KeepsFact) ? 1
        : _words == 0 ? 0
        : (double)_understood / _words;

    public IReadOnlyList<Fact> Found => _facts;

    public void Read(Sentence sentence)
    {
        _sentence = sentence.Number;
        for (; _seen < _facts.Count; _seen++)
        {
            if (_facts[_seen] is MakesFact makes)
                _made.Add(makes.Record);
        }

        _record = null;
        _figures = false;
        _others = s_ofOthers.IsMatch(sentence.Prose ?? sentence.Text);
        _contained = s_inContainer.IsMatch(sentence.Prose ?? sentence.Text);
        if (sentence.IsHeading)
            _ofPeople = s_people.Contains(sentence.Text.Trim(' ', ':', '*', '#', '.').ToLowerInvariant());
        if (sentence.Formal is { } formal)
        {
            // 'labels: api, priority: high' has the form of a thing with its fields, and a command that of a sample.
            var remark = formal is FieldsPart or UnreadPart ? PhraseReader.Remark(sentence.Text) : null;
            Formal(remark is null ? formal : new RemarkPart(remark), sentence.Text);
            return;
        }

        if (sentence.Described is { } described)
            _facts.Add(new MentionFact(_sentence, described, Evidence.Described));
        var said = sentence.Prose ?? sentence.Text;
        var phrased = PhraseReader.Facts(_sentence, said).ToList();
        _facts.AddRange(phrased);
        var tokens = Tokenizer.Tokenize(PlainWords.Of(said));
        if (tokens.Count > MaxTokens)
            tokens.RemoveRange(MaxTokens, tokens.Count - MaxTokens);
        Count(tokens);
        tokens = Accounts(tokens);
        if (sentence.Lead is { } lead)
            tokens = Introduced(lead, tokens);
        foreach (var (name, kind) in TechnologyReader.Read(tokens))
            _facts.Add(new TechnologyFact(_sentence, name, kind));
        Tagger.Look(tokens);
        foreach (var (kind, value) in TargetReader.Read(tokens))
        {
            _facts.Add(new TargetFact(_sentence, kind, value));
            _figures = true;
        }

        foreach (var order in OrderReader.Read(tokens))
            _facts.Add(new OrderFact(_sentence, order.Left, order.Right, order.Strict));
        if (NoAuthentication(tokens))
            _facts.Add(new NoAuthenticationFact(_sentence));
        if (phrased.Exists(static fact => fact is RemarkFact))
            return;
        tokens = BoundsReader.Read(ValuesReader.Read(IdiomReader.Read(tokens)));
        Tagger.Apply(tokens);
        var items = Chunker.Chunk(tokens);
        if (!sentence.IsHeading && !phrased.Exists(static fact => fact is ScopeFact))
            Remember(tokens, items);
        Title(items, sentence.IsHeading);
        // 'Payments are not taken' asks for none.
        if (!sentence.IsHeading && !Evidence.IsNegated(said))
            Features(items);
        foreach (var item in items.Where(static item => item.Noun is { Possessor: not null, Words.Count: > 0 }))
            Possessive(item.Noun!);
        foreach (
            var noun in items
                .Select(static item => item.Noun)
                .OfType<NounPhrase>()
                .Where(noun =>
                    noun is { Of: { Words.Count: > 0 }, Parts.Count: > 1, Values.Count: 0 } && _knowledge.EnumHeads.Contains(noun.Head)
                )
        )
            _facts.Add(
                new ValuesFact(
                    _sentence,
                    Naming.Name(noun.Of!.Words),
                    noun.Key,
                    [.. noun.Parts.Select(static part => Conventions.Camel(part.Key)).Where(static value => value.Length > 0).Distinct()]
                )
            );
        if (sentence.IsHeading)
            return;
        var previous = default(Clause);
        string? context = null;
        var subjects = new List<Referent>();
        foreach (var clause in ClauseReader.Read(items))
        {
            var named = Resolve(clause, previous, subjects);
            Interpret(clause, named, ref context);
            // 'see the routes assigned to them and mark …': a clause within does not change who goes on.
            if (clause is { Relative: true } && previous is not null)
                continue;
            subjects = named;
            previous = clause;
        }

        ForgetDoings(said);
    }

    // 'Accounts with a currency and a balance' are no logins.
    private List<Token> Accounts(List<Token> tokens)
    {
        _banking |=
            tokens.Exists(static token => token.Lower is "balance" or "balances" or "iban")
            && tokens.Exists(static token => token.Lower is "account" or "accounts");
        if (!_banking)
            return tokens;
        var result = new List<Token>(tokens.Count + 2);
        foreach (var token in tokens)
        {
            if (
                token.Lower is "account" or "accounts"
                && (result.Count == 0 || result[^1].Lower is not ("bank" or "user" or "savings" or "current" or "checking" or "an"))
            )
                result.AddRange(Tokenizer.Tokenize("bank"));
            result.Add(token);
        }

        return result;
    }

    // An item without a verb of its own continues what introduced it.
    private static List<Token> Introduced(string lead, List<Token> tokens)
    {
        var own = tokens.ToList();
        Tagger.Look(own);
        Tagger.Apply(own);
        // 'Reset their password' is done, though no list of verbs knows it.
        if (
            own.Exists(static token => token.Tag is Tag.Verb or Tag.Aux or Tag.Modal)
            || own is [_, { Tag: Tag.Poss, Lower: not ("own" or "whose") }, ..]
        )
            return tokens;
        return [.. Tokenizer.Tokenize(lead), .. tokens];
    }

    private void Count(List<Token> tokens)
    {
        foreach (var token in tokens)
        {
            if (token.IsWord)
            {
                _words++;
                var singular = _lexicon.Singular(token.Lower);
                if (
                    _lexicon.Closed(token.Lower) is not null
                    || _lexicon.VerbOf(token.Lower) is not null
                    || Naming.IsKnown(_knowledge.Canonical(singular))
                    || Naming.IsPerson(singular)
                    || _knowledge.Fields.Heads.ContainsKey(singular)
                    || _vocabulary.Generic.Contains(singular)
                    || _vocabulary.ServiceWords.Contains(singular)
                )
                {
                    _understood++;
                }
            }
            else if (token is { Tag: Tag.Other, Text.Length: > 0 } && char.IsLetter(token.Text[0]))
            {
                _words++;
            }
        }
    }

    private static bool NoAuthentication(List<Token> tokens)
    {
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            if (
                tokens[i].Lower is "no" or "without" or "any"
                && tokens[i + 1].Lower is "login" or "authentication" or "accounts" or "account" or "auth" or "registration"
                && (tokens[i].Lower != "any" || i > 0 && tokens[i - 1].Lower is "without" or "need")
            )
            {
                return true;
            }
        }

        return false;
    }

    private void Features(List<Item> items)
    {
        foreach (var noun in items.Select(static item => item.Noun).OfType<NounPhrase>())
        {
            if (noun.Words.Count == 0)
                continue;
            var feature = _knowledge.Feature(noun.Key);
            if (feature is null && noun.Words.Count > 1)
                feature = _knowledge.Feature(string.Join(' ', noun.Words.TakeLast(2)));
            if (feature is not null)
                _facts.Add(new FeatureFact(_sentence, feature.Name, noun.Key));
        }

        foreach (var verb in items.Select(static item => item.Verb).OfType<VerbGroup>())
        {
            if (_lexicon.Is(verb.Verb, "notify") && verb.Verb is not "log")
                _facts.Add(new FeatureFact(_sentence, "notification", verb.Verb));
        }
    }

    private void Title(List<Item> items, bool heading)
    {
        foreach (var noun in items.Select(static item => item.Noun).OfType<NounPhrase>().Take(12))
        {
            var last =
                noun.Words.Count > 0
                && !(Naming.IsPerson(noun.Key) && noun.Words.Count == 1)
                && _vocabulary.ServiceWords.Contains(noun.Head);
            var words = noun
                .Words.Where(word => !_vocabulary.Generic.Contains(word) || word is "library")
                .Select(static word => word)
                .ToList();
            if (last && words.Count > 0 && words.Count <= 4 && !noun.Plural || heading && _sentence == 1 && words.Count > 0)
            {
                _facts.Add(new TitleFact(_sentence, string.Join(' ', words)));
                TitleThing(noun);
                if (words.Count > 1 || heading)
                    return;
            }
        }
    }

    // 'A todo app' keeps todos.
    private void TitleThing(NounPhrase noun)
    {
        var thing = Naming.Name([.. noun.Words.SkipLast(1)]);
        if (
            _sentence <= 2
            && thing == string.Join(' ', noun.Words.SkipLast(1))
            && noun.Words.Count > 1
            && Naming.IsSystemWord(noun.Head)
            && Naming.IsKnown(thing)
            && !Naming.IsPerson(thing)
            && !_vocabulary.ServiceWords.Contains(thing)
        )
            _facts.Add(new MentionFact(_sentence, thing, 3));
    }

    private void Possessive(NounPhrase noun)
    {
        var owner = Naming.Name(noun.Possessor!.Split(' '));
        if (Naming.CanBeThing(owner) && !Naming.IsKnown(Naming.Name(noun.Words)) && FieldTypes.IsFieldName(noun.Key))
            _facts.Add(new HasFact(_sentence, owner, noun.ToFact(), noun.Many));
    }
}

/// <summary>What a subject turned out to be.</summary>
internal sealed record Referent(string Name, NounPhrase? Noun)
{
    public const string System = "";

    public bool IsSystem => Name.Length == 0;

    public bool Only => Noun?.Only ?? false;
}
