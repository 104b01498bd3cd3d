using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using BackendAgents.Definitions.Routing;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>A conditional logistic regression: which of the agents, or nobody, is right; several may be.</summary>
internal sealed class ChoiceFit
{
    private const int Rounds = 300;
    private const double Decay = 0.001;
    private const int Lanes = 8;

    // What speaks for agents and, behind it, for nobody, both filled up to whole vectors.
    private static readonly int s_agents = Whole(RouteWeights.Names.Count);
    private static readonly int s_nobody = Whole(RouteWeights.NobodyNames.Count);

    private readonly List<(float[] Agents, float[] Nobody, bool[] Right, double Weight)> _rows = [];

    /// <summary>What speaks for each agent, one behind the other.</summary>
    public static float[] Lay(IEnumerable<double[]> agents) => [.. agents.SelectMany(static features => Fill(features, s_agents))];

    public void Add(float[] agents, double[] nobody, bool[] right, double weight)
    {
        if (right.Contains(true))
            _rows.Add((agents, [.. Fill(nobody, s_nobody)], right, weight));
    }

    /// <summary>The weights of what speaks for agents, and for nobody.</summary>
    public RouteWeightSet Fit()
    {
        var descent = new Descent(s_agents + s_nobody);
        var total = _rows.Sum(static row => row.Weight);
        for (var round = 0; round < Rounds; round++)
        {
            Array.Clear(descent.Slope);
            foreach (var (agents, nobody, right, weight) in _rows)
                Slope(agents, nobody, right, (float)(weight / total), descent);
            descent.Step(Decay);
        }

        return new RouteWeightSet(
            [.. descent.Weights.Take(RouteWeights.Names.Count)],
            [.. descent.Weights.Skip(s_agents).Take(RouteWeights.NobodyNames.Count)]
        );
    }

    private static void Slope(float[] agents, float[] nobody, bool[] right, float weight, Descent descent)
    {
        var likely = new float[right.Length];
        for (var at = 0; at < likely.Length - 1; at++)
            likely[at] = Dot(agents.AsSpan(at * s_agents, s_agents), descent.Weights);
        likely[^1] = Dot(nobody, descent.Weights.AsSpan(s_agents));
        TensorPrimitives.SoftMax<float>(likely, likely);
        var share = 1e-12f;
        for (var at = 0; at < likely.Length; at++)
            share += right[at] ? likely[at] : 0;
        for (var at = 0; at < likely.Length; at++)
        {
            var miss = weight * (likely[at] - (right[at] ? likely[at] / share : 0));
            if (at < likely.Length - 1)
                Put(agents.AsSpan(at * s_agents, s_agents), miss, descent.Slope);
            else
                Put(nobody, miss, descent.Slope.AsSpan(s_agents));
        }
    }

    private static float Dot(ReadOnlySpan<float> features, ReadOnlySpan<float> weights)
    {
        var sum = Vector256<float>.Zero;
        for (var from = 0; from < features.Length; from += Lanes)
            sum += Vector256.Create(features.Slice(from, Lanes)) * Vector256.Create(weights.Slice(from, Lanes));
        return Vector256.Sum(sum);
    }

    private static void Put(ReadOnlySpan<float> features, float miss, Span<float> slopes)
    {
        for (var from = 0; from < features.Length; from += Lanes)
        {
            var slope = slopes.Slice(from, Lanes);
            (Vector256.Create<float>(slope) + (Vector256.Create(features.Slice(from, Lanes)) * miss)).CopyTo(slope);
        }
    }

    private static int Whole(int count) => (count + Lanes - 1) / Lanes * Lanes;

    private static IEnumerable<float> Fill(double[] features, int length) =>
        features.Select(static value => (float)value).Concat(Enumerable.Repeat(0f, length - features.Length));
}
