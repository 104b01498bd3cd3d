using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Applies values, bounds and comparisons that the brief states apart from the field.</summary>
internal static class ConstraintStep
{
    public static void Apply(Draft draft)
    {
        foreach (var fact in draft.Facts)
        {
            switch (fact)
            {
                case ValuesFact values:
                    Each(draft, values.Owner, values.Attribute, fact.Sentence, field =>
                    {
                        field.Values = [.. values.Values];
                        field.Default = null;
                    });
                    break;
                case BoundsFact bounds:
                    Each(draft, bounds.Owner, bounds.Attribute, fact.Sentence, field => Bound(field, bounds.Bounds));
                    break;
                case OrderFact order:
                    Order(draft, order);
                    break;
            }
        }
    }

    private const int MaxDigits = 30;

    public static void Bound(DraftField field, Bounds bounds)
    {
        var text = FieldTraits.Of(field.Type).IsText;
        var number = FieldTraits.Of(field.Type).IsNumber;
        if (bounds is { MaxLength: not null } or { MinLength: not null } && text)
        {
            field.MaxLength = bounds.MaxLength ?? field.MaxLength;
            field.MinLength = bounds.MinLength ?? field.MinLength;
        }

        if (
            (bounds.Min is not null || bounds.Max is not null)
            && !number
            && field is { Type: FieldType.String, FromBrief: true }
            && field.Values.Count == 0
        )
        {
            field.Spec = field.Spec with { Type = bounds.Min % 1 is not null and not 0 ? FieldType.Decimal : FieldType.Int, Length = null };
            number = true;
        }

        if (number)
        {
            field.Min = bounds.Min ?? (bounds.Max < field.Min ? null : field.Min);
            field.Max = bounds.Max ?? (bounds.Min > field.Max ? null : field.Max);
        }

        if (bounds.Digits is > 0 and <= MaxDigits and var digits && field.Values.Count == 0)
            field.Spec = field.Spec with { Type = FieldType.String, Length = digits, Pattern = $"^[0-9]{{{digits}}}$" };
        if (bounds is { Precision: { } precision, Scale: { } scale } && field.Type == FieldType.Decimal)
            field.Spec = field.Spec with { Precision = precision, Scale = scale };
        else if (
            bounds is { Precision: { } places, Scale: { } after and >= 0 and <= 4 }
            && field.Type == FieldType.Money
            && places >= after
            && places is > 0 and <= 15
        )
            field.Max ??= Greatest(places, after);
        field.Default = bounds.Default ?? field.Default;
        field.Required = bounds.Required ?? field.Required;
        field.Unique |= bounds.Unique;
        field.Unit = bounds.Unit ?? field.Unit;
    }

    // An amount has digits enough of its own, so what a column holds of it is its bound: 999.99 of DECIMAL(5, 2).
    private static decimal Greatest(int precision, int scale) =>
        decimal.Parse(
            $"{new string('9', precision - scale).PadLeft(1, '0')}.{new string('9', scale)}".TrimEnd('.'),
            System.Globalization.CultureInfo.InvariantCulture
        );

    private static void Each(Draft draft, string? owner, string attribute, int sentence, Action<DraftField> change)
    {
        var name = FieldTypes.Find(attribute)?.Name ?? Conventions.Camel(attribute);
        var fields =
            owner is not null && draft.Entity(owner) is { } entity
                ? entity.Field(name) is { } own
                    ? [own]
                    : []
                : draft.Entities.Select(candidate => candidate.Field(name)).OfType<DraftField>().ToList();
        if (
            fields.Count == 0
            && owner is not null
            && draft.Entity(owner) is { } holder
            && holder.Fields.Count < Draft.MaxFields
            && FieldTypes.Find(attribute) is { } spec
        )
        {
            var field = new DraftField
            {
                Name = name,
                Spec = spec,
                FromBrief = true,
                Required = true,
                Min = spec.Min,
                Max = spec.Max,
                Default = spec.Default,
            };
            field.Values.AddRange(spec.Values);
            holder.Fields.Add(field);
            fields = [field];
        }

        foreach (var field in fields)
        {
            change(field);
            field.Sources.Add(sentence);
        }
    }

    private static void Order(Draft draft, OrderFact order)
    {
        foreach (var entity in draft.Entities)
        {
            if (Find(entity, order.Left) is { } left && Find(entity, order.Right) is { } right && left != right && left.Type == right.Type)
            {
                Add(entity, left, right, order.Strict);
                left.Sources.Add(order.Sentence);
                right.Sources.Add(order.Sentence);
                draft.Note(order.Sentence, $"check {entity.Id}-{Conventions.Kebab(left.Name)}-before-{Conventions.Kebab(right.Name)}");
            }
        }
    }

    // 'startsAt' may stand as 'startsOn' or 'startDate' in this entity.
    private static DraftField? Find(DraftEntity entity, string name) =>
        entity.Field(name)
        ?? (
            name.StartsWith("start", StringComparison.Ordinal)
                ? entity.Fields.Find(static field =>
                    field.Name.StartsWith("start", StringComparison.Ordinal) && field.Type is FieldType.Date or FieldType.Timestamp
                )
            : name.StartsWith("end", StringComparison.Ordinal)
                ? entity.Fields.Find(static field =>
                    field.Name.StartsWith("end", StringComparison.Ordinal) && field.Type is FieldType.Date or FieldType.Timestamp
                )
            : null
        );

    public static void Add(DraftEntity entity, DraftField left, DraftField right, bool strict)
    {
        var id = $"{entity.Id}-{Conventions.Kebab(left.Name)}-before-{Conventions.Kebab(right.Name)}";
        if (entity.Checks.Exists(check => check.Id == id))
            return;
        entity.Checks.Add(
            new CheckConstraint
            {
                Id = id,
                Left = $"{entity.Id}-{Conventions.Kebab(left.Name)}",
                Operator = strict ? Comparison.Less : Comparison.LessOrEqual,
                Right = $"{entity.Id}-{Conventions.Kebab(right.Name)}",
            }
        );
    }
}
