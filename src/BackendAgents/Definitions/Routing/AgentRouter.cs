using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace BackendAgents.Definitions.Routing;

/// <summary>
/// Says which agent should take a message, from what the definitions say of themselves (name, description, examples, points of the prompt)
/// and the words of the trades. Deterministic, and without a model; embeddings of sentences make it better where a host has some. No
/// message and no definition makes it fail. Thread-safe.
/// </summary>
public sealed class AgentRouter
{
    /// <summary>Two agents whose scores differ by no more than this are a tie, for an <see cref="IRouteArbiter"/> to break.</summary>
    public const double Margin = 0.35;

    private const int MaxAlternatives = 4;
    private const int MaxEmbedded = 1_000;

    // Three are named with the first, however unlikely; others not below this.
    private const int LeastAlternatives = 2;
    private const double Slightest = 0.01;

    // Models that embed what is looked for otherwise than where it is looked for go by this; others don't know it.
    private static readonly EmbeddingGenerationOptions s_query = new()
    {
        AdditionalProperties = new AdditionalPropertiesDictionary { ["input_type"] = "query" },
    };

    private readonly AgentIndex _index;
    private readonly IEmbeddingGenerator<string, Embedding<float>>? _embeddings;
    private readonly IReadOnlyList<float[][]> _sentences = [];

    /// <summary>A router among agents.</summary>
    /// <param name="agents">The agents, in the order that decides between equals.</param>
    public AgentRouter(IEnumerable<AgentDefinition> agents)
    {
        ArgumentNullException.ThrowIfNull(agents);
        List<AgentDefinition> all = [.. agents];
        LeftOut = [.. all.Where(static agent => !IsUsable(agent))];
        _index = new AgentIndex([.. all.Where(IsUsable).AsParallel().AsOrdered().Select(AgentProfile.Of)]);
    }

    private AgentRouter(AgentRouter router, IEmbeddingGenerator<string, Embedding<float>> embeddings, IReadOnlyList<float[][]> sentences)
    {
        LeftOut = router.LeftOut;
        _index = router._index;
        _embeddings = embeddings;
        _sentences = sentences;
    }

    /// <summary>Definitions that nothing can be routed to, because name, description or prompt are null; usually none.</summary>
    public IReadOnlyList<AgentDefinition> LeftOut { get; }

