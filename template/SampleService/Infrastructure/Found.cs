namespace SampleService.Infrastructure;

/// <summary>A row that a request names, or the answer to the caller when there is none.</summary>
/// <param name="Row">The row; null when it can't be had.</param>
/// <param name="Refusal">The answer without a row.</param>
public readonly record struct Found<TRow>(TRow? Row, IResult Refusal)
    where TRow : Row;
