namespace SampleService.Infrastructure;

/// <summary>Where a provider is asked.</summary>
/// <param name="Name">Its name in the blueprint.</param>
/// <param name="UrlSetting">The setting that says where it is asked.</param>
/// <param name="SecretSetting">The setting of the secret that it knows the service by.</param>
/// <param name="Timeout">How long it may take to answer.</param>
public sealed record ProviderTarget(string Name, string UrlSetting, string SecretSetting, TimeSpan Timeout)
{
    /// <summary>The kind of the questions in the outbox.</summary>
    public string Kind => "provider-" + Name;
}

/// <summary>A provider of the blueprint: where it is asked, and what its answers do. Stateless: one instance serves all.</summary>
public abstract class ProviderCalls<TRequest, TAnswer>
    where TAnswer : class
{
    /// <summary>Where it is asked.</summary>
    public abstract ProviderTarget Target { get; }

    /// <summary>What is wrong with an answer.</summary>
    public abstract Validation Check(TAnswer answer);

    /// <summary>Does what an answer says. A problem undoes it, and it is asked again later.</summary>
    /// <param name="id">The row that it was asked about.</param>
    /// <param name="answer">What it answers.</param>
    /// <param name="work">Nobody's in particular, in a transaction of its own.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public abstract Task<IResult?> AnsweredAsync(Guid id, TAnswer answer, Work work, CancellationToken cancellationToken);

    /// <summary>Does what is to be done when it gives no answer.</summary>
    public abstract Task<IResult?> UnansweredAsync(Guid id, Work work, CancellationToken cancellationToken);
}
