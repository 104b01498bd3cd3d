namespace SampleService.Tests;

/// <summary>An endpoint under test.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path, with parameters in braces.</param>
/// <param name="Role">A role that may call it; null for nobody in particular.</param>
public sealed record TestedEndpoint(string Method, string Path, string? Role)
{
    /// <summary>Whether it takes a JSON body.</summary>
    public bool HasBody { get; init; }

    /// <summary>Whether the version that is changed must be named.</summary>
    public bool HasTag { get; init; }

    /// <summary>What the path has for no row.</summary>
    public string Nobody { get; init; } = Guid.NewGuid().ToString();

    /// <summary>The address with a value in the place of the first parameter, and of nothing there is in that of a second.</summary>
    public string At(string value)
    {
        var parts = Path.Split('{', '}');
        for (var i = 1; i < parts.Length; i += 2)
            parts[i] = i == 1 ? value : Guid.NewGuid().ToString();
        return string.Concat(parts);
    }
}
