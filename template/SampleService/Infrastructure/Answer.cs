namespace SampleService.Infrastructure;

/// <summary>What a handler returns: the answer, or a refusal. Either is taken as it is.</summary>
public sealed class Answer<T>
    where T : class
{
    private Answer(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    /// <summary>The answer; null when it is refused.</summary>
    public T? Value { get; }

    /// <summary>Why it is refused; null when it is not.</summary>
    public Refusal? Refusal { get; }

    /// <summary>An answer.</summary>
    public static implicit operator Answer<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    public static implicit operator Answer<T>(Refusal refusal) => new(null, refusal);
}
