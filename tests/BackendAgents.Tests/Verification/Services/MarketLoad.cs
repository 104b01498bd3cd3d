using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace BackendAgents.Tests.Verification.Services;

/// <summary>
/// Callers of the market who never wait for long: they read a product, orders and their account, and place orders. Each call is counted in
/// the phase in which it began, with what it failed by. None is made again.
/// </summary>
internal sealed class MarketLoad : IAsyncDisposable
{
    private static readonly TimeSpan s_thinking = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan s_choosing = TimeSpan.FromMilliseconds(400);
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Phase> _phases = [];
    private readonly Task _callers;
    private readonly string _product;
    private volatile Phase _phase = new("before");
    private int _taken;
    private int _unanswered;

    /// <summary>Begins.</summary>
    /// <param name="front">Where callers come in.</param>
    /// <param name="token">Of a customer with plenty of money.</param>
    /// <param name="product">A product of which there is plenty.</param>
    public MarketLoad(Uri front, string token, string product)
    {
        _product = product;
        _http = RunningMarket.Caller(new Uri(front, "/api/v1/"));
        _http.Timeout = TimeSpan.FromSeconds(60);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        string[] reads = ["products/" + product, "orders?limit=5", "auth/me"];
        _callers = Task.WhenAll([.. reads.Select(ReadAsync), OrderAsync(), OrderAsync()]);
    }

    /// <summary>Orders that were answered 201.</summary>
    public int Taken => _taken;

    /// <summary>Orders of which nobody knows.</summary>
    public int Unanswered => _unanswered;

    /// <summary>What reads of the last phase failed by.</summary>
    public IReadOnlyCollection<string> FailedReads => _phases[^1].FailedReads;

    /// <summary>What orders of the last phase failed by.</summary>
    public IReadOnlyCollection<string> FailedWrites => _phases[^1].FailedWrites;

    /// <summary>Both.</summary>
    public IEnumerable<string> Failures => FailedReads.Concat(FailedWrites);

    /// <summary>Lets something happen, and waits until the calls that began meanwhile are over.</summary>
    public async Task PhaseAsync(string name, Func<Task> happens)
    {
        var phase = new Phase(name);
        _phases.Add(phase);
        _phase = phase;
        await happens();
        _phase = new Phase("between");
        await RunningMarket.UntilAsync(() => Task.FromResult(phase.Open == 0), "calls come to an end");
        phase.End();
        Assert.That(phase.Reads, Is.Positive);
        Assert.That(phase.Writes, Is.Positive);
    }

    /// <summary>Whether each call gets its answer.</summary>
    public async Task<bool> AnswersAsync()
    {
        foreach (var path in (string[])["products/" + _product, "orders?limit=5", "auth/me"])
            if (await FailureAsync(() => _http.GetAsync(path)) is not null)
                return false;
        return true;
    }

    /// <summary>All phases.</summary>
    public string Report() => string.Join('\n', _phases);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _callers;
        _http.Dispose();
        _end.Dispose();
    }

    private async Task ReadAsync(string path)
    {
        while (!_end.IsCancellationRequested)
        {
            var phase = _phase.Begin();
            if (await FailureAsync(() => _http.GetAsync(path)) is { } failure)
                phase.FailedReads.Enqueue(failure);
            phase.EndRead();
            await Task.Delay(s_thinking);
        }
    }

    private async Task OrderAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var phase = _phase.Begin();
            if (await FailureAsync(() => _http.PostAsJsonAsync("orders", new { productId = _product, quantity = 1 })) is { } failure)
            {
                phase.FailedWrites.Enqueue(failure);
                Interlocked.Increment(ref _unanswered);
            }
            else
            {
                Interlocked.Increment(ref _taken);
            }

            phase.EndWrite();
            await Task.Delay(s_choosing);
        }
    }

    private static async Task<string?> FailureAsync(Func<Task<HttpResponseMessage>> call)
    {
        try
        {
            using var answer = await call();
            if (answer.IsSuccessStatusCode)
                return null;
            // nginx answers by a page.
            var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
            var text = isProblem ? await answer.Content.ReadAsStringAsync() : "";
            return $"{(int)answer.StatusCode} {(isProblem ? JsonElement.Parse(text).GetProperty("code").GetString() : "")}";
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            return problem.GetType().Name;
        }
    }

    private sealed class Phase(string name)
    {
        private readonly long _since = Stopwatch.GetTimestamp();
        private TimeSpan _length;
        private int _open;
        private int _reads;
        private int _writes;

        public int Open => _open;

        public int Reads => _reads;

        public int Writes => _writes;

        public ConcurrentQueue<string> FailedReads { get; } = new();

        public ConcurrentQueue<string> FailedWrites { get; } = new();

        public Phase Begin()
        {
            Interlocked.Increment(ref _open);
            return this;
        }

        public void EndRead()
        {
            Interlocked.Increment(ref _reads);
            Interlocked.Decrement(ref _open);
        }

        public void EndWrite()
        {
            Interlocked.Increment(ref _writes);
            Interlocked.Decrement(ref _open);
        }

        public void End() => _length = Stopwatch.GetElapsedTime(_since);

        public override string ToString() =>
            $"{name} ({_length.TotalSeconds:F0} s): {_reads} reads, {FailedReads.Count} failed; "
            + $"{_writes} orders, {FailedWrites.Count} failed {Kinds()}";

        private string Kinds() =>
            string.Join(
                ", ",
                FailedReads.Concat(FailedWrites).GroupBy(static kind => kind).Select(static kind => $"{kind.Key}: {kind.Count()}")
            );
    }
}
