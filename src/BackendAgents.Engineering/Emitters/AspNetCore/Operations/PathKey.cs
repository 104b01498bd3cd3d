using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Fields;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>A unique field by which a path finds a row: <c>/{code}</c> instead of <c>/{id}</c>.</summary>
internal static class PathKey
{
    /// <summary>The handler's parameter.</summary>
    public const string Local = "key";

    /// <summary>The field; null where the path has the row's id.</summary>
    public static Field? Of(HttpEndpoint endpoint) =>
        endpoint.Parameters.FirstOrDefault(static parameter => parameter.In == HttpParameterLocation.Path)?.Field;

    /// <summary>The route's constraint on a parameter of the path.</summary>
    public static string Constraint(HttpParameter parameter) =>
        parameter.Field is { } field ? FieldCode.Of(field).Constraint
        : parameter.Value.Format == ValueModel.Id.Format ? ":guid"
        : "";

    /// <summary>Condition on a row <c>found</c>.</summary>
    public static string Condition(HttpEndpoint endpoint) =>
        Of(endpoint) is { } field ? $"found.{ServiceModel.Property(field)} == {Local}" : "found.Id == id";

    /// <summary>What a test puts into the path in place of a row's id.</summary>
    public static string InTest(HttpEndpoint endpoint, string id) =>
        Of(endpoint) is not { } field ? id
        : !id.EndsWith(".Id", StringComparison.Ordinal) ? FieldCode.Of(field).Unknown
        : $"Sample.Query({id[..^"Id".Length]}{ServiceModel.Property(field)})";
}
