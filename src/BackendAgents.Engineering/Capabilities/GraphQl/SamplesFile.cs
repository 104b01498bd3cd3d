using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.GraphQl;

/// <summary>Writes what the delivered GraphQL tests need to know of the service: its roles, and a row for each operation on one.</summary>
internal static class SamplesFile
{
    public static string Write(GraphModel model, ServiceModel service)
    {
        var roles = service.HasAuthentication ? service.Blueprint.Roles.Select(static role => CSharp.Literal(role.Name)) : [];
        var text = new CodeWriter();
        text.Line(
            $$"""
            using {{service.Namespace}}.Infrastructure;

            namespace {{service.Namespace}}.Tests;

            /// <summary>Who asks, and for which rows.</summary>
            internal static class GraphSamples
            {
                /// <summary>Everybody who may try: nobody in particular, and each role.</summary>
                public static readonly string?[] Roles = [{{string.Join(", ", roles.Prepend("null"))}}];

                /// <summary>Stores a row that an operation works on, for an owner.</summary>
                public static readonly Dictionary<string, Func<AppDb, Guid, Task<Guid>>> Rows = new()
                {
            """
        );
        foreach (var root in model.Roots.Where(static root => HasRow(root) || root.Endpoint.Operation!.Kind == OperationKind.List))
            text.Line(
                $"        [\"{root.Endpoint.OperationId}\"] = static async (db, owner) => "
                    + $"(await {ServiceModel.Class(root.Endpoint.Entity!)}Sample.RowAsync(db, owner)).Id,"
            );
        text.Line("    };").Line();
        text.Line(
            "    /// <summary>Fields that lead to many rows, who lists such rows, and where each names the row that leads to it.</summary>"
        );
        text.Line("    public static readonly (string Type, string Field, string Lister, string Key)[] Many =\n    [");
        foreach (var link in model.Links.Where(static link => link.IsMany))
            text.Line(
                $"        (\"{GraphModel.TypeName(SchemaBuilder.Resource(link.Owner))}\", \"{link.Name}\", \"{link.Reader.OperationId}\", "
                    + $"\"{Conventions.ForeignKeyProperty(link.Relation)}\"),"
            );
        text.Line("    ];\n}");
        return text.ToString();
    }

    // A row found by a field is not known by its id.
    private static bool HasRow(GraphField root) =>
        root.Endpoint.Parameters.Any(static parameter =>
            parameter is { In: HttpParameterLocation.Path, Name: "id", Field: null, Relation: null }
        );
}
