namespace BackendAgents.Benchmarks.Definitions;

/// <summary>The directions in which vectors differ most, by Jacobi's rotations of their covariance.</summary>
internal static class PrincipalDirections
{
    private const int Sweeps = 12;
    private const double Nothing = 1e-15;

    /// <summary>All directions of vectors whose mean is zero, the strongest first, each with a positive largest part.</summary>
    public static IEnumerable<double[]> Of(List<double[]> vectors)
    {
        var length = vectors[0].Length;
        var (spread, turned) = (Covariance(vectors), new double[length][]);
        for (var at = 0; at < length; at++)
        {
            turned[at] = new double[length];
            turned[at][at] = 1;
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var one = 0; one < length; one++)
            {
                for (var other = one + 1; other < length; other++)
                    Turn(spread, turned, one, other);
            }
        }

        return Enumerable.Range(0, length).OrderByDescending(at => spread[at][at]).Select(at => Upright(turned[at]));
    }

    private static double[][] Covariance(List<double[]> vectors)
    {
        var length = vectors[0].Length;
        var spread = new double[length][];
        Parallel.For(0, length, row =>
        {
            spread[row] = new double[length];
            foreach (var vector in vectors)
            {
                for (var column = 0; column < length; column++)
                    spread[row][column] += vector[row] * vector[column] / vectors.Count;
            }
        });
        return spread;
    }

    // Rows of 'turned' are the directions, so that both arrays are walked along their rows.
    private static void Turn(double[][] spread, double[][] turned, int one, int other)
    {
        var shared = spread[one][other];
        if (Math.Abs(shared) < Nothing)
            return;
        var ratio = (spread[other][other] - spread[one][one]) / (2 * shared);
        var tangent = (ratio >= 0 ? 1 : -1) / (Math.Abs(ratio) + Math.Sqrt((ratio * ratio) + 1));
        var cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        var sine = tangent * cosine;
        for (var at = 0; at < spread.Length; at++)
            (spread[at][one], spread[at][other]) = (
                (cosine * spread[at][one]) - (sine * spread[at][other]),
                (sine * spread[at][one]) + (cosine * spread[at][other])
            );
        foreach (var rows in (double[][][])[spread, turned])
        {
            for (var at = 0; at < spread.Length; at++)
                (rows[one][at], rows[other][at]) = (
                    (cosine * rows[one][at]) - (sine * rows[other][at]),
                    (sine * rows[one][at]) + (cosine * rows[other][at])
                );
        }
    }

    private static double[] Upright(double[] direction)
    {
        var largest = direction.MaxBy(Math.Abs);
        return largest < 0 ? [.. direction.Select(static part => -part)] : direction;
    }
}
