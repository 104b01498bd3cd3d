namespace BackendAgents.Benchmarks.Definitions;

/// <summary>Adam, with decay of the weights: follows the slope of what is to be made small.</summary>
internal sealed class Descent(int count)
{
    private const double Rate = 0.05;

    private readonly double[] _mean = new double[count];
    private readonly double[] _square = new double[count];
    private int _steps;

    public double[] Weights { get; } = new double[count];

    public double[] Slope { get; } = new double[count];

    public void Step(double decay)
    {
        _steps++;
        var meanShare = 1 - Math.Pow(0.9, _steps);
        var squareShare = 1 - Math.Pow(0.999, _steps);
        for (var at = 0; at < Weights.Length; at++)
        {
            var slope = Slope[at] + (decay * Weights[at]);
            _mean[at] = (0.9 * _mean[at]) + (0.1 * slope);
            _square[at] = (0.999 * _square[at]) + (0.001 * slope * slope);
            Weights[at] -= Rate * (_mean[at] / meanShare) / (Math.Sqrt(_square[at] / squareShare) + 1e-9);
        }
    }
}
