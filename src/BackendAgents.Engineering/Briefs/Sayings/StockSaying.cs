using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>What is taken by a record and given back: 'ordering reduces the stock', 'cancelling an order puts the stock back'.</summary>
internal static class StockSaying
{
    private static readonly string[] s_stocks =
    [
        "stock",
        "stockQuantity",
        "quantityInStock",
        "numberInStock",
        "availableTickets",
        "ticketsAvailable",
        "numberOfTickets",
        "numberOfSeats",
        "availableSeats",
        "availableCopies",
        "numberOfCopies",
        "copies",
        "inventory",
    ];

    public static Declared? Take(SayingModel model, Said said)
    {
        if (Found(model) is not var (record, reference, stock))
            return null;
        var creates = model.Operations(record, OperationKind.Create);
        var to = $"{SayingModel.InExpression(reference.Name)}.{stock.Name}";
        if (creates.Count == 0)
            return null;
        if (creates.All(operation => operation.Effects.Any(effect => effect.Add?.To == to)))
            return new Declared(model.Blueprint, [.. creates.Select(static operation => "effect " + operation.Id)]);
        var problem = stock.Name.Contains("icket", StringComparison.Ordinal) ? "sold-out" : "out-of-stock";
        var effect = new Effect
        {
            Add = new AddEffect
            {
                To = to,
                Amount = Quantity(record) is { } quantity ? "-" + quantity : "-1",
                AtLeast = 0,
                Problem = problem,
                Message = "There are not so many left.",
            },
        };
        return model.With(creates, "effect", operation => operation with { Effects = [.. operation.Effects, effect] });
    }

    public static Declared? Give(SayingModel model, Said said)
    {
        if (Found(model) is not var (record, reference, stock))
            return null;
        // The lines of what is cancelled, or the record itself.
        var cancelled = model.Entity(said["thing"]) ?? record;
        var cancels = model
            .Operations(cancelled, OperationKind.Action)
            .Where(static operation => operation.Transition?.To is "cancelled" or "canceled" or "returned")
            .ToList();
        if (cancels.Count == 0)
            return null;
        var amount = Quantity(record);
        if (cancelled == record)
        {
            var own = new Effect
            {
                Add = new AddEffect { To = $"{reference.Name}.{stock.Name}", Amount = amount ?? "1" },
            };
            return model.With(cancels, "effect", operation => operation with { Effects = [.. operation.Effects, own] });
        }

        if (model.References(record).FirstOrDefault(relation => relation.From == cancelled.Id) is not { } lines)
            return null;
        var each = new Effect
        {
            ForEach = new ForEachEffect
            {
                In = lines.Inverse,
                As = "line",
                Effects =
                [
                    new Effect
                    {
                        Add = new AddEffect
                        {
                            To = $"line.{reference.Name}.{stock.Name}",
                            Amount = amount is null ? "1" : "line." + amount,
                        },
                    },
                ],
            },
        };
        return model.With(cancels, "effect", operation => operation with { Effects = [.. operation.Effects, each] });
    }

    private static string? Quantity(Entity record) =>
        SayingModel.Field(record, "quantity") is { Required: true } quantity ? quantity.Name : null;

    // The only stock, and the only record that takes from it.
    private static (Entity Record, Relation Reference, Field Stock)? Found(SayingModel model) =>
        (
            from entity in model.Blueprint.Entities
            from stock in entity.Fields
            where s_stocks.Contains(stock.Name) && SayingModel.IsNumber(stock)
            from record in model.Blueprint.Entities
            where
                record.Id
                    is "order-item"
                        or "order-line"
                        or "ticket"
                        or "loan"
                        or "booking"
                        or "reservation"
                        or "order"
                        or "sale"
                        or "purchase"
            from reference in model.References(record)
            where reference.From == entity.Id && reference.Required
            select (record, reference, stock)
        )
            .Take(2)
            .ToList()
            is [var one]
            ? one
            : null;
}
