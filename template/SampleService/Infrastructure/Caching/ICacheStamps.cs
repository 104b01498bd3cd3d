namespace SampleService.Infrastructure;

/// <summary>
/// The stamps of what copies are made of. A copy is kept under the stamps that held before it was read; a change replaces them, and nobody
/// finds the copy again. So what was read before a change can't be kept after it, and instances that share stamps share every change.
/// </summary>
internal interface ICacheStamps
{
    /// <summary>Where stamps and copies are, in a sentence.</summary>
    string Place { get; }

    /// <summary>The stamps that hold now, one for each name; null when they can't be had, and copies must not be used.</summary>
    ValueTask<string[]?> CurrentAsync(string[] names);

    /// <summary>Replaces stamps; false when that could not be done, and has to be tried again.</summary>
    ValueTask<bool> ReplaceAsync(IReadOnlyCollection<string> names);
}
