using System.Globalization;
using Microsoft.Extensions.Caching.Memory;

namespace SampleService.Infrastructure;

/// <summary>Stamps of this process alone. Another instance learns of a change when its own copy ends.</summary>
internal sealed class MemoryStamps : ICacheStamps, IDisposable
{
    // Longer than any copy lives: a stamp that is forgotten may be the first one again.
    private static readonly TimeSpan s_kept = TimeSpan.FromHours(25);

    private readonly MemoryCache _stamps = new(new MemoryCacheOptions());
    private long _last;

    public string Place => "Copies are in the memory of this process; other instances learn of changes when their copies end.";

    public ValueTask<string[]?> CurrentAsync(string[] names) => new([.. names.Select(name => _stamps.Get<string>(name) ?? "0")]);

    public ValueTask<bool> ReplaceAsync(IReadOnlyCollection<string> names)
    {
        foreach (var name in names)
            _stamps.Set(name, Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture), s_kept);
        return new(true);
    }

    public void Dispose() => _stamps.Dispose();
}
