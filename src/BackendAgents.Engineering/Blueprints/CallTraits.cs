namespace BackendAgents.Engineering.Blueprints;

/// <summary>What a call says about itself where other kinds of operation say it once for all.</summary>
internal static class CallTraits
{
    private static readonly string[] s_withBody = ["POST", "PUT", "PATCH"];

    /// <summary>Statuses of success that a call may have.</summary>
    public static IReadOnlyList<int> Statuses { get; } = [200, 201, 202, 204, 301, 302, 303, 307, 308];

    /// <summary>Whether it works on a row: its path names one, as the usual path does.</summary>
    public static bool HasRow(Operation operation) => operation.Path?.Contains('{', StringComparison.Ordinal) ?? true;

    /// <summary>Whether its input is a JSON body; otherwise it stands in the query.</summary>
    public static bool HasBody(Operation operation) => operation.Input.Count > 0 && s_withBody.Contains(Method(operation));

    /// <summary>
    /// Whether nothing says what it does: no effect, no values, no address, no event and no handler. It is answered 501 instead of with
    /// a success that means nothing.
    /// </summary>
    public static bool IsIdle(Operation operation, Blueprint blueprint) =>
        operation.Kind == OperationKind.Call
        && operation.Handler == OperationHandler.Generated
        && Method(operation) != "GET"
        && operation is { Effects.Count: 0, Output.Count: 0, Location: null }
        && blueprint.Events.All(raised => raised.Operation != operation.Id);

    /// <summary>Whether numbers of its answer are worked out, which may have no room.</summary>
    public static bool Computes(Operation operation) =>
        operation.Output.Any(value => OutputSource.Expression(operation, value)?.AsSpan().ContainsAny('+', '*', '/') == true);

    /// <summary>Whether it sends callers on to another address.</summary>
    public static bool IsRedirect(Operation operation) => Status(operation) is >= 300 and < 400;

    /// <summary>Name of the schema, and of the class, of its input.</summary>
    public static string InputName(Operation operation) => Conventions.Pascal(operation.Name) + "Input";

    /// <summary>Name of the schema, and of the class, of its answer.</summary>
    public static string OutputName(Operation operation) => Conventions.Pascal(operation.Name) + "Output";

    /// <summary>Its input as an entity that is stored nowhere, for whatever asks about the fields of one.</summary>
    public static Entity Input(Operation operation) =>
        new()
        {
            Id = operation.Id + "-input",
            Name = InputName(operation),
            Fields = operation.Input,
        };

    /// <summary>What distinguishes a call from the others.</summary>
    public static OperationTraits Of(Operation operation, OperationTraits any)
    {
        var hasRow = HasRow(operation);
        var redirects = IsRedirect(operation);
        return any with
        {
            Path = hasRow ? any.Path : "",
            Success = Status(operation),
            SuccessText = redirects ? "Go on to the address in Location." : any.SuccessText,
            Answer = Answer(operation),
            Headers =
                redirects ? ["Location"]
                : Answer(operation) == OperationAnswer.Resource ? ["ETag"]
                : [],
            Problems =
            [
                .. operation.Input.Count > 0 ? [400] : (int[])[],
                .. hasRow ? [404] : (int[])[],
                .. Method(operation) == "GET" && operation.Effects.Count == 0 && !Computes(operation) ? [] : (int[])[409],
            ],
            Changes = Method(operation) != "GET" || operation.Effects.Count > 0,
        };
    }

    private static string Method(Operation operation) => operation.Method?.ToUpperInvariant() ?? "POST";

    private static OperationAnswer Answer(Operation operation) =>
        operation.Output.Count > 0 ? OperationAnswer.Values
        : HasRow(operation) && operation.Location is null && operation.Status != 204 ? OperationAnswer.Resource
        : OperationAnswer.None;

    private static int Status(Operation operation) =>
        operation.Status
        ?? (
            operation.Location is not null ? 302
            : Answer(operation) == OperationAnswer.None ? 204
            : 200
        );
}
