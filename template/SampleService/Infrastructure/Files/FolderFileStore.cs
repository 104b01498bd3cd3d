using System.Runtime.CompilerServices;

namespace SampleService.Infrastructure;

/// <summary>Keeps files in a folder, spread over 256 folders below it.</summary>
internal sealed class FolderFileStore(string folder) : IFileStore
{
    // What is still being written; also what is left of it when the service ended meanwhile.
    private const string Unfinished = ".part";
    private static readonly TimeSpan s_longestUpload = TimeSpan.FromHours(24);

    public async Task WriteAsync(string name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = path + Unfinished;
        try
        {
            await using (var target = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, useAsync: true))
            {
                await write(target, cancellationToken);
                target.Flush(flushToDisk: true);
            }

            File.Move(part, path);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        try
        {
            var content = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                65_536,
                useAsync: true
            );
            return Task.FromResult<Stream?>(content);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        if (File.Exists(path))
            File.Delete(path);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> ListAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Name.EndsWith(Unfinished, StringComparison.Ordinal) && file.LastWriteTimeUtc < before - s_longestUpload)
                file.Delete();
            else if (FileName.Is(file.Name) && file.LastWriteTimeUtc < before)
                yield return file.Name;
        }

        await Task.CompletedTask;
    }

    // The last digits of an id are spread evenly; the first ones are the time.
    private string PathOf(string name) =>
        FileName.Is(name)
            ? Path.Combine(folder, name[30..32], name)
            : throw new ArgumentException("That is no name of a kept file.", nameof(name));
}
