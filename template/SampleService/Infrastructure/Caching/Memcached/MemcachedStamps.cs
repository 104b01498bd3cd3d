using System.Security.Cryptography;
using System.Text;

namespace SampleService.Infrastructure;

/// <summary>
/// Stamps that all instances share. One that is not there, since it has ended, was evicted or all was flushed, is made by chance: it is
/// never one that was there before.
/// </summary>
internal sealed class MemcachedStamps(MemcachedClient memcached, string space, ILogger<MemcachedStamps> logger) : ICacheStamps
{
    private static readonly TimeSpan s_kept = TimeSpan.FromHours(1);

    public string Place => "Copies are in memcached, for all instances.";

    public async ValueTask<string[]?> CurrentAsync(string[] names)
    {
        try
        {
            var found = await memcached.GetAsync(names.Select(Key));
            var current = new string?[names.Length];
            for (var i = 0; i < names.Length; i++)
                current[i] = found.TryGetValue(Key(names[i]), out var stamp)
                    ? Encoding.ASCII.GetString(stamp)
                    : await MakeAsync(Key(names[i]));
            return Array.Exists(current, static stamp => stamp is null) ? null : [.. current.OfType<string>()];
        }
        catch (IOException problem)
        {
            logger.LogDebug(problem, "memcached doesn't answer");
            return null;
        }
    }

    public async ValueTask<bool> ReplaceAsync(IReadOnlyCollection<string> names)
    {
        try
        {
            foreach (var name in names)
                await memcached.StoreAsync(Key(name), New(), s_kept);
            return true;
        }
        catch (IOException problem)
        {
            logger.LogDebug(problem, "memcached doesn't answer");
            return false;
        }
    }

    // Of two that make one at once, one does.
    private async Task<string?> MakeAsync(string key)
    {
        var made = New();
        if (await memcached.StoreAsync(key, made, s_kept, isNew: true))
            return Encoding.ASCII.GetString(made);
        return (await memcached.GetAsync([key])).TryGetValue(key, out var others) ? Encoding.ASCII.GetString(others) : null;
    }

    private static byte[] New() => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)));

    private string Key(string name) => $"{space}:stamp:{name}";
}
