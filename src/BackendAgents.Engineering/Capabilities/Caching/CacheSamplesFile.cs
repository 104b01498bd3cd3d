using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Emitters.AspNetCore.Operations;

namespace BackendAgents.Engineering.Capabilities.Caching;

/// <summary>
/// Writes what the delivered tests of copies need to know of the service: what copies are kept of, who may read it, and of which rows.
/// </summary>
internal static class CacheSamplesFile
{
    /// <summary>A class with all reads of a kind.</summary>
    /// <param name="model">The service.</param>
    /// <param name="name">Name of the class.</param>
    /// <param name="reads">The reads.</param>
    public static string Write(ServiceModel model, string name, IEnumerable<(Operation Operation, Entity Entity, int Seconds)> reads)
    {
        var text = new CodeWriter();
        text.Line(
            $$"""
            using Microsoft.EntityFrameworkCore;
            using {{model.Namespace}}.Features;
            using {{model.Namespace}}.Infrastructure;

            namespace {{model.Namespace}}.Tests;

            /// <summary>What copies are kept of.</summary>
            internal static class {{name}}
            {
                /// <summary>Each read with a role that sees all rows, one that sees its own, and a way to a row.</summary>
                public static readonly ReadSample[] All =
                [
            """
        );
        foreach (var (operation, entity, _) in reads)
            One(text, model, operation, entity);
        return text.Line("    ];\n}").ToString();
    }

    private static void One(CodeWriter text, ServiceModel model, Operation operation, Entity entity)
    {
        var endpoint = model.EndpointsOf(entity).First(found => found.Operation?.Id == operation.Id);
        var name = ServiceModel.Class(entity);
        var key = PathKey.Of(endpoint) is { } field
            ? $"static row => Sample.Query((({name})row).{ServiceModel.Property(field)})"
            : "static row => row.Id.ToString()";
        text.Line(
            $$"""
                    new({{CSharp.Literal(operation.Name)}}, {{CSharp.Literal(endpoint.Path)}}, {{Caller(model, operation, AccessScope.Any)
                ?? "null"}})
                    {
                        OwnRole = {{Caller(model, operation, AccessScope.Own) ?? "null"}},
                        IsOpen = {{(
                operation.Access.Any(static rule => rule.Role == Role.Anonymous) || !model.HasAuthentication ? "true" : "false"
            )}},
                        RowAsync = static async (db, owner) => await {{name}}Sample.RowAsync(db, owner),
                        Key = {{key}},
                        TouchAsync = static (db, id, at) => db.Set<{{name}}>().Where(row => row.Id == id).ExecuteUpdateAsync(set =>
                            set.SetProperty(row => row.UpdatedAt, at).SetProperty(row => row.Version, row => row.Version + 1)),
                    },
            """
        );
    }

    // C#: a role that has a scope; null for nobody in particular, and where no role has it.
    private static string? Caller(ServiceModel model, Operation operation, AccessScope scope)
    {
        if (!model.HasAuthentication)
            return null;
        var rules = operation.Access.Where(rule => rule.Scope == scope).ToList();
        if (rules.Count == 0 || rules.Exists(static rule => rule.Role == Role.Anonymous))
            return null;
        var known = model.Blueprint.Roles.FirstOrDefault(role =>
            rules.Exists(rule => rule.Role == role.Id || rule.Role == Role.Authenticated)
            && (scope == AccessScope.Any || !operation.Access.Any(rule => rule.Scope == AccessScope.Any && Covers(rule, role)))
        );
        return known is null ? null : CSharp.Literal(known.Name);
    }

    private static bool Covers(AccessRule rule, Role role) => rule.Role == role.Id || rule.Role is Role.Authenticated or Role.Anonymous;
}
