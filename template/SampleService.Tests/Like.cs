namespace SampleService.Tests;

/// <summary>Stands for the value of another member of a request.</summary>
/// <param name="Name">The other member.</param>
internal sealed record Like(string Name);
