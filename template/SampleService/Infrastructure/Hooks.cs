namespace SampleService.Infrastructure;

/// <summary>
/// What happens before rows change, in the transaction of the request. Derive from it in the file that is yours. A refusal
/// undoes all that happened in the request; null goes on.
/// </summary>
public abstract class Hooks<TRow>
    where TRow : Row
{
    private static readonly Task<Refusal?> s_goOn = Task.FromResult<Refusal?>(null);

    /// <summary>Before a new row is stored.</summary>
    public virtual Task<Refusal?> CreatingAsync(TRow row, Work work, CancellationToken cancellationToken) => s_goOn;

    /// <summary>Before a changed row is stored.</summary>
    public virtual Task<Refusal?> UpdatingAsync(TRow row, Work work, CancellationToken cancellationToken) => s_goOn;

    /// <summary>Before a row is deleted.</summary>
    public virtual Task<Refusal?> DeletingAsync(TRow row, Work work, CancellationToken cancellationToken) => s_goOn;
}
