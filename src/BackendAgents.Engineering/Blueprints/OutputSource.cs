namespace BackendAgents.Engineering.Blueprints;

/// <summary>Where a value of a call's answer comes from.</summary>
/// <param name="FromInput">Whether callers sent it; otherwise it stands in the row.</param>
/// <param name="Member">Name of the member; <c>id</c>, <c>createdAt</c> and <c>updatedAt</c> belong to every row.</param>
/// <param name="Field">The field; null for members of every row.</param>
internal sealed record OutputSource(bool FromInput, string Member, Field? Field)
{
    private const string Input = "input.";
    private static readonly string[] s_ofEveryRow = ["id", "createdAt", "updatedAt"];

    /// <summary>Its type.</summary>
    public FieldType Type => Field?.Type ?? (Member == "id" ? FieldType.Uuid : FieldType.Timestamp);

    /// <summary>Whether it may have no value.</summary>
    public bool IsNullable => Field is { Required: false, Default: null };

    /// <summary>What a text names, or null.</summary>
    public static OutputSource? Of(Operation operation, Entity entity, string text)
    {
        if (text.StartsWith(Input, StringComparison.Ordinal))
            return operation.Input.FirstOrDefault(field => field.Name == text[Input.Length..]) is { } sent
                ? new OutputSource(FromInput: true, sent.Name, sent)
                : null;
        if (!CallTraits.HasRow(operation))
            return null;
        if (s_ofEveryRow.Contains(text))
            return new OutputSource(FromInput: false, text, null);
        return entity.Fields.FirstOrDefault(field => field.Name == text && IsShown(field)) is { } field
            ? new OutputSource(FromInput: false, text, field)
            : null;
    }

    /// <summary>Whether a text says more than a name: an expression.</summary>
    public static bool IsComputed(string text)
    {
        var name = text.StartsWith(Input, StringComparison.Ordinal) ? text[Input.Length..] : text;
        return text is "now" or "today" || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }

    /// <summary>The expression that an answer's value is worked out by; null where it is shown as it stands somewhere.</summary>
    public static string? Expression(Operation operation, OutputValue value) =>
        operation.Handler == OperationHandler.Generated && value.Value is { } text && IsComputed(text) ? text : null;

    /// <summary>Everything that can be named.</summary>
    public static IEnumerable<string> Known(Operation operation, Entity entity) =>
        (CallTraits.HasRow(operation) ? s_ofEveryRow.Concat(entity.Fields.Where(IsShown).Select(static field => field.Name)) : []).Concat(
            operation.Input.Select(static field => Input + field.Name)
        );

    private static bool IsShown(Field field) => field.Exposure is FieldExposure.ReadWrite or FieldExposure.ReadOnly;
}
