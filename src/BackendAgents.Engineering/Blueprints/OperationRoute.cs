using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>Method and path of an operation: what the blueprint sets, or what its kind has by convention.</summary>
/// <param name="Method">HTTP method in upper case.</param>
/// <param name="Path">Path from the root with parameters in braces.</param>
internal sealed partial record OperationRoute(string Method, string Path)
{
    /// <summary>Names of the path's parameters, in order.</summary>
    public IReadOnlyList<string> Parameters => [.. Parameter().Matches(Path).Select(static match => match.Groups[1].Value)];

    /// <summary>The same for routes that a request could not tell apart.</summary>
    public string Key => Method + " " + Parameter().Replace(Path, "{}").ToLowerInvariant();

    /// <summary>The route of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="entity">Its entity.</param>
    /// <param name="relation">The relation whose links it works on; null when it works on none.</param>
    public static OperationRoute Of(Operation operation, Entity entity, Relation? relation)
    {
        var traits = OperationTraits.Of(operation);
        var path = operation.Path
            ?? Conventions.CollectionPath(entity)
                + traits
                    .Path.Replace("{action}", Conventions.ActionSegment(operation, entity), StringComparison.Ordinal)
                    .Replace("{file}", Conventions.Kebab(FileField.Of(operation, entity)?.Name ?? "file"), StringComparison.Ordinal)
                    .Replace("{side}", relation is null ? "" : Side(operation, relation), StringComparison.Ordinal);
        return new OperationRoute(operation.Method?.ToUpperInvariant() ?? traits.Methods[0], path);
    }

    /// <summary>
    /// The unique field by which the path of an operation finds its row: <c>code</c> of <c>/{code}</c>. Null when it is the id, whatever
    /// the parameter is called.
    /// </summary>
    public static Field? KeyField(Operation operation, Entity entity) =>
        OperationTraits.Of(operation).PathParameters == 1 && Of(operation, entity, null).Parameters is [var name]
            ? entity.Fields.FirstOrDefault(field => field.Name == name && IsKey(field))
            : null;

    /// <summary>Whether rows can be found by a field in a path.</summary>
    public static bool IsKey(Field field) => field is { Unique: true, Required: true } && FieldTraits.Of(field).CanBeInPath;

    /// <summary>The entity whose rows an operation on links begins with: To when it is reversed.</summary>
    public static string Near(Operation operation, Relation relation) => operation.Reverse ? relation.To : relation.From;

    /// <summary>The entity whose rows it links to.</summary>
    public static string Far(Operation operation, Relation relation) => operation.Reverse ? relation.From : relation.To;

    /// <summary>Whether a text is a path: segments of letters, digits, <c>-._~</c>, or one parameter in braces.</summary>
    public static bool IsPath(string path) => path.Length <= 200 && Shape().IsMatch(path);

    private static string Side(Operation operation, Relation relation) =>
        Conventions.Kebab(operation.Reverse ? relation.Name : relation.Inverse);

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\A(/(\{[a-z][a-zA-Z0-9]*\}|[A-Za-z0-9._~-]+))+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
