using System.Diagnostics;

namespace BackendAgents.Benchmarks.Deliveries;

/// <summary>How many calls a second eight callers get done.</summary>
internal static class Rates
{
    private const int Callers = 8;
    private const int Turns = 5;

    private static readonly TimeSpan s_turn = TimeSpan.FromSeconds(2);

    /// <summary>The median of each side. They take turns, so that a slow spell of the machine hits all.</summary>
    /// <param name="sides">Each is told the number of its call.</param>
    /// <param name="between">What comes after each turn of a side, by its number, and is not counted; nothing when null.</param>
    public static async Task<double[]> OfAsync(List<Func<int, Task>> sides, Func<int, Task>? between = null)
    {
        var seen = sides.ConvertAll(static _ => new List<double>());
        for (var turn = 0; turn <= Turns; turn++)
        {
            for (var side = 0; side < sides.Count; side++)
            {
                var rate = await OfAsync(sides[side]);
                if (between is not null)
                    await between(side);
                // The first pays for the compiler of the runtime.
                if (turn > 0)
                    seen[side].Add(rate);
            }
        }

        return [.. seen.Select(static rates => rates.Order().ElementAt(rates.Count / 2))];
    }

    private static async Task<double> OfAsync(Func<int, Task> call)
    {
        var (count, began) = (0, Stopwatch.GetTimestamp());
        await Task.WhenAll(
            Enumerable
                .Range(0, Callers)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (Stopwatch.GetElapsedTime(began) < s_turn)
                            await call(Interlocked.Increment(ref count));
                    })
                )
        );
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
