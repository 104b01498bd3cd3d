namespace BackendAgents.Benchmarks.Definitions;

/// <summary>Adam, with decay of the weights: follows the slope of what is to be made small.</summary>
internal sealed class Descent(int count)
{
    private const float Rate = 0.05f;

    private readonly float[] _mean = new float[count];
    private readonly float[] _square = new float[count];
    private int _steps;

    public float[] Weights { get; } = new float[count];

    public float[] Slope { get; } = new float[count];

    public void Step(double decay)
    {
        _steps++;
        var meanShare = (float)(1 - Math.Pow(0.9, _steps));
        var squareShare = (float)(1 - Math.Pow(0.999, _steps));
        for (var at = 0; at < Weights.Length; at++)
        {
            var slope = Slope[at] + ((float)decay * Weights[at]);
            _mean[at] = (0.9f * _mean[at]) + (0.1f * slope);
            _square[at] = (0.999f * _square[at]) + (0.001f * slope * slope);
            Weights[at] -= Rate * (_mean[at] / meanShare) / (MathF.Sqrt(_square[at] / squareShare) + 1e-9f);
        }
    }
}
