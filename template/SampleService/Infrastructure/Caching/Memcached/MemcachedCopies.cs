using Microsoft.Extensions.Caching.Distributed;

namespace SampleService.Infrastructure;

/// <summary>Copies of answers in memcached, behind those that an instance has in its own memory.</summary>
internal sealed class MemcachedCopies(MemcachedClient memcached, string space) : IDistributedCache
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        (await memcached.GetAsync([Key(key)])).GetValueOrDefault(Key(key));

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        memcached.StoreAsync(Key(key), value, options.AbsoluteExpirationRelativeToNow ?? s_longest);

    public Task RemoveAsync(string key, CancellationToken token = default) => memcached.RemoveAsync(Key(key));

    // Nothing is kept longer for being read.
    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    public byte[]? Get(string key) => GetAsync(key).GetAwaiter().GetResult();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
        SetAsync(key, value, options).GetAwaiter().GetResult();

    public void Refresh(string key) { }

    public void Remove(string key) => RemoveAsync(key).GetAwaiter().GetResult();

    private string Key(string key) => $"{space}:copy:{key}";
}
