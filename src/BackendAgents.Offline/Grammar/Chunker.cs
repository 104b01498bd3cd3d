using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Reading;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Grammar;

/// <summary>Groups tagged words into noun phrases and verb groups. Linear: each token is looked at a bounded number of times.</summary>
internal sealed class Chunker
{
    private const int MaxWords = 4;

    private const int MaxDepth = 3;

    // 'monthly rent': an adverb elsewhere, here part of the name.
    private static readonly HashSet<string> s_rhythms = new(StringComparer.Ordinal)
    {
        "daily",
        "weekly",
        "monthly",
        "yearly",
        "annually",
        "hourly",
    };

    private readonly List<Token> _tokens;

    private readonly List<Item> _items = [];

    private readonly Lexicon _lexicon = Lexicon.Instance;

    private readonly int _depth;

    private bool _only;

    private int _at;

    private Chunker(List<Token> tokens, int depth)
    {
        _tokens = tokens;
        _depth = depth;
    }

    public static List<Item> Chunk(List<Token> tokens, int depth = 0)
    {
        var chunker = new Chunker(tokens, depth);
        chunker.Run();
        return Merge(chunker._items);
    }

    private void Run()
    {
        while (_at < _tokens.Count)
        {
            var token = _tokens[_at];
            switch (token.Tag)
            {
                case Tag.Modal or Tag.Aux or Tag.Verb:
                    Add(VerbGroupReader.Read(_tokens, ref _at, TakeOnly()));
                    break;
                case Tag.Noun or Tag.Det or Tag.Poss or Tag.Num:
                    NounPhrase();
                    break;
                case Tag.Pron:
                    _items.Add(
                        new Item(ItemKind.Noun)
                        {
                            Noun = new NounPhrase { Pronoun = token.Lower, Only = TakeOnly() },
                        }
                    );
                    _at++;
                    break;
                case Tag.Adv:
                    if (token.Lower == "only")
                        _only = true;
                    // 'For each event there are …': what stands before is no subject.
                    if (
                        token.Lower == "there"
                        && _items.Count > 0
                        && _at + 1 < _tokens.Count
                        && _tokens[_at + 1].Tag is Tag.Aux or Tag.Modal
                    )
                        _items.Add(new Item(ItemKind.Gap));
                    if (s_rhythms.Contains(token.Lower) && _at + 1 < _tokens.Count && _tokens[_at + 1] is { Tag: Tag.Noun, Plural: false })
                    {
                        NounPhrase();
                        break;
                    }

                    _at++;
                    break;
                case Tag.Prep when token.Lower == "to" && NextIsVerb():
                    _at++;
                    Add(VerbGroupReader.Read(_tokens, ref _at, TakeOnly(), infinitive: true));
                    break;
                case Tag.Open:
                    Bracket();
                    break;
                default:
                    _items.Add(
                        new Item(
                            token.Tag switch
                            {
                                Tag.Prep => ItemKind.Prep,
                                Tag.And => ItemKind.And,
                                Tag.Comma => ItemKind.Comma,
                                Tag.Rel => ItemKind.Rel,
                                Tag.Sub => ItemKind.Sub,
                                Tag.Colon => ItemKind.Colon,
                                _ => ItemKind.Gap,
                            }
                        )
                        {
                            Word = token.Lower,
                        }
                    );
                    _at++;
                    break;
            }
        }
    }

    private void Add(Item? item)
    {
        if (item is not null)
            _items.Add(item);
    }

    private bool NextIsVerb()
    {
        var next = _at + 1;
        while (next < _tokens.Count && _tokens[next].Tag == Tag.Adv)
            next++;
        return next < _tokens.Count
            && (_tokens[next] is { Tag: Tag.Verb, Form: VerbForm.Base } || _tokens[next] is { Tag: Tag.Aux, Lower: "be" });
    }

    private bool TakeOnly()
    {
        var only = _only;
        _only = false;
        return only;
    }

