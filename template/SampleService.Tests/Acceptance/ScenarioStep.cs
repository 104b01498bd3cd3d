namespace SampleService.Tests.Acceptance;

/// <summary>
/// One call of a scenario, and what it is answered with. Texts in JSON that begin with a dollar sign refer to what is known.
/// </summary>
internal sealed record ScenarioStep(Operation Operation)
{
    /// <summary>Name of the account that calls, or of a saved login; nobody in particular when null.</summary>
    public string? As { get; init; }

    /// <summary>The header that carries the caller's API key, where it calls by a saved one; null where it calls by a token.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>What is done to the request just before it is sent, where that depends on its bytes: signing it.</summary>
    public Func<TestHost, HttpRequestMessage, Task>? Prepare { get; init; }

    /// <summary>Values of the path's parameters, as a JSON object.</summary>
    public string Path { get; init; } = "{}";

    /// <summary>Values of parameters in the query, as a JSON object.</summary>
    public string Query { get; init; } = "{}";

    /// <summary>Headers, as a JSON object.</summary>
    public string Headers { get; init; } = "{}";

    /// <summary>The JSON body; null for none.</summary>
    public string? Body { get; init; }

    /// <summary>The file that is sent in its place.</summary>
    public ScenarioFile? File { get; init; }

    /// <summary>The status expected.</summary>
    public required int Status { get; init; }

    /// <summary>The code of the problem expected; any when null.</summary>
    public string? Problem { get; init; }

    /// <summary>Headers expected, as a JSON object.</summary>
    public string ExpectedHeaders { get; init; } = "{}";

    /// <summary>What the body has at least, as JSON; anything when null.</summary>
    public string? Expected { get; init; }

    /// <summary>Name by which later steps refer to the answer.</summary>
    public string? Save { get; init; }

    /// <summary>What is called and by whom.</summary>
    public override string ToString() => As is null ? Operation.Name : $"{Operation.Name} as {As}";
}

/// <summary>A file that is sent.</summary>
internal sealed record ScenarioFile(string Type, byte[] Content);
