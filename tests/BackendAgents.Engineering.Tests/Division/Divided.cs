using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Division;

/// <summary>Blueprints with several services.</summary>
internal static class Divided
{
    /// <summary>The example: accounts, catalog and orders.</summary>
    public static Blueprint Market { get; } =
        Read(File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples/market/backend.yaml"))).Blueprint!;

    public static BlueprintReadResult Read(string yaml) => CapabilityCatalog.BuiltIn.Read(yaml);

    /// <summary>A small one: who sells owns Thing and Tag, who buys owns Order.</summary>
    public static BlueprintReadResult Small(
        string services = "[{ name: selling, entities: [Thing, Tag] }, { name: buying, entities: [Order] }]",
        string more = "",
        string relation = "",
        string entity = "",
        string operation = ""
    ) =>
        Read(
            $$"""
            service: { name: things, title: Things }
            services: {{services}}
            entities:
              - name: Thing
                fields:
                  - { name: name, maxLength: 100 }
                  - { name: price, type: int, required: true }
                  - { name: stock, type: int, required: true }
              - { name: Tag, fields: [{ name: word, maxLength: 20 }] }
              - name: Order
                fields: [{ name: amount, type: int, required: true }{{entity}}]
            relations:
              - { name: thing, inverse: orders, kind: one-to-many, from: Thing, to: Order, required: true{{relation}} }
            operations:
              - { name: addThing, entity: Thing, kind: create, access: [{ role: anonymous }] }
              - { name: addOrder, entity: Order, kind: create, access: [{ role: anonymous }]{{operation}} }
              - { name: listOrders, entity: Order, kind: list, access: [{ role: anonymous }] }
            {{more}}
            """
        );
}
