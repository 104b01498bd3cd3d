namespace SampleService.Infrastructure;

/// <summary>
/// Somebody else's system that is asked and answers. By HTTP unless another is registered in Program.cs before: an adapter for what a
/// provider really speaks.
/// </summary>
/// <typeparam name="TRequest">What it is asked.</typeparam>
/// <typeparam name="TAnswer">What it answers.</typeparam>
public interface IProvider<in TRequest, TAnswer>
    where TAnswer : class
{
    /// <summary>Null when it can be asked; else what is missing, and questions wait.</summary>
    string? Missing { get; }

    /// <summary>
    /// Asks. What it throws lets it be asked again later, by the same key, whatever became of it the time before: whoever is asked twice
    /// by a key does it once and answers the same.
    /// </summary>
    /// <param name="request">The question.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <returns>The answer; null when it has begun and calls back once it knows more.</returns>
    /// <exception cref="OutboxRejectedException">It refuses the question itself, however often it is asked.</exception>
    Task<TAnswer?> AskAsync(TRequest request, string key, CancellationToken cancellationToken);
}
