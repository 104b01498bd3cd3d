using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Grammar;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Interpretation;

/// <content>What is said of a thing and not done to it: it stays open, and for its sake nobody may do more.</content>
internal sealed partial class Interpreter
{
    private static readonly Regex s_ofOthers = Expression(LexiconFiles.Honesty.Instance.OfOthers);
    private static readonly Regex s_inContainer = Expression(
        LexiconFiles.Honesty.Instance.InContainer.Replace(
            "{container}",
            $"({string.Join('|', LexiconFiles.Honesty.Instance.Containers)})",
            StringComparison.Ordinal
        )
    );

    // The sentence is about what belongs to others, or about lines in a container.
    private bool _others;
    private bool _contained;

    private void Doubted(string words) =>
        _facts.Add(new UnplacedFact(_sentence, words, "Who may do it, and to which rows, is not said by what was drafted."));

    // 'Add songs to a playlist', 'remove players from a team', 'change the price in an order'.
    private bool IsInside(Clause clause, string verb, string thing)
    {
        var removed = _lexicon.Is(verb, "delete") || verb is "take";
        return clause
            .Preps.Where(prep =>
                removed ? prep.Word is "from"
                : _lexicon.Is(verb, "update") ? prep.Word is "in" or "on"
                : s_honesty.PuttingVerbs.Contains(verb) && prep.Word is "to" or "into" or "in"
            )
            .SelectMany(static prep => prep.Nouns)
            .Any(noun =>
                noun.Words.Count > 0
                && Naming.Name(noun.Words) is var inside
                && inside != thing
                && !SystemNouns.IsSystem(noun)
                && (
                    s_honesty.Containers.Contains(noun.Head)
                    || removed && !FieldTypes.IsFieldName(noun.Key) && Naming.CanBeThing(inside)
                    || _knowledge.Entity(thing) is { Audience: "catalogue" } && _knowledge.Entity(inside) is { Transactional: true }
                )
            );
    }

    // 'Request a book', 'list their own cars': what is there already.
    private bool IsAskedFor(string verb, string role, string thing, bool own) =>
        verb is "list"
            ? own && Naming.Person(role) != PersonKind.Account
            : s_honesty.AskingVerbs.Contains(verb)
                && _knowledge.Entity(thing) is { Audience: "catalogue" or "published" or "internal" or "shared" } or { Lookup: true };

    // 'Members of a team', 'students of each course'.
    private static bool IsWithin(Referent person) =>
        person.Noun is { Of: { Words.Count: > 0 } of }
        && (of.Indefinite || of.Each || of.Own)
        && !Naming.IsPerson(Naming.Name(of.Words))
        && Naming.CanBeThing(Naming.Name(of.Words));

    private static bool IsWorkedOut(NounPhrase noun) => noun.Words.Any(static word => s_honesty.Figures.Contains(word));

    // 'Client: posts jobs, hires painters' names no role 'hires painter'.
    private void ForgetDoings(string sentence)
    {
        var colon = sentence.IndexOf(": ", StringComparison.Ordinal);
        if (colon > 0 && Naming.IsPerson(_lexicon.Singular(sentence[..colon].ToLowerInvariant())))
            _facts.RemoveAll(fact =>
                fact.Sentence == _sentence
                && (
                    fact is RoleFact role && IsDoing(role.Role.Split(' '))
                    || fact is HasFact has && IsDoing(has.Part.Words)
                    || fact is LinkFact link && (IsDoing(link.From.Split(' ')) || IsDoing(link.To.Split(' ')))
                )
            );
    }

    // 'Hires freelancers'.
    private bool IsDoing(IReadOnlyList<string> words) => words.Count > 1 && _lexicon.VerbOf(words[0]) is (_, VerbForm.S);

    private bool IsChange(string verb) =>
        _lexicon.Is(verb, "update") || _lexicon.Is(verb, "delete") || s_honesty.PuttingVerbs.Contains(verb);

    private static Regex Expression(string words) =>
        new($@"\b(?:{words})", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