    private void NounPhrase()
    {
        bool many = false,
            each = false,
            any = false,
            counted = false,
            own = false,
            definite = false,
            indefinite = false,
            plural = false,
            negative = false;
        var words = new List<Token>();
        var dropped = new List<string>();
        string? possessor = null;
        Bounds? bounds = null;
        IReadOnlyList<string> values = [];
        for (; _at < _tokens.Count && _tokens[_at].Tag is Tag.Noun or Tag.Det or Tag.Poss or Tag.Num or Tag.Adv; _at++)
        {
            var token = _tokens[_at];
            if (token.Tag is Tag.Det or Tag.Poss)
            {
                if (words.Count > 0)
                    break;
                many |= _lexicon.Many.Contains(token.Lower);
                each |= token.Lower is "each" or "every";
                any |= token.Lower is "any" or "all" or "every";
                definite |= token.Lower is "the" or "this" or "these" or "those";
                indefinite |= token.Lower is "a" or "an" or "one";
                negative |= token.Lower == "no";
                own |= _lexicon.Own.Contains(token.Lower);
            }
            else if (
                token.Tag == Tag.Adv
                && s_rhythms.Contains(token.Lower)
                && _at + 1 < _tokens.Count
                && _tokens[_at + 1] is { Tag: Tag.Noun, Plural: false }
            )
            {
                words.Add(token);
            }
            else if (token.Tag == Tag.Adv)
            {
                if (words.Count > 0 || token.Lower == "only")
                    break;
                dropped.Add(token.Lower);
            }
            else if (token.Tag == Tag.Num)
            {
                many |= token.Number > 1;
                counted |= token.Number > 1;
                indefinite |= token.Number == 1;
            }
            else if (
                token.Bounds is not { Flag: true } && _lexicon.Fillers.Contains(token.Lower)
                || _lexicon.Words.OptionalWords.Contains(token.Lower)
                || _lexicon.Words.UniqueWords.Contains(token.Lower)
                || _lexicon.Words.RequiredWords.Contains(token.Lower)
            )
            {
                own |= token.Lower == "own";
                dropped.Add(token.Lower);
                bounds = token.Bounds is null ? bounds : bounds?.Merge(token.Bounds) ?? token.Bounds;
            }
            else
            {
                bounds = token.Bounds is null ? bounds : bounds?.Merge(token.Bounds) ?? token.Bounds;
                words.Add(token);
                values = token.Values ?? values;
                plural = token.Plural;
                if (token.Possessive && _at + 1 < _tokens.Count && _tokens[_at + 1].Tag == Tag.Noun)
                {
                    possessor = string.Join(' ', words.Select(static (word) => word.Singular));
                    words.Clear();
                }
            }
        }

        if (words.Count == 0)
        {
            // 'is optional', 'must be unique': the adjectives are all there is.
            if (dropped.Count > 0 || negative || many)
                _items.Add(
                    new Item(ItemKind.Noun)
                    {
                        Noun = new NounPhrase
                        {
                            Dropped = dropped,
                            Bounds = bounds,
                            Pronoun = dropped.Count > 0 ? "" : "one",
                            Negative = negative,
                        },
                    }
                );
            return;
        }

        var name = words.TakeLast(MaxWords).Select(static (token, i) => token.Lower).ToList();
        name[^1] = words[^1].Singular;
        _items.Add(
            new Item(ItemKind.Noun)
            {
                Noun = new NounPhrase
                {
                    Words = name,
                    Plural = plural,
                    Many = many,
                    Each = each,
                    Any = any,
                    Counted = counted,
                    Own = own,
                    Definite = definite,
                    Indefinite = indefinite,
                    Negative = negative,
                    Only = TakeOnly(),
                    Possessor = possessor,
                    Dropped = dropped,
                    Bounds = Flags(bounds, dropped),
                    Values = values,
                },
            }
        );
    }

