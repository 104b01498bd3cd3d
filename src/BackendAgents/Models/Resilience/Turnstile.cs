namespace BackendAgents.Models.Resilience;

/// <summary>Lets so many through at once and so many wait; whoever comes after them is turned away.</summary>
internal sealed class Turnstile(int concurrency, int queue) : IDisposable
{
    private readonly SemaphoreSlim places = new(concurrency, concurrency);
    private int present;

    public async Task<T> PassAsync<T>(Func<CancellationToken, Task<T>> action, Func<Exception> turnedAway, CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref present) > concurrency + queue)
                throw turnedAway();

            await places.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                return await action(cancellation).ConfigureAwait(false);
            }
            finally
            {
                places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref present);
        }
    }

    public void Dispose() => places.Dispose();
}
