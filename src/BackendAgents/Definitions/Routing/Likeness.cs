using System.Numerics.Tensors;

namespace BackendAgents.Definitions.Routing;

// How like the texts of each agent a message is: the cosines of their directions.
internal sealed class Likeness
{
    // Of what it is for, its points, its examples.
    private static readonly float[] s_shares = [0.6f, 0.2f, 0.2f];

    // Cosines are small; features are of the size of one.
    private const double Scale = 5;

    private readonly double[] _cosines;
    private readonly double _second;

    private Likeness(double[] cosines)
    {
        _cosines = cosines;
        Best = double.NegativeInfinity;
        _second = double.NegativeInfinity;
        foreach (var cosine in cosines)
        {
            if (cosine > Best)
                (Best, _second) = (cosine, Best);
            else
                _second = Math.Max(_second, cosine);
        }

        if (double.IsNegativeInfinity(_second))
            _second = 0;
    }

    public double Best { get; }

    public static Likeness Of(ReadOnlySpan<float> message, IReadOnlyList<float[][]> agents)
    {
        var cosines = new double[agents.Count];
        for (var agent = 0; agent < cosines.Length; agent++)
        {
            for (var text = 0; text < s_shares.Length && text < agents[agent].Length; text++)
                cosines[agent] += Scale * s_shares[text] * TensorPrimitives.Dot(message, agents[agent][text]);
        }

        return new Likeness(cosines);
    }

    /// <summary>
    /// How like the two likest of the parts of each agent a message is; parts are what it is for, and all behind the three.
    /// </summary>
    public static Likeness OfParts(ReadOnlySpan<float> message, IReadOnlyList<float[][]> agents)
    {
        var cosines = new double[agents.Count];
        for (var agent = 0; agent < cosines.Length; agent++)
        {
            var (best, second) = (-1f, -1f);
            for (var text = 0; text < agents[agent].Length; text++)
            {
                if (text > 0 && text < s_shares.Length)
                    continue;
                var cosine = TensorPrimitives.Dot(message, agents[agent][text]);
                (best, second) = cosine > best ? (cosine, best) : (best, Math.Max(second, cosine));
            }

            cosines[agent] = Scale * (best + second) / 2;
        }

        return new Likeness(cosines);
    }

    public double Of(int agent) => _cosines[agent];

    /// <summary>By how much it is liker than the second.</summary>
    public double Lead(int agent) => _cosines[agent] - _second;
}