    /// <summary>
    /// A router that also compares sentences by what they mean. It embeds the name of each agent,
    /// the sentences of its description and the points of its prompt at once, and each message once.
    /// </summary>
    /// <param name="agents">The agents, in the order that decides between equals.</param>
    /// <param name="embeddings">Those of BackendAgents.Routing.Embeddings, or a service's. The caller disposes of them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<AgentRouter> CreateAsync(
        IEnumerable<AgentDefinition> agents,
        IEmbeddingGenerator<string, Embedding<float>> embeddings,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        var router = new AgentRouter(agents);
        var sentences = await SentencesAsync(embeddings, router._index.Profiles, cancellationToken).ConfigureAwait(false);
        return new AgentRouter(router, embeddings, sentences);
    }

    /// <summary>Says which agent should take a message; by its words alone, also where there are embeddings.</summary>
    /// <param name="message">What the user wrote, in any language; the first 20,000 characters are read.</param>
    public RouteDecision Route(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Decide(MessageReading.Read(message), vector: null);
    }

    /// <summary>As <see cref="Route"/>, and by the embeddings of <see cref="CreateAsync"/>.</summary>
    /// <param name="message">What the user wrote.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task<RouteDecision> RouteAsync(string message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var reading = MessageReading.Read(message);
        return Decide(reading, await VectorAsync(message, reading, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Routes a message as for users; where agents are within <see cref="Margin"/>, the arbiter chooses.</summary>
    /// <param name="message">What the user wrote.</param>
    /// <param name="arbiter">Breaks ties.</param>
    /// <param name="cancellationToken">Ends the wait for the arbiter.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    internal async Task<RouteDecision> RouteAsync(string message, IRouteArbiter arbiter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arbiter);
        var decision = await RouteAsync(message, cancellationToken).ConfigureAwait(false);
        if (decision.Agent is null)
            return decision;
        var first = decision with { Alternatives = [] };
        List<RouteDecision> candidates = [first, .. decision.Alternatives.Where(other => decision.Score - other.Score <= Margin)];
        if (candidates.Count == 1)
            return decision;

        string? name;
        try
        {
            name = await arbiter.ChooseAsync(message, candidates, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return decision with { Reason = $"{decision.Reason} The arbiter failed ({problem.GetType().Name}), so the order stays." };
        }

        var choice = candidates.Find(candidate => string.Equals(candidate.Agent!.Name, name?.Trim(), StringComparison.OrdinalIgnoreCase));
        if (choice is null)
            return name is null
                ? decision
                : decision with
                {
                    Reason = $"{decision.Reason} The arbiter named none of the candidates, so the order stays.",
                };
        return choice with
        {
            Reason =
                $"{decision.Reason} The arbiter chose among "
                + $"{string.Join(", ", candidates.Select(static candidate => candidate.Agent!.Name))}.",
            Alternatives =
            [
                .. decision
                    .Alternatives.Append(first)
                    .Where(other => !ReferenceEquals(other.Agent, choice.Agent))
                    .OrderByDescending(static other => other.Score),
            ],
        };
    }

    private RouteDecision Decide(MessageReading reading, float[]? vector)
    {
        var profiles = _index.Profiles;
        if (reading.Words.Count == 0)
            return new RouteDecision { Score = 0, Reason = "The message says nothing." };
        if (profiles.Count == 0)
            return new RouteDecision { Score = 0, Reason = "There are no agents." };
        var weighing = new RouteWeighing(reading, _index, BackendSense.Of(reading, vector), vector, _sentences);
        var likely = weighing.Likelihoods(RouteWeights.Of(embeddings: vector is not null));
        List<RouteDecision> ranked =
        [
            .. Enumerable
                .Range(0, profiles.Count)
                .OrderByDescending(agent => likely[agent])
                .Take(MaxAlternatives + 1)
                .Select(agent => new RouteDecision
                {
                    Agent = profiles[agent].Agent,
                    Score = Math.Round(likely[agent], 3),
                    Reason = weighing.Reason(profiles[agent]),
                }),
        ];
        var found = ranked[0].Agent is not null && likely.Max() > likely[^1];
        var others = ranked
            .Skip(found ? 1 : 0)
            .Where(static (other, at) => at < LeastAlternatives || other.Score >= Slightest)
            .Take(MaxAlternatives);
        return found
            ? ranked[0] with
            {
                Alternatives = [.. others],
            }
            : new RouteDecision
            {
                Score = ranked[0].Score,
                Reason = weighing.Reason(null),
                Alternatives = [.. others],
            };
    }

    /// <summary>A message as it is embedded: what is not English by what its words mean, too, since small models know no more.</summary>
    internal static string Embedded(string message, MessageReading reading)
    {
        var text = message.Length > MaxEmbedded ? message[..MaxEmbedded] : message;
        return reading.English.Count > 0 ? $"{string.Join(' ', reading.English.Select(static word => word.Text))}. {text}" : text;
    }

    private async ValueTask<float[]?> VectorAsync(string message, MessageReading reading, CancellationToken cancellationToken) =>
        _embeddings is null || reading.Words.Count == 0
            ? null
            : (await EmbedAsync(_embeddings, [Embedded(message, reading)], s_query, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>The embeddings of each agent's texts.</summary>
    internal static async Task<List<float[][]>> SentencesAsync(
        IEmbeddingGenerator<string, Embedding<float>> embeddings,
        IReadOnlyList<AgentProfile> profiles,
        CancellationToken cancellationToken
    )
    {
        List<string> texts = [.. profiles.SelectMany(static profile => profile.Texts)];
        var vectors = await EmbedAsync(embeddings, texts, options: null, cancellationToken).ConfigureAwait(false);
        var (found, from) = (new List<float[][]>(), 0);
        foreach (var profile in profiles)
        {
            found.Add([.. vectors.Skip(from).Take(profile.Texts.Length)]);
            from += profile.Texts.Length;
        }

        return found;
    }

    /// <summary>The embeddings of messages, each of length 1.</summary>
    internal static Task<List<float[]>> EmbedMessagesAsync(
        IEmbeddingGenerator<string, Embedding<float>> embeddings,
        List<string> messages,
        CancellationToken cancellationToken
    ) => EmbedAsync(embeddings, messages, s_query, cancellationToken);

    private static async Task<List<float[]>> EmbedAsync(
        IEmbeddingGenerator<string, Embedding<float>> embeddings,
        List<string> texts,
        EmbeddingGenerationOptions? options,
        CancellationToken cancellationToken
    )
    {
        if (texts.Count == 0)
            return [];
        var found = await embeddings.GenerateAsync(texts, options, cancellationToken).ConfigureAwait(false);
        var vectors = found.Select(static embedding => embedding.Vector.ToArray()).ToList();
        foreach (var vector in vectors)
            TensorPrimitives.Divide(vector, Math.Max(TensorPrimitives.Norm<float>(vector), 1e-9f), vector);
        return vectors;
    }

    // Whoever builds definitions in code may leave out what the compiler asks for.
    private static bool IsUsable(AgentDefinition? agent) => agent is { Name: not null, Description: not null, Instructions: not null };
}
