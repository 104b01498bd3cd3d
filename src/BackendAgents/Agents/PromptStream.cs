namespace BackendAgents.Agents;

/// <summary>Reads a stream whose source may ignore its token: a cancelled read returns at once, and the source is closed when it lets go.</summary>
internal sealed class PromptStream<T>(IAsyncEnumerable<T> source, CancellationToken cancellation) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<T> inner = source.GetAsyncEnumerator(cancellation);
    private Task<bool>? pending;

    public T Current => inner.Current;

    public async Task<bool> MoveNextAsync()
    {
        ValueTask<bool> next = inner.MoveNextAsync();
        if (next.IsCompletedSuccessfully)
            return next.Result;

        pending = next.AsTask();
        bool more = await pending.WaitAsync(cancellation).ConfigureAwait(false);
        pending = null;
        return more;
    }

    public async ValueTask DisposeAsync()
    {
        // An enumerator must not be disposed of while it moves.
        if (pending is { IsCompleted: false } abandoned)
            _ = CloseLaterAsync(abandoned);
        else
            await inner.DisposeAsync().ConfigureAwait(false);
    }

    private async Task CloseLaterAsync(Task<bool> abandoned)
    {
        try
        {
            await abandoned.ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Whoever could have been told has left.
        }

        await inner.DisposeAsync().ConfigureAwait(false);
    }
}
