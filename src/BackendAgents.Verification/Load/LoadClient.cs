using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace BackendAgents.Verification.Load;

/// <summary>
/// Sends requests at a steady rate for a time: reads, and conversations where there are some. Each is due at its own
/// moment and measured from there, so that a service that stops to answer is seen, and not only waited for; what follows an answer is
/// measured from when it is sent. At most a bounded number is under way.
/// </summary>
internal static class LoadClient
{
    private const int MaxUnderWay = 256;

    public static async Task<LoadMeasurement> RunAsync(
        HttpClient client,
        IReadOnlyList<string> paths,
        int perSecond,
        TimeSpan time,
        CancellationToken cancellationToken,
        LoadCaller? caller = null,
        IReadOnlyList<JsonObject>? conversations = null
    )
    {
        var took = new ConcurrentQueue<double>();
        var (errors, asSaid, calls) = (0, 0, 0);
        using var room = new SemaphoreSlim(MaxUnderWay);
        List<Task> underWay = [];
        var began = Stopwatch.GetTimestamp();
        var count = (int)(perSecond * time.TotalSeconds);
        var (reads, said, turn) = (0, 0, 0);
        while (reads + said < count)
        {
            var due = TimeSpan.FromSeconds((reads + said) / (double)perSecond);
            if (due - Stopwatch.GetElapsedTime(began) is { } wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
            // Most of what is asked of a service is read: four of five requests.
            if (caller is not null && conversations is { Count: > 0 } && (said * 4 <= reads || paths.Count == 0))
            {
                var conversation = conversations[turn++ % conversations.Count];
                said += Math.Max(1, conversation["calls"]!.AsArray().Count);
                underWay.Add(TalkAsync(caller, conversation));
            }
            else
            {
                var path = paths[reads++ % paths.Count];
                underWay.Add(ReadAsync(path, due));
            }
        }

        await Task.WhenAll(underWay).ConfigureAwait(false);
        return new LoadMeasurement([.. took], errors, Stopwatch.GetElapsedTime(began)) { Calls = calls, AsSaid = asSaid };

        async Task ReadAsync(string path, TimeSpan due)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            using var answer = await SendAsync(request, due).ConfigureAwait(false);
            room.Release();
        }

        async Task TalkAsync(LoadCaller whose, JsonObject conversation)
        {
            var heard = await whose
                .HaveAsync(conversation, request => SendAsync(request, Stopwatch.GetElapsedTime(began)), cancellationToken)
                .ConfigureAwait(false);
            Interlocked.Add(ref asSaid, heard.AsSaid);
            Interlocked.Add(ref calls, heard.Calls);
            room.Release();
        }

        async Task<HttpResponseMessage?> SendAsync(HttpRequestMessage request, TimeSpan due)
        {
            try
            {
                var answer = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if ((int)answer.StatusCode < 500)
                    took.Enqueue((Stopwatch.GetElapsedTime(began) - due).TotalMilliseconds);
                else
                    Interlocked.Increment(ref errors);
                return answer;
            }
            catch (Exception error)
                when (error is HttpRequestException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                Interlocked.Increment(ref errors);
                return null;
            }
        }
    }
}
