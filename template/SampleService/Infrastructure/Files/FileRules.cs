namespace SampleService.Infrastructure;

/// <summary>What an endpoint takes as a file.</summary>
/// <param name="MaxBytes">Bytes at most.</param>
/// <param name="Types">Media types.</param>
internal sealed record FileRules(int MaxBytes, string[] Types);
