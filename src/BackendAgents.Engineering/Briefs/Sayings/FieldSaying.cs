using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>Values that the service keeps right: never below zero, summed up, copied.</summary>
internal static class FieldSaying
{
    /// <summary>'The quantity must never be negative.'</summary>
    public static Declared? Floor(SayingModel model, Said said)
    {
        var fields = model
            .Blueprint.Entities.Select(entity => SayingModel.Field(entity, said["field"]))
            .OfType<Field>()
            .Where(SayingModel.IsNumber)
            .ToList();
        if (fields.Count == 0)
            return null;
        var declared = new Declared(model.Blueprint);
        foreach (var field in fields)
        {
            var next = new SayingModel(declared.Blueprint).With(
                field,
                static other => other with { Min = other.Min is > 0 ? other.Min : 0 },
                "field " + field.Id
            );
            declared = next with { Elements = [.. declared.Elements, .. next.Elements, "floor " + field.Id] };
        }

        return declared;
    }

    /// <summary>'Each post counts its comments.'</summary>
    public static Declared? Count(SayingModel model, Said said)
    {
        if (
            model.Entity(said["parent"]) is not { } parent
            || model.Entity(said["child"]) is not { } child
            || parent == model.Account
            || model.References(child).Where(relation => relation.From == parent.Id).Take(2).ToList() is not [var reference]
        )
            return null;
        var name = Conventions.Camel(Conventions.Phrase(child.Name) + " count");
        if (parent.Fields.Any(field => field.Name == name))
            return null;
        var field = new Field
        {
            Id = $"{parent.Id}-{Conventions.Kebab(name)}",
            Name = name,
            Type = FieldType.Int,
            Required = true,
            Exposure = FieldExposure.ReadOnly,
            Computed = $"count({reference.Inverse})",
            Description = $"How many {Conventions.Phrase(reference.Inverse)} it has.",
        };
        return model.With(parent, other => other with { Fields = [.. other.Fields, field] }, "computed " + field.Id, "field " + field.Id);
    }

    /// <summary>'The total of an order is the sum of its items.'</summary>
    public static Declared? Sum(SayingModel model, Said said) =>
        model.Entity(said["parent"]) is { } parent && SayingModel.Field(parent, said["field"]) is { } total
            ? UsualStep.Sum(model, parent, total)
            : null;

    /// <summary>'The price of an order line is the price of the product at the time of the order.'</summary>
    public static Declared? Copy(SayingModel model, Said said)
    {
        var entity = model.Entity(said["thing"]);
        return entity is not null && SayingModel.Field(entity, said["field"]) is { } field
            ? UsualStep.Copy(model, entity, field, said["from"], said["source"].Length > 0 ? said["source"] : said["field"])
            : null;
    }

    /// <summary>'A new order is open at first.'</summary>
    public static Declared? Initial(SayingModel model, Said said) =>
        model.Entity(said["thing"]) is { } entity
        && SayingModel.State(entity) is { } state
        && Array.Find([said["value"], said["value"].TrimEnd('s')], word => model.Values(state).Contains(Conventions.Camel(word)))
            is { } named
        && Conventions.Camel(named) is var value
            ? model.With(state, field => field with { Default = value }, "field " + state.Id)
            : null;
}
