using GraphQL.DataLoader;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>
/// Collects what fields of one kind ask for, and reads it all at once when the executer wants the first of it. Safe on any thread.
/// </summary>
internal sealed class GraphBatch(Func<List<Guid>, CancellationToken, Task<IReadOnlyDictionary<Guid, object?>>> read)
{
    private readonly Lock _gate = new();
    private Round? _open;

    /// <summary>What an id stands for; null when there is nothing.</summary>
    public IDataLoaderResult Load(Guid id)
    {
        lock (_gate)
        {
            _open ??= new Round();
            _open.Ids.Add(id);
            return new Answer(this, _open, id);
        }
    }

    private Task<IReadOnlyDictionary<Guid, object?>> CloseAsync(Round round, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // Who asks from now on is answered by the next statement.
            if (_open == round)
                _open = null;
            return round.Rows ??= read([.. round.Ids], cancellationToken);
        }
    }

    private sealed class Round
    {
        public HashSet<Guid> Ids { get; } = [];

        public Task<IReadOnlyDictionary<Guid, object?>>? Rows { get; set; }
    }

    private sealed class Answer(GraphBatch batch, Round round, Guid id) : IDataLoaderResult
    {
        public async Task<object?> GetResultAsync(CancellationToken cancellationToken = default) =>
            (await batch.CloseAsync(round, cancellationToken)).GetValueOrDefault(id);
    }
}
