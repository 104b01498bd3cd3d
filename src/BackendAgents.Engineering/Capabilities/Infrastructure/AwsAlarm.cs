namespace BackendAgents.Engineering.Capabilities.Infrastructure;

/// <summary>Something of CloudWatch that people must know; Terraform and CloudFormation write it.</summary>
/// <param name="Name">Its name, in small letters with hyphens.</param>
/// <param name="Space">Namespace of the metric.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Statistic">How its values are put together.</param>
/// <param name="Dimensions">What it is of; <see cref="Service"/> stands for the name that everything begins with.</param>
/// <param name="Threshold">Where it begins.</param>
/// <param name="Meaning">What it says, for people.</param>
internal sealed record AwsAlarm(
    string Name,
    string Space,
    string Metric,
    string Statistic,
    IReadOnlyList<(string Name, string Value)> Dimensions,
    long Threshold,
    string Meaning
)
{
    /// <summary>Stands for the name that everything begins with.</summary>
    public const string Service = "{name}";

    /// <summary>How the metric stands to the threshold.</summary>
    public string Comparison { get; init; } = "GreaterThanThreshold";

    /// <summary>A metric of which this one is looked at in per cent; null looks at it alone.</summary>
    public string? PercentOf { get; init; }

    /// <summary>The name without hyphens, each word with a capital: <c>QueueLong</c>.</summary>
    public string Pascal => string.Concat(Name.Split('-').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
}
