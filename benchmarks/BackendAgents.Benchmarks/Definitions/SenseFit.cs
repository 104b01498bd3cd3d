using BackendAgents.Definitions.Routing;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>A logistic regression over what <see cref="BackendSense"/> reads and the groups of letters that messages have.</summary>
internal sealed class SenseFit
{
    private const int LeastMessages = 3;
    private const int Rounds = 400;

    private readonly List<(int Place, double Value)[]> _rows;
    private readonly bool[] _serverSide;
    private readonly double _scale;
    private readonly List<string> _groups;

    public SenseFit(List<MessageReading> readings, bool[] serverSide, double scale)
    {
        _serverSide = serverSide;
        _scale = scale;
        var groups = readings.ConvertAll(static reading => LetterGroups.Of(reading.Words));
        _groups =
        [
            .. groups
                .SelectMany(static found => found)
                .CountBy(static group => group)
                .Where(static pair => pair.Value >= LeastMessages)
                .Select(static pair => pair.Key)
                .Order(StringComparer.Ordinal),
        ];
        var places = _groups.Index().ToDictionary(static pair => pair.Item, static pair => pair.Index, StringComparer.Ordinal);
        var names = BackendSense.Names.Count;
        _rows =
        [
            .. readings.Select(
                (reading, at) =>
                    BackendSense
                        .Features(reading)
                        .Index()
                        .Select(static pair => (pair.Index, pair.Item))
                        .Concat(
                            groups[at]
                                .Where(places.ContainsKey)
                                .Select(group => (places[group] + names, scale / Math.Sqrt(groups[at].Count)))
                        )
                        .ToArray()
            ),
        ];
    }

    /// <summary>The weights of the features, and after them those of the groups.</summary>
    public double[] Fit(Func<int, bool> isTaken)
    {
        var taken = Enumerable.Range(0, _rows.Count).Where(isTaken).ToList();
        var descent = new Descent(BackendSense.Names.Count + _groups.Count);
        for (var round = 0; round < Rounds; round++)
        {
            Array.Clear(descent.Slope);
            foreach (var at in taken)
            {
                var miss = (1 / (1 + Math.Exp(-Sum(descent.Weights, at)))) - (_serverSide[at] ? 1 : 0);
                foreach (var (place, value) in _rows[at])
                    descent.Slope[place] += miss * value / taken.Count;
            }

            descent.Step(1.0 / taken.Count);
        }

        return descent.Weights;
    }

    /// <summary>What weights say of each message that were fitted to the others.</summary>
    public double[] Crossed(int folds)
    {
        var judged = new double[_rows.Count];
        for (var fold = 0; fold < folds; fold++)
        {
            var weights = Fit(at => at % folds != fold);
            for (var at = fold; at < judged.Length; at += folds)
                judged[at] = Sum(weights, at);
        }

        return judged;
    }

    /// <summary>The weightiest groups, in their order.</summary>
    public IEnumerable<(string Group, double Weight)> Groups(double[] weights, int most) =>
        _groups
            .Select((group, at) => (Group: group, Weight: _scale * weights[at + BackendSense.Names.Count]))
            .OrderByDescending(static pair => Math.Abs(pair.Weight))
            .Take(most)
            .OrderBy(static pair => pair.Group, StringComparer.Ordinal);

    private double Sum(double[] weights, int at)
    {
        var sum = 0.0;
        foreach (var (place, value) in _rows[at])
            sum += weights[place] * value;
        return sum;
    }
}
