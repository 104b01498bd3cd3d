namespace BackendAgents.Models.Resilience;

/// <summary>Lets so many through at once and so many wait; whoever comes after them is turned away.</summary>
internal sealed class Turnstile(int concurrency, int queue) : IDisposable
{
    private readonly SemaphoreSlim _places = new(concurrency, concurrency);
    private int _present;

    public async Task<T> PassAsync<T>(Func<CancellationToken, Task<T>> action, Func<Exception> turnedAway, CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref _present) > concurrency + queue)
                throw turnedAway();

            await _places.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                return await action(cancellation).ConfigureAwait(false);
            }
            finally
            {
                _places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _present);
        }
    }

    public void Dispose() => _places.Dispose();
}
