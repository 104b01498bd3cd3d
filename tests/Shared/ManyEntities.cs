using System.Text;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Tests.Shared;

/// <summary>
/// A service of many entities that are all alike: four fields, an owner, and all five usual operations. It tells what one more entity
/// costs.
/// </summary>
internal static class ManyEntities
{
    /// <summary>What lines are counted by.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["service", "tests", "OpenAPI", "SQL", "docs", "blueprint"];

    /// <summary>The blueprint as a person would write it, the account that owns the others among them.</summary>
    public static string Yaml(int count)
    {
        var (entities, relations, operations) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        for (var i = 1; i < count; i++)
        {
            entities.Append(
                $$"""

                  - id: thing{{i}}
                    name: Thing{{i}}
                    owner: [thing{{i}}-author]
                    fields:
                      - { name: title, required: true, maxLength: 200 }
                      - { name: body, type: text, maxLength: 5000 }
                      - { name: stage, type: enum, enum: stage, required: true, default: draft }
                      - { name: count, type: int, min: 0, max: 1000 }
                """
            );
            relations.Append(
                $$"""

                  - { id: thing{{i}}-author, kind: one-to-many, from: user, to: thing{{i}}, name: author, required: true, onDelete: cascade }
                """
            );
            foreach (var kind in (string[])["list", "get", "create", "update", "delete"])
                operations.Append(
                    $$"""

                      - { name: {{kind}}Thing{{i}}, entity: thing{{i}}, kind: {{kind}}, {{(
                        kind is "list" ? "filters: [stage], search: [title], " : ""
                    )}}
                          access: [{ role: authenticated{{(kind is "list" or "get" ? " }" : ", scope: own }, { role: admin }")}}] }
                    """
                );
        }

        return $$"""
            service: { name: many, title: Many, description: Keeps many things. }
            authentication: { kind: jwt, account: user, login: email, defaultRole: user }
            roles: [{ id: user, name: user }, { id: admin, name: admin }]
            enums: [{ id: stage, name: Stage, values: [draft, open, closed] }]
            entities:
              - id: user
                name: User
                fields: [{ name: email, type: email, required: true, unique: true, personal: true }]{{entities}}
            relations:{{relations}}
            operations:{{operations}}
            """;
    }

    /// <summary>The lines that each further entity brings, by kind.</summary>
    public static IReadOnlyDictionary<string, int> LinesOfOneMore()
    {
        const int more = 10;
        var (few, many) = (Lines(2), Lines(2 + more));
        return Kinds.ToDictionary(static kind => kind, kind => (many.GetValueOrDefault(kind) - few.GetValueOrDefault(kind)) / more);
    }

    private static Dictionary<string, int> Lines(int count)
    {
        var blueprint = CapabilityCatalog.BuiltIn.Read(Yaml(count)).Blueprint!;
        return CapabilityCatalog
            .BuiltIn.Deliver(blueprint)
            .Append(new Artifact("backend.yaml", BlueprintYaml.Write(blueprint)))
            .GroupBy(Kind)
            .ToDictionary(static kind => kind.Key, static kind => kind.Sum(static file => file.Content.Count(static one => one == '\n')));
    }

    private static string Kind(Artifact file) =>
        file.Path.StartsWith("tests/", StringComparison.Ordinal) ? "tests"
        : file.Path.EndsWith(".cs", StringComparison.Ordinal) ? "service"
        : file.Path == "openapi.json" ? "OpenAPI"
        : file.Path.EndsWith(".sql", StringComparison.Ordinal) ? "SQL"
        : file.Path.EndsWith(".md", StringComparison.Ordinal) ? "docs"
        : file.Path == "backend.yaml" ? "blueprint"
        : "other";
}