    private Bounds? Flags(Bounds? bounds, List<string> dropped)
    {
        foreach (var word in dropped)
        {
            if (_lexicon.Words.OptionalWords.Contains(word))
                bounds = (bounds ?? new Bounds()).Merge(new Bounds { Required = false });
            else if (_lexicon.Words.UniqueWords.Contains(word))
                bounds = (bounds ?? new Bounds()).Merge(new Bounds { Unique = true, Required = true });
            else if (_lexicon.Words.RequiredWords.Contains(word))
                bounds = (bounds ?? new Bounds()).Merge(new Bounds { Required = true });
        }

        return bounds;
    }

    // What stands in brackets belongs to the noun before: values, parts, or a remark such as 'optional'.
    private void Bracket()
    {
        var start = ++_at;
        var open = 1;
        while (_at < _tokens.Count && open > 0)
        {
            open += _tokens[_at].Tag switch
            {
                Tag.Open => 1,
                Tag.Close => -1,
                _ => 0,
            };
            _at++;
        }

        var inner = _tokens.GetRange(start, Math.Max(0, _at - start - (open == 0 ? 1 : 0)));
        if (
            inner.Count == 0
            || _depth >= MaxDepth
            || _items.LastOrDefault(static item => item.Kind is ItemKind.Noun) is not { Noun: { } holder }
        )
            return;
        // 'prep time (minutes)'.
        if (inner is [{ IsWord: true } unit] && Units.All.Contains(unit.Singular))
        {
            holder.Bounds = (holder.Bounds ?? new Bounds()).Merge(new Bounds { Unit = unit.Lower });
            return;
        }

        // '(who sleep in the room)' is a clause, and no part.
        if (inner[0].Tag == Tag.Rel)
            return;
        var items = Chunk(inner, _depth + 1);
        // '(for instance standing, seated, VIP)' behind a plural gives examples, no fields.
        if (
            holder.Plural
            && items.FirstOrDefault() is { Kind: ItemKind.Prep, Word: "like" }
            && !items.Exists(static item => item.Noun is { } example && FieldTypes.IsFieldName(example.Key))
        )
            return;
        var parts = items.Where(static item => item.Noun is not null).Select(static item => item.Noun!).ToList();
        foreach (var part in parts.Where(static part => part.Words.Count == 0 && part.Bounds is null))
            part.Bounds = Flags(null, [.. part.Dropped]);
        foreach (var part in parts.Where(static part => part.Words.Count == 0 && part.Bounds is not null))
            holder.Bounds = holder.Bounds?.Merge(part.Bounds!) ?? part.Bounds;
        parts.RemoveAll(static part => part.Words.Count == 0);
        if (items.Exists(static item => item is { Kind: ItemKind.Verb, Verb.Verb: not "be" }) && parts.Count < 2)
            return;
        if (parts.Count == 0)
            return;
        // 'Extras (bike rack, bedding, GPS)': several of a kind by name, and nothing that each of them has.
        if (holder.Plural && parts.Count > 1 && !KnowledgeBase.Instance.EnumHeads.Contains(holder.Head) && parts.TrueForAll(IsExample))
            return;
        holder.Parts = parts;
        // 'A movement (receipt, transfer, issue) records the product': what it has comes behind, so these are its kinds.
        var kinds =
            parts.Count > 1
            && _at < _tokens.Count
            && _tokens[_at] is { Tag: Tag.Verb, Verb: { } verb }
            && (_lexicon.Is(verb, "has") || _lexicon.Is(verb, "store"))
            && parts.TrueForAll(static part => part is { Indefinite: false, Definite: false, Words.Count: 1 });
        holder.Alternatives = kinds || items.Exists(static item => item is { Kind: ItemKind.And, Word: "or" or "/" });
    }

    private static bool IsExample(NounPhrase part) =>
        part is { Plural: false, Many: false, Bounds: null }
        && !FieldTypes.IsFieldName(part.Key)
        && !Naming.IsKnown(Naming.Name(part.Words));

    private static List<Item> Merge(List<Item> items) => OfPhrases.Merge(items);
}
