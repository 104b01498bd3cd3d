using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using BackendAgents.Definitions.Routing;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>
/// A logistic regression over the signs of <see cref="BackendSense"/>: work on the server side, a verdict on it, or something else.
/// </summary>
internal sealed class SenseFit
{
    private const int LeastMessages = 2;
    private const int Rounds = 120;
    private const double Decay = 2;

    // As many as a vector has; the wishes are not more. By hand, since TensorPrimitives takes two to three times as long for so few.
    private const int Lanes = 8;

    private readonly List<Dictionary<string, double>> _signs;
    private readonly IReadOnlyList<RoutingRow> _messages;
    private readonly List<string> _names;
    private readonly (int Place, float Value)[][] _rows;

    // The same without directions of words and sentences.
    private readonly (int Place, float Value)[][] _undirected;

    /// <summary>Prepares.</summary>
    /// <param name="signs">What each message shows.</param>
    /// <param name="messages">The messages.</param>
    public SenseFit(List<Dictionary<string, double>> signs, IReadOnlyList<RoutingRow> messages)
    {
        _signs = signs;
        _messages = messages;
        _names =
        [
            .. signs
                .SelectMany(static found => found.Keys)
                .CountBy(static sign => sign)
                .Where(static pair => pair.Value >= LeastMessages)
                .Select(static pair => pair.Key)
                .Order(StringComparer.Ordinal),
        ];
        var places = _names.Index().ToDictionary(static pair => pair.Item, static pair => pair.Index, StringComparer.Ordinal);
        _rows =
        [
            .. signs.Select(found =>
                found.Where(pair => places.ContainsKey(pair.Key)).Select(pair => (places[pair.Key], (float)pair.Value)).ToArray()
            ),
        ];
        if (Sense.Wishes > Lanes)
            throw new InvalidOperationException("A vector has no room for all wishes.");
        _undirected = [.. _rows.Select(row => row.Where(pair => _names[pair.Place][0] is not ('s' or 'e')).ToArray())];
    }

    /// <summary>The weights that fit the messages that are taken.</summary>
    public SenseWeights Fit(Func<int, bool> isTaken) => new(Weights(isTaken));

    /// <summary>What weights say of each message that were fitted to the others among those that are taken.</summary>
    public Sense[] Crossed(int folds, Func<int, bool> isTaken)
    {
        var judged = new Sense[_rows.Length];
        Parallel.For(0, folds, fold =>
        {
            var weights = Fit(at => isTaken(at) && at % folds != fold);
            for (var at = fold; at < judged.Length; at += folds)
                judged[at] = weights.Weigh(_signs[at]);
        });
        return judged;
    }

    /// <summary>The weights by their signs: all that are not about single words and letters, and the weightiest of the others.</summary>
    public IEnumerable<KeyValuePair<string, double[]>> Weights(Func<int, bool> isTaken, int most = int.MaxValue)
    {
        var taken = Enumerable.Range(0, _rows.Length).Where(isTaken).ToList();
        // What leans on words and what leans on directions err differently: their mean errs less than a fit of all at once.
        var weights = Descend(taken, _rows);
        TensorPrimitives.Add(weights, Descend(taken, _undirected), weights);
        TensorPrimitives.Divide(weights, 2, weights);
        var found = _names
            .Select((sign, at) => KeyValuePair.Create(sign, Array.ConvertAll(weights[(at * Lanes)..((at * Lanes) + Sense.Wishes)], Exact)))
            .ToList();
        return found
            .Where(static pair => pair.Key[0] is not ('g' or 'w' or 'd' or 'z'))
            .Concat(
                found
                    .Where(static pair => pair.Key[0] is 'g' or 'w' or 'd' or 'z')
                    .OrderByDescending(static pair => TensorPrimitives.Norm<double>(pair.Value))
                    .Take(most)
            )
            .OrderBy(static pair => pair.Key, StringComparer.Ordinal);
    }

    private static double Exact(float weight) => weight;

    // One vector holds what a sign says for each wish.
    private float[] Descend(List<int> taken, (int Place, float Value)[][] rows)
    {
        var descent = new Descent(Lanes * _names.Count);
        var sums = new float[Lanes];
        var total = taken.Sum(at => _messages[at].Weight);
        for (var round = 0; round < Rounds; round++)
        {
            Array.Clear(descent.Slope);
            foreach (var at in taken)
            {
                var sum = Vector256<float>.Zero;
                foreach (var (place, value) in rows[at])
                    sum += Vector256.Create(descent.Weights.AsSpan(place * Lanes, Lanes)) * value;
                sum.CopyTo(sums);
                var found = sums.AsSpan(0, Sense.Wishes);
                TensorPrimitives.SoftMax<float>(found, found);
                var right = _messages[at].Wanted;
                var share = right.Sum(wish => sums[wish]) + 1e-12f;
                foreach (var wish in right)
                    sums[wish] -= sums[wish] / share;
                found = sums.AsSpan(Sense.Wishes);
                found.Clear();
                var miss = Vector256.Create(sums) * (float)(_messages[at].Weight / total);
                foreach (var (place, value) in rows[at])
                {
                    var slope = descent.Slope.AsSpan(place * Lanes, Lanes);
                    (Vector256.Create<float>(slope) + (miss * value)).CopyTo(slope);
                }
            }

            descent.Step(Decay / total);
        }

        return descent.Weights;
    }
}
