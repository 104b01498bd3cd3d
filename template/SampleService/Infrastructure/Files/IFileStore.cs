namespace SampleService.Infrastructure;

/// <summary>Keeps files under names of the service's own. Safe on any thread, and for several instances at once.</summary>
public interface IFileStore
{
    /// <summary>Keeps what is written, once all of it is; nothing when the writing fails.</summary>
    /// <param name="name">A new name, see <see cref="FileName"/>.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    Task WriteAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>The content, which can be read from any place on and belongs to the caller; null when there is no such file.</summary>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes a file; nothing happens when there is none.</summary>
    Task RemoveAsync(string name, CancellationToken cancellationToken);

    /// <summary>Names of the files that were kept before a time.</summary>
    IAsyncEnumerable<string> ListAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
