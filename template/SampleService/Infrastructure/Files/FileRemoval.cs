namespace SampleService.Infrastructure;

/// <summary>Tells that no row names a file any more.</summary>
/// <param name="Name">The name under which it is kept.</param>
public sealed record RemovedFile(string Name);

/// <summary>Removes files that no row names any more.</summary>
internal sealed class FileRemoval(IFileStore files) : IOutboxHandler
{
    /// <summary>The kind of the messages.</summary>
    public const string Name = "file-removal";

    public string Kind => Name;

    public Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken) =>
        files.RemoveAsync(message.Read<RemovedFile>().Name, cancellationToken);
}
