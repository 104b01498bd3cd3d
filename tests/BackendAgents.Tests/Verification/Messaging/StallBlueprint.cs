using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Tests.Verification.Messaging;

/// <summary>A stall that hears of its sales by events: what is lost or counted twice shows in the numbers.</summary>
internal static class StallBlueprint
{
    /// <summary>How the messages of its subscription are called in the outbox.</summary>
    public const string Subscription = "on-count-sale";

    /// <summary>The type of its event.</summary>
    public const string Event = "stall.sale-made.v1";

    private const string Text = """
        service: { name: stall, title: Stall, description: A stall that counts what it sells. }
        entities:
          - name: Item
            description: Something for sale.
            fields:
              - { name: name, required: true, maxLength: 100 }
              - { name: sold, type: int, required: true, default: "0", exposure: read-only }
          - name: Sale
            description: Some pieces of an item, sold.
            fields:
              - { name: pieces, type: int, required: true, min: 1, max: 1000 }
        relations:
          - { name: item, inverse: sales, kind: one-to-many, from: Item, to: Sale, required: true }
        events:
          - name: SaleMade
            description: Something was sold.
            entity: Sale
            on: created
            key: itemId
            payload: { saleId: id, itemId: itemId, pieces: pieces }
        subscriptions:
          - name: countSale
            description: Counts what was sold.
            event: SaleMade
            forEach: Item
            where: id == payload.itemId
            effects: [{ add: { to: sold, amount: payload.pieces } }]
        operations:
          - { name: addItem, entity: Item, kind: create, access: [{ role: anonymous }] }
          - { name: getItem, entity: Item, kind: get, access: [{ role: anonymous }] }
          - { name: sell, entity: Sale, kind: create, access: [{ role: anonymous }] }
        """;

    /// <summary>The blueprint, with its events through a broker.</summary>
    public static Blueprint Through(string broker)
    {
        var blueprint = CapabilityCatalog.BuiltIn.Read(Text).Blueprint!;
        return blueprint with { Deployment = blueprint.Deployment with { Messaging = broker } };
    }
}
