namespace SampleService.Tests.Acceptance;

/// <summary>An operation as scenarios call it.</summary>
/// <param name="Name">Its operationId in the OpenAPI document, which is the name of its endpoint.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path with parameters in braces.</param>
/// <param name="Status">Status of its success.</param>
/// <param name="Answer">What a success carries.</param>
/// <param name="IsConditional">Whether it asks for an If-Match header.</param>
internal sealed record Operation(string Name, string Method, string Path, int Status, Answer Answer, bool IsConditional = false);

/// <summary>What the success of an operation carries.</summary>
internal enum Answer
{
    /// <summary>No body.</summary>
    Nothing,

    /// <summary>One object.</summary>
    Object,

    /// <summary>A page of rows.</summary>
    Page,

    /// <summary>Tokens of a session.</summary>
    Tokens,
}
