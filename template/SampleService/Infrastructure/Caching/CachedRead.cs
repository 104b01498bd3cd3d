namespace SampleService.Infrastructure;

/// <summary>A read that may be answered from a copy.</summary>
/// <param name="Operation">Name of the operation.</param>
/// <param name="Stamps">Names of the stamps that the copy stands under.</param>
/// <param name="Asked">What is asked for.</param>
/// <param name="Lifetime">How long a copy lives, at most.</param>
internal sealed record CachedRead(string Operation, string[] Stamps, string Asked, TimeSpan Lifetime);
