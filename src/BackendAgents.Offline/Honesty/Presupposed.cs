using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Engineering.Briefs.Sayings;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Honesty;

/// <summary>
/// What a brief of few words takes for granted: 'a seat cannot be reserved twice for the same showtime' says that there are seats,
/// showtimes and reservations, and <c>POST /notes/{id}/pin</c> that there are notes. Asked only where nothing else is understood.
/// </summary>
internal static class Presupposed
{
    /// <summary>The facts, with the things that rules and endpoint lines speak of.</summary>
    public static IReadOnlyList<Fact> Add(IReadOnlyList<Fact> facts, IReadOnlyList<FactSentence> sentences) =>
        [.. facts, .. sentences.SelectMany(OfRule), .. OfEndpoints([.. facts.OfType<EndpointFact>()])];

    private static IEnumerable<Fact> OfRule(FactSentence sentence)
    {
        if (SayingStep.Taken(sentence) is not var (thing, per, record))
            yield break;
        var things = new[] { thing, per }.Where(static words => words.Length > 0).Select(Noun).ToList();
        if (!things.TrueForAll(static noun => RowNouns.Are(noun) && Naming.CanBeThing(noun)))
            yield break;
        foreach (var noun in things.Append(record))
            yield return new MentionFact(sentence.Number, noun, Evidence.Described);
        foreach (var noun in things)
        {
            yield return Has(sentence.Number, noun, "name", FieldType.String, new Bounds { Required = true });
            yield return new LinkFact(sentence.Number, record, noun, LinkKind.ManyToOne, Required: true) { Stated = true };
        }
    }

    private static IEnumerable<Fact> OfEndpoints(IReadOnlyList<EndpointFact> endpoints)
    {
        var named = endpoints
            .Select(static endpoint => (endpoint.Sentence, Segment: endpoint.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)))
            .Where(static pair => pair.Segment.Length > 1 && pair.Segment[0][0] != '{' && pair.Segment[1][0] == '{')
            .Select(static pair => (pair.Sentence, Noun: Noun(pair.Segment[0].Replace('-', ' ').ToLowerInvariant())))
            .Where(static pair => RowNouns.ArePlausible(pair.Noun) && Naming.CanBeThing(pair.Noun))
            .ToList();
        foreach (var (sentence, noun) in named)
            yield return new MentionFact(sentence, noun, Evidence.Described);
        // Who is sent on by a code is sent by a code and to an address that are kept.
        if (named.Select(static pair => pair.Noun).Distinct().ToList() is not [var only])
            yield break;
        foreach (var endpoint in endpoints.Where(static endpoint => EndpointWords.Redirects(endpoint.Rest)))
        {
            if (endpoint.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)[^1].Trim('{', '}') is not { Length: > 1 } key)
                continue;
            yield return Has(endpoint.Sentence, only, key, FieldType.String, new Bounds { Required = true, Unique = true });
            yield return Has(endpoint.Sentence, only, "url", FieldType.Url, new Bounds { Required = true });
        }
    }

    private static HasFact Has(int sentence, string owner, string name, FieldType type, Bounds bounds) =>
        new(
            sentence,
            owner,
            new FactNoun
            {
                Words = [name],
                Type = type,
                Bounds = bounds,
            },
            Many: false
        );

    private static string Noun(string words)
    {
        // 'The same horse' is a horse.
        var parts = words.Split(' ') is ["same", .. var rest] && rest.Length > 0 ? rest : words.Split(' ');
        parts[^1] = Vocabulary.Instance.Singular(parts[^1]);
        return Naming.Name(parts);
    }
}
