namespace SampleService.Infrastructure.GraphQl;

/// <summary>A field at the root, and the operation that answers it.</summary>
/// <param name="Type"><c>Query</c> or <c>Mutation</c>.</param>
/// <param name="Field">Its name.</param>
/// <param name="Name">The operation's name in the REST interface.</param>
/// <param name="Method">Its HTTP method.</param>
/// <param name="Path">Its path, parameters in braces.</param>
/// <param name="Answer">What a success carries.</param>
/// <param name="Sort">Of a page: the order of whoever chooses none; newest first when empty.</param>
internal sealed record GraphOperation(
    string Type,
    string Field,
    string Name,
    string Method,
    string Path,
    GraphAnswer Answer,
    string Sort = ""
)
{
    /// <summary>Whether an argument stands in the path.</summary>
    public bool InPath(string argument) => Path.Contains($"{{{argument}}}", StringComparison.Ordinal);
}

/// <summary>What the success of an operation carries.</summary>
internal enum GraphAnswer
{
    /// <summary>Nothing: the field answers true.</summary>
    Nothing,

    /// <summary>One object.</summary>
    Object,

    /// <summary>A page of rows: the field answers a connection.</summary>
    Page,

    /// <summary>Where to go: the field answers the address.</summary>
    Location,
}
