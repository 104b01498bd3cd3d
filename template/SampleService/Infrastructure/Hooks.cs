namespace SampleService.Infrastructure;

/// <summary>
/// What happens before rows change, in the transaction of the request. Derive from it in the file that is yours. A problem that a hook
/// answers refuses the request and undoes all that happened in it; null goes on.
/// </summary>
public abstract class Hooks<TRow>
    where TRow : Row
{
    private static readonly Task<IResult?> s_goOn = Task.FromResult<IResult?>(null);

    /// <summary>Before a new row is stored.</summary>
    public virtual Task<IResult?> CreatingAsync(TRow row, Work work, CancellationToken cancellationToken) => s_goOn;

    /// <summary>Before a changed row is stored.</summary>
    public virtual Task<IResult?> UpdatingAsync(TRow row, Work work, CancellationToken cancellationToken) => s_goOn;

    /// <summary>Before a row is deleted.</summary>
    public virtual Task<IResult?> DeletingAsync(TRow row, Work work, CancellationToken cancellationToken) => s_goOn;
}
