using System.Collections.Concurrent;
using System.Diagnostics;

namespace BackendAgents.Verification.Load;

/// <summary>
/// Sends requests at a steady rate for a time. Each is due at its own moment and measured from there, so that a service that stops to
/// answer is seen, and not only waited for. At most a bounded number is under way.
/// </summary>
internal static class LoadClient
{
    private const int MaxUnderWay = 256;

    public static async Task<LoadMeasurement> RunAsync(
        HttpClient client,
        IReadOnlyList<string> paths,
        int perSecond,
        TimeSpan time,
        CancellationToken cancellationToken
    )
    {
        var took = new ConcurrentQueue<double>();
        var errors = 0;
        using var room = new SemaphoreSlim(MaxUnderWay);
        List<Task> underWay = [];
        var began = Stopwatch.GetTimestamp();
        var count = (int)(perSecond * time.TotalSeconds);
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds(i / (double)perSecond);
            if (due - Stopwatch.GetElapsedTime(began) is { } wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
            underWay.Add(SendAsync(paths[i % paths.Count], due));
        }

        await Task.WhenAll(underWay).ConfigureAwait(false);
        return new LoadMeasurement([.. took], errors, Stopwatch.GetElapsedTime(began));

        async Task SendAsync(string path, TimeSpan due)
        {
            try
            {
                using var answer = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
                if ((int)answer.StatusCode < 500)
                    took.Enqueue((Stopwatch.GetElapsedTime(began) - due).TotalMilliseconds);
                else
                    Interlocked.Increment(ref errors);
            }
            catch (Exception error)
                when (error is HttpRequestException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                Interlocked.Increment(ref errors);
            }
            finally
            {
                room.Release();
            }
        }
    }
}
