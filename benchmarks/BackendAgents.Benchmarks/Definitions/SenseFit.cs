using System.Numerics.Tensors;
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

    private readonly List<Dictionary<string, double>> _signs;
    private readonly IReadOnlyList<RoutingRow> _messages;
    private readonly List<string> _names;
    private readonly (int Place, double Value)[][] _rows;

    // The same without directions of words and sentences.
    private readonly (int Place, double Value)[][] _undirected;

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
                found.Where(pair => places.ContainsKey(pair.Key)).Select(pair => (places[pair.Key], pair.Value)).ToArray()
            ),
        ];
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
        var wishes = Sense.Wishes;

        // What leans on words and what leans on directions err differently: their mean errs less than a fit of all at once.
        var weights = Descend(taken, _rows);
        TensorPrimitives.Add(weights, Descend(taken, _undirected), weights);
        TensorPrimitives.Divide(weights, 2, weights);
        var found = _names.Select((sign, at) => KeyValuePair.Create(sign, weights.AsSpan(at * wishes, wishes).ToArray())).ToList();
        return found
            .Where(static pair => pair.Key[0] is not ('g' or 'w'))
            .Concat(
                found
                    .Where(static pair => pair.Key[0] is 'g' or 'w')
                    .OrderByDescending(static pair => TensorPrimitives.Norm<double>(pair.Value))
                    .Take(most)
            )
            .OrderBy(static pair => pair.Key, StringComparer.Ordinal);
    }

    private double[] Descend(List<int> taken, (int Place, double Value)[][] rows)
    {
        var wishes = Sense.Wishes;
        var descent = new Descent(wishes * _names.Count);
        var sums = new double[wishes];
        var total = taken.Sum(at => _messages[at].Weight);
        for (var round = 0; round < Rounds; round++)
        {
            Array.Clear(descent.Slope);
            foreach (var at in taken)
            {
                Array.Clear(sums);
                foreach (var (place, value) in rows[at])
                    TensorPrimitives.MultiplyAdd(descent.Weights.AsSpan(place * wishes, wishes), value, sums, sums);
                TensorPrimitives.SoftMax<double>(sums, sums);
                var right = _messages[at].Wanted;
                var share = right.Sum(wish => sums[wish]) + 1e-12;
                foreach (var wish in right)
                    sums[wish] -= sums[wish] / share;
                var weight = _messages[at].Weight / total;
                foreach (var (place, value) in rows[at])
                {
                    var slope = descent.Slope.AsSpan(place * wishes, wishes);
                    TensorPrimitives.MultiplyAdd(sums, value * weight, slope, slope);
                }
            }

            descent.Step(Decay / total);
        }

        return descent.Weights;
    }
}
