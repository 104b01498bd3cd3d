using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>
/// Declares what nobody says because everybody expects it: a line of an order has the price of its product, and the order the sum of its
/// lines. It is an assumption, and told as one.
/// </summary>
internal static partial class UsualStep
{
    public static Blueprint Apply(Draft draft, IReadOnlyList<FactSentence> sentences, Blueprint blueprint)
    {
        if (sentences.Any(static sentence => SayingStep.Reported(sentence).Any(Earned().IsMatch)))
            blueprint = Priced(draft, blueprint);
        foreach (var line in blueprint.Entities.Where(static entity => entity.Id is "order-item" or "order-line").ToList())
        {
            if (SayingModel.Field(line, "unit price") is not { Exposure: FieldExposure.ReadOnly } price)
                continue;
            var model = new SayingModel(blueprint);
            foreach (var reference in model.References(line))
            {
                if (Copy(model, line, price, reference.From.Replace('-', ' '), "price") is not { } copied || !IsValid(copied))
                    continue;
                blueprint = copied.Blueprint;
                draft.Assumptions.Add(
                    new Assumption(
                        "field " + price.Id,
                        $"A line keeps the price that its {Conventions.Phrase(reference.Name)} had when it was ordered."
                    )
                );
                break;
            }

            model = new SayingModel(blueprint);
            if (
                model.Entity("order") is { } order
                && SayingModel.Field(order, "total") is { Exposure: FieldExposure.ReadOnly } total
                && Sum(model, order, total) is { } summed
                && IsValid(summed)
            )
            {
                blueprint = summed.Blueprint;
                draft.Assumptions.Add(new Assumption("field " + total.Id, "The total of an order is the sum of its lines."));
            }
        }

        return blueprint;
    }

    // Where money is to come in, what is ordered has a price: without one each order is worth nothing.
    private static Blueprint Priced(Draft draft, Blueprint blueprint)
    {
        var model = new SayingModel(blueprint);
        foreach (var line in blueprint.Entities.Where(static entity => entity.Id is "order-item" or "order-line"))
        {
            if (
                SayingModel.Field(line, "unit price") is not { Exposure: FieldExposure.ReadOnly, Copy: null }
                || model.References(line).Where(reference => reference.From is not "order").ToList() is not [var reference]
                || blueprint.Entities.FirstOrDefault(entity => entity.Id == reference.From) is not { } thing
                || thing.Fields.Any(static field => field.Type == FieldType.Money)
            )
                continue;
            var price = new Field
            {
                Id = $"{thing.Id}-price",
                Name = "price",
                Type = FieldType.Money,
                Required = true,
                Min = 0,
                Description = $"Price of the {Conventions.Phrase(thing.Name)}.",
            };
            draft.Assumptions.Add(new Assumption("field " + price.Id, "What is ordered has a price, for the brief asks what comes in."));
            return blueprint with
            {
                Entities =
                [
                    .. blueprint.Entities.Select(other => other == thing ? thing with { Fields = [.. thing.Fields, price] } : other),
                ],
            };
        }

        return blueprint;
    }

    [GeneratedRegex(
        @"\b(?:revenues?|turnover|sales|income|earnings)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Earned();

    /// <summary>A field that is the sum over the rows that belong to its row.</summary>
    public static Declared? Sum(SayingModel model, Entity parent, Field total)
    {
        foreach (var line in model.Blueprint.Entities)
        {
            if (model.References(line).FirstOrDefault(relation => relation.From == parent.Id) is not { } reference)
                continue;
            var price = SayingModel.Field(line, "unit price") ?? SayingModel.Field(line, "price") ?? SayingModel.Field(line, "amount");
            if (price is null)
                continue;
            var each =
                SayingModel.Field(line, "quantity") is { } quantity && price.Name != "amount"
                    ? $"l.{quantity.Name} * l.{price.Name}"
                    : $"l.{price.Name}";
            return model.With(
                total,
                field => Kept(field) with { Computed = $"sum({reference.Inverse}, l => {each})" },
                "computed " + total.Id
            );
        }

        return null;
    }

    /// <summary>A field that gets the value that a field of what its row refers to has then.</summary>
    public static Declared? Copy(SayingModel model, Entity entity, Field field, string from, string source)
    {
        if (
            model.Entity(from) is not { } other
            || model.References(entity).FirstOrDefault(relation => relation.From == other.Id) is not { Required: true } reference
            || SayingModel.Field(other, source) is not { } copied
            || copied.Type != field.Type
            || field.Required && !copied.Required
        )
            return null;
        return model.With(
            field,
            kept => Kept(kept) with { Copy = $"{SayingModel.InExpression(reference.Name)}.{copied.Name}" },
            "copy " + field.Id
        );
    }

    private static Field Kept(Field field) =>
        field with
        {
            Exposure = FieldExposure.ReadOnly,
            Default = null,
            Min = null,
            Description = field.Description.Replace("; computed by the service's own code", "", StringComparison.Ordinal),
        };

    private static bool IsValid(Declared declared) => BlueprintValidator.Validate(declared.Blueprint).Count == 0;
}
