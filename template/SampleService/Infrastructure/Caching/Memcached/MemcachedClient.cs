using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;

namespace SampleService.Infrastructure;

/// <summary>
/// The little of memcached that a cache needs, over a few connections, with a limit of time for each call. No maintained client for .NET
/// was to be had. Safe on any thread.
/// </summary>
internal sealed class MemcachedClient(string host, int port) : IDisposable
{
    private const int MaxConnections = 16;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(1);

    private readonly ConcurrentBag<MemcachedConnection> _idle = [];
    private readonly SemaphoreSlim _free = new(MaxConnections);

    /// <summary>Values by their keys; of those that are there.</summary>
    /// <exception cref="IOException">It doesn't answer in time, or not as it should.</exception>
    public Task<Dictionary<string, byte[]>> GetAsync(IEnumerable<string> keys) =>
        UseAsync((connection, stopped) => connection.GetAsync(keys, stopped));

    /// <summary>Stores a value for a time; false when it was to be new and is not.</summary>
    /// <exception cref="IOException">It doesn't answer in time, or not as it should.</exception>
    public async Task<bool> StoreAsync(string key, byte[] value, TimeSpan lifetime, bool isNew = false)
    {
        var seconds = Math.Max(1, (long)lifetime.TotalSeconds);
        var command = string.Create(CultureInfo.InvariantCulture, $"{(isNew ? "add" : "set")} {key} 0 {seconds} {value.Length}");
        return await UseAsync((connection, stopped) => connection.TellAsync(command, value, stopped)) switch
        {
            "STORED" => true,
            "NOT_STORED" => false,
            var other => throw new IOException($"memcached answers '{other}'."),
        };
    }

    /// <summary>Removes a value.</summary>
    /// <exception cref="IOException">It doesn't answer in time, or not as it should.</exception>
    public Task RemoveAsync(string key) => UseAsync((connection, stopped) => connection.TellAsync("delete " + key, null, stopped));

    public void Dispose()
    {
        foreach (var connection in _idle)
            connection.Dispose();
        _free.Dispose();
    }

    private async Task<T> UseAsync<T>(Func<MemcachedConnection, CancellationToken, Task<T>> work)
    {
        using var limit = new CancellationTokenSource(s_timeout);
        try
        {
            await _free.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException problem)
        {
            throw new IOException("All connections to memcached are in use.", problem);
        }

        try
        {
            // One that memcached has closed in the meantime is found out by its use; the second is new.
            if (_idle.TryTake(out var used))
            {
                try
                {
                    return await WithAsync(used, work, limit.Token);
                }
                catch (IOException) when (!limit.IsCancellationRequested) { }
            }

            return await WithAsync(await MemcachedConnection.OpenAsync(host, port, limit.Token), work, limit.Token);
        }
        catch (Exception problem) when (problem is SocketException or OperationCanceledException or InvalidDataException)
        {
            throw new IOException($"memcached at {host}:{port} doesn't answer.", problem);
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task<T> WithAsync<T>(
        MemcachedConnection connection,
        Func<MemcachedConnection, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var result = await work(connection, cancellationToken);
            _idle.Add(connection);
            return result;
        }
        catch (Exception problem)
        {
            // What is left of its answer would be taken for the next one's.
            connection.Dispose();
            if (problem is SocketException)
                throw new IOException("memcached has closed the connection.", problem);
            throw;
        }
    }
}
