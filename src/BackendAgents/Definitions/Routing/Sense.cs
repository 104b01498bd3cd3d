using System.Numerics.Tensors;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions.Routing;

// How likely a message wants work on the server side, a verdict on an area of such work, or something else; together 1.
internal sealed class Sense
{
    /// <summary>What is told apart: work, something else, and a verdict on each area.</summary>
    public static readonly int Wishes = 2 + Enum.GetValues<Area>().Length;

    // Certainty that no message gives.
    private const double Least = 1e-4;

    private readonly double[] _likely;

    private Sense(double[] likely)
    {
        _likely = likely;
        Review = likely.AsSpan(2).ToArray().Sum();
    }

    public double Work => _likely[0];

    public double Other => _likely[1];

    /// <summary>How likely a verdict is wanted, on whatever.</summary>
    public double Review { get; }

    /// <summary>How likely it is about the server side at all.</summary>
    public double ServerSide => Work + Review;

    /// <summary>The same as the logarithm of its odds.</summary>
    public double Odds => Math.Log(Math.Max(Least, ServerSide) / Math.Max(Least, Other));

    /// <summary>From what speaks for each, in the order of <see cref="Wishes"/>.</summary>
    public static Sense Of(ReadOnlySpan<double> sums)
    {
        var likely = new double[sums.Length];
        TensorPrimitives.SoftMax(sums, likely);
        return new Sense(likely);
    }

    /// <summary>Its place among <see cref="Wishes"/>: a verdict on an area.</summary>
    public static int Verdict(Area area) => 2 + (int)area;

    /// <summary>If a verdict is wanted, how likely it is one on this area.</summary>
    public double On(Area area) => _likely[Verdict(area)] / Math.Max(Least, Review);

    /// <summary>How likely each is.</summary>
    public ReadOnlySpan<double> Likely => _likely;
}
