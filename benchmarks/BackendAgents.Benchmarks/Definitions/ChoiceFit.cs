using System.Numerics.Tensors;
using BackendAgents.Definitions.Routing;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>A conditional logistic regression: which of the agents, or nobody, is right; several may be.</summary>
/// <param name="agents">How many things speak for an agent.</param>
/// <param name="nobody">How many speak for nobody.</param>
internal sealed class ChoiceFit(int agents, int nobody)
{
    private const int Rounds = 300;
    private const double Decay = 0.001;

    private readonly List<(float[] Agents, float[] Nobody, bool[] Right, double Weight)> _rows = [];

    /// <summary>What speaks for agents, thing by thing: the first of all agents, then the second.</summary>
    public static float[] Lay(IReadOnlyList<double[]> agents)
    {
        var laid = new float[agents.Count * agents[0].Length];
        for (var agent = 0; agent < agents.Count; agent++)
        {
            for (var at = 0; at < agents[agent].Length; at++)
                laid[(at * agents.Count) + agent] = (float)agents[agent][at];
        }

        return laid;
    }

    public void Add(float[] laid, double[] ofNobody, bool[] right, double weight)
    {
        if (right.Contains(true))
            _rows.Add((laid, [.. ofNobody.Select(static value => (float)value)], right, weight));
    }

    /// <summary>The weights of what speaks for agents, and for nobody.</summary>
    public RouteWeightSet Fit()
    {
        var descent = new Descent(agents + nobody);
        var total = _rows.Sum(static row => row.Weight);
        var likely = new float[_rows.Count == 0 ? 0 : _rows.Max(static row => row.Right.Length)];
        for (var round = 0; round < Rounds; round++)
        {
            Array.Clear(descent.Slope);
            foreach (var (laid, ofNobody, right, weight) in _rows)
                Slope(laid, ofNobody, right, (float)(weight / total), descent, likely.AsSpan(0, right.Length));
            descent.Step(Decay);
        }

        return new RouteWeightSet([.. descent.Weights.Take(agents)], [.. descent.Weights.Skip(agents)]);
    }

    private void Slope(float[] laid, float[] ofNobody, bool[] right, float weight, Descent descent, Span<float> likely)
    {
        var count = right.Length - 1;
        var sums = likely[..count];
        sums.Clear();
        for (var at = 0; at < agents; at++)
            TensorPrimitives.MultiplyAdd(laid.AsSpan(at * count, count), descent.Weights[at], sums, sums);
        likely[^1] = TensorPrimitives.Dot<float>(ofNobody, descent.Weights.AsSpan(agents));
        TensorPrimitives.SoftMax<float>(likely, likely);
        var share = 1e-12f;
        for (var at = 0; at < likely.Length; at++)
            share += right[at] ? likely[at] : 0;

        // How far each is from what it should be.
        for (var at = 0; at < likely.Length; at++)
            likely[at] = weight * (likely[at] - (right[at] ? likely[at] / share : 0));
        for (var at = 0; at < agents; at++)
            descent.Slope[at] += TensorPrimitives.Dot<float>(sums, laid.AsSpan(at * count, count));
        var slopes = descent.Slope.AsSpan(agents);
        TensorPrimitives.MultiplyAdd(ofNobody, likely[^1], slopes, slopes);
    }
}
