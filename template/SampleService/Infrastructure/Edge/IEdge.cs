namespace SampleService.Infrastructure;

/// <summary>
/// The caches before the service, which keep public answers. One that is told of changes in another way is added as a service before
/// AddEdge is called.
/// </summary>
public interface IEdge
{
    /// <summary>Has them forget what is kept under any of some keys. What fails is tried again later.</summary>
    Task PurgeAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);
}
