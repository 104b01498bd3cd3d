namespace BackendAgents.Models.Replies;

/// <summary>
/// Reads a stream whose source may ignore its token: a cancelled read returns at once, and the source is closed when it lets go.
/// </summary>
internal sealed class PromptStream<T>(IAsyncEnumerable<T> source, CancellationToken cancellation) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<T> _inner = source.GetAsyncEnumerator(cancellation);
    private Task<bool>? _pending;

    public T Current => _inner.Current;

    public async Task<bool> MoveNextAsync()
    {
        ValueTask<bool> next = _inner.MoveNextAsync();
        if (next.IsCompletedSuccessfully)
            return next.Result;

        _pending = next.AsTask();
        bool more = await _pending.WaitAsync(cancellation).ConfigureAwait(false);
        _pending = null;
        return more;
    }

    public async ValueTask DisposeAsync()
    {
        // An enumerator must not be disposed of while it moves.
        if (_pending is { IsCompleted: false } abandoned)
            _ = CloseLaterAsync(abandoned);
        else
            await _inner.DisposeAsync().ConfigureAwait(false);
    }

    private async Task CloseLaterAsync(Task<bool> abandoned)
    {
        try
        {
            await abandoned.ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The caller has stopped reading, so there is nobody to report this to.
        }

        await _inner.DisposeAsync().ConfigureAwait(false);
    }
}
