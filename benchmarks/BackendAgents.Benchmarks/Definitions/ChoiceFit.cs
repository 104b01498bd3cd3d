using System.Numerics.Tensors;
using BackendAgents.Definitions.Routing;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>A conditional logistic regression: which of the agents, or nobody, is right; several may be.</summary>
internal sealed class ChoiceFit
{
    private const int Rounds = 300;
    private const double Decay = 0.001;

    private readonly List<(double[][] Agents, double[] Nobody, bool[] Right, double Weight)> _rows = [];

    public void Add(double[][] agents, double[] nobody, bool[] right, double weight)
    {
        if (right.Contains(true))
            _rows.Add((agents, nobody, right, weight));
    }

    /// <summary>The weights of what speaks for agents, and for nobody.</summary>
    public RouteWeightSet Fit()
    {
        var length = _rows[0].Agents[0].Length;
        var descent = new Descent(length + _rows[0].Nobody.Length);
        var total = _rows.Sum(static row => row.Weight);
        for (var round = 0; round < Rounds; round++)
        {
            Array.Clear(descent.Slope);
            foreach (var (agents, nobody, right, weight) in _rows)
                Slope(agents, nobody, right, weight / total, descent, length);
            descent.Step(Decay);
        }

        return new RouteWeightSet(descent.Weights[..length], descent.Weights[length..]);
    }

    private static void Slope(double[][] agents, double[] nobody, bool[] right, double weight, Descent descent, int length)
    {
        var likely = new double[agents.Length + 1];
        for (var at = 0; at < agents.Length; at++)
            likely[at] = TensorPrimitives.Dot<double>(agents[at], descent.Weights.AsSpan(0, length));
        likely[^1] = TensorPrimitives.Dot<double>(nobody, descent.Weights.AsSpan(length));
        TensorPrimitives.SoftMax<double>(likely, likely);
        var share = 1e-12;
        for (var at = 0; at < likely.Length; at++)
            share += right[at] ? likely[at] : 0;
        for (var at = 0; at < likely.Length; at++)
        {
            var miss = weight * (likely[at] - (right[at] ? likely[at] / share : 0));
            var features = at < agents.Length ? agents[at] : nobody;
            var from = at < agents.Length ? 0 : length;
            for (var place = 0; place < features.Length; place++)
                descent.Slope[from + place] += miss * features[place];
        }
    }
}
