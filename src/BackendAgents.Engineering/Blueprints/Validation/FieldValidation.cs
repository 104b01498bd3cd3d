using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Blueprints.Reading;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Types, bounds, defaults, indexes and checks of fields.</summary>
internal static class FieldValidation
{
    public static void Check(ProblemList report)
    {
        for (var e = 0; e < report.Blueprint.Entities.Count; e++)
        {
            var entity = report.Blueprint.Entities[e];
            for (var f = 0; f < entity.Fields.Count; f++)
            {
                Field(report, entity, entity.Fields[f], $"entities[{e}].fields[{f}]");
                FileValidation.Check(report, entity, entity.Fields[f], $"entities[{e}].fields[{f}]");
                report.AddIf(
                    entity.Fields[f].RefersTo is not null,
                    BlueprintRules.NotApplicable,
                    $"entities[{e}].fields[{f}]",
                    $"{entity.Name}.{entity.Fields[f].Name} is stored; what it refers to is a relation.",
                    "Write a relation instead of the field."
                );
            }

            Members(report, entity, $"entities[{e}]");
            for (var i = 0; i < entity.Indexes.Count; i++)
                Index(report, entity, entity.Indexes[i], $"entities[{e}].indexes[{i}]");
            for (var c = 0; c < entity.Checks.Count; c++)
                Comparison(report, entity, entity.Checks[c], $"entities[{e}].checks[{c}]");
        }
    }

    /// <summary>What is wrong with a field by itself.</summary>
    public static void Field(ProblemList report, Entity entity, Field field, string path)
    {
        var traits = FieldTraits.Of(field);
        var name = $"{entity.Name}.{field.Name}";
        report.AddIf(
            traits.NeedsMaxLength && field.MaxLength is null,
            BlueprintRules.FieldOption,
            path,
            $"{name} is a string without maxLength.",
            $"Set maxLength, or use the type text: {{ name: {field.Name}, type: string, maxLength: 200 }}.",
            ProblemEdit.Set(path + ".maxLength", "200")
        );
        report.AddIf(
            field.MaxLength < 1 || (traits.LongestLength > 0 && field.MaxLength > traits.LongestLength),
            BlueprintRules.OutOfRange,
            path,
            $"maxLength of {name} is {field.MaxLength}."
        );
        report.AddIf(
            field.MinLength is < 0 || field.MinLength > field.MaxLength,
            BlueprintRules.OutOfRange,
            path,
            $"minLength of {name} is {field.MinLength}."
        );
        report.AddIf(
            (!traits.IsText && (field.MinLength is not null || field.Pattern is not null))
                || (traits.LongestLength == 0 && field.MaxLength is not null),
            BlueprintRules.NotApplicable,
            path,
            $"{name} is {TypeOf(field)}, not text; it has no length or pattern.",
            "Remove minLength, maxLength and pattern, or make it a string."
        );
        report.AddIf(
            !traits.IsNumber && (field.Min is not null || field.Max is not null),
            BlueprintRules.NotApplicable,
            path,
            $"{name} is {TypeOf(field)}, not a number; it has no min or max.",
            "Remove min and max; for texts use minLength and maxLength."
        );
        report.AddIf(field.Min > field.Max, BlueprintRules.OutOfRange, path, $"min of {name} is greater than its max.");
        report.AddIf(
            !traits.HasPrecision && (field.Precision is not null || field.Scale is not null),
            BlueprintRules.NotApplicable,
            path,
            $"{name} is {TypeOf(field)}, not decimal; it has no precision or scale.",
            "Remove precision and scale, or write type: decimal."
        );
        report.AddIf(
            field.Precision is < 1 or > 28 || field.Scale is < 0 || field.Scale > (field.Precision ?? 18),
            BlueprintRules.OutOfRange,
            path,
            $"Precision or scale of {name} is out of range."
        );
        report.AddIf(
            field.Type == FieldType.Enum && report.Index.EnumById(field.Enum) is null,
            BlueprintRules.UnknownReference,
            path,
            $"{name} refers to the enum '{NameValidation.Short(field.Enum)}', which isn't there.",
            report.Blueprint.Enums.Count > 0
                ? $"There are {string.Join(", ", report.Blueprint.Enums.Select(static type => type.Name))}; or list them in "
                    + "place: enum: [a, b]."
                : "List its values: enums: [{ name: OrderStatus, values: [open, closed] }], or in place: enum: [open, closed]."
        );
        report.AddIf(
            field.Type != FieldType.Enum && field.Enum is not null,
            BlueprintRules.NotApplicable,
            path,
            $"{name} is not of type enum.",
            $"Write type: enum, or remove enum: {NameValidation.Short(field.Enum)}.",
            ProblemEdit.SetText(path + ".type", "enum")
        );
        report.AddIf(field.Unique && !traits.CanBeUnique, BlueprintRules.NotApplicable, path, $"{name} can't be unique.");
        report.AddIf(
            field
                is { Required: true, Default: null, Computed: null, Copy: null, Exposure: FieldExposure.ReadOnly or FieldExposure.Internal }
                && !IsFilled(report, entity, field),
            BlueprintRules.Unfillable,
            path,
            $"Nobody can fill {name}: it is required, has no default, and callers don't write it.",
            $"Write default: {DefaultOf(report, field)}, or required: false, or leave exposure out so that callers write it; or leave the "
                + $"creation of {entity.Name} to an effect or a handler that gives it a value.",
            ProblemEdit.SetText(path + ".default", DefaultOf(report, field))
        );
        Pattern(report, field, name, path);
        if (field.Default is { } value && traits.Problem(field, value, report.Index) is { } problem)
            report.Add(BlueprintRules.Literal, path, $"The default of {name} {problem}.");
    }

    // Whoever makes rows gives them the value: effects of creations, effects that create, and handlers, which may add rows of any entity.
    private static bool IsFilled(ProblemList report, Entity entity, Field field)
    {
        var operations = report.Blueprint.Operations;
        var creations = operations.Where(operation => operation.Kind == OperationKind.Create && operation.Entity == entity.Id).ToList();
        if (report.Index.IsAccount(entity) || !creations.TrueForAll(creation => creation.Effects.Any(effect => Sets(effect, field))))
            return false;
        return creations.Count > 0
            || operations.Any(static operation => operation.Handler == OperationHandler.Written)
            || EffectTree.Of(report.Blueprint).Any(effect => effect.Create is { } made && Gives(made, entity, field));
    }

    private static bool Sets(Effect effect, Field field) => effect.When is null && effect.Set.ContainsKey(field.Name);

    private static bool Gives(CreateEffect made, Entity entity, Field field) =>
        made.Entity == entity.Id && made.Values.ContainsKey(field.Name);

    private static string TypeOf(Field field) => YamlNames.Of(field.Type);

    private static string DefaultOf(ProblemList report, Field field)
    {
        var traits = FieldTraits.Of(field);
        return traits.IsTime ? "now" : traits.Example(field, report.Index)?.ToString() ?? "0";
    }

    private static void Pattern(ProblemList report, Field field, string name, string path)
    {
        if (field.Pattern is null)
            return;
        try
        {
            _ = new Regex(field.Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            report.AddIf(field.Pattern.Length > 500, BlueprintRules.Pattern, path, $"The pattern of {name} has more than 500 characters.");
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            report.Add(BlueprintRules.Pattern, path, $"The pattern of {name} can't be used: {NameValidation.Short(refused.Message)}");
        }
    }

    // Everything that becomes a property or a column of the entity.
    private static void Members(ProblemList report, Entity entity, string path)
    {
        var members = entity
            .Fields.Select(static field => field.Name)
            .Concat(report.Index.RelationsTo(entity.Id).SelectMany(static relation => new[] { relation.Name, relation.Name + "Id" }));
        if (report.Index.IsAccount(entity))
            members = members.Concat(["passwordHash", "role", "password"]);
        foreach (var same in members.GroupBy(Conventions.Snake, StringComparer.Ordinal).Where(static group => group.Count() > 1))
            report.Add(
                BlueprintRules.DuplicateName,
                path,
                $"{entity.Name} has '{same.First()}' more than once, as field, relation or system column."
            );
        Columns(report, entity, path);
    }

    // Names that a person chose for columns can meet others that the names of members do not.
    private static void Columns(ProblemList report, Entity entity, string path)
    {
        IEnumerable<string> columns =
        [
            "id",
            "created_at",
            "updated_at",
            "version",
            .. report.Index.IsAccount(entity) ? ["password_hash", "role"] : (IEnumerable<string>)[],
            .. entity.Fields.Select(Conventions.Column),
            .. report.Index.RelationsTo(entity.Id).Select(Conventions.ForeignKeyColumn),
        ];
        if (
            entity.Fields.All(static field => field.Column is null)
            && report.Index.RelationsTo(entity.Id).All(static to => to.Column is null)
        )
            return;
        foreach (
            var same in columns.GroupBy(static name => name, StringComparer.OrdinalIgnoreCase).Where(static group => group.Count() > 1)
        )
            report.Add(
                BlueprintRules.DuplicateName,
                path,
                $"{entity.Name} has the column '{same.Key}' more than once.",
                "Name another column."
            );
    }

    private static void Index(ProblemList report, Entity entity, EntityIndex index, string path)
    {
        report.AddIf(index.Columns.Count is 0 or > 8, BlueprintRules.OutOfRange, path, "An index has 1 to 8 columns.");
        foreach (var column in index.Columns.Where(column => column != "createdAt" && !IsMember(report, entity, column)))
            report.Add(
                BlueprintRules.UnknownReference,
                path,
                $"{entity.Name} has no field or relation '{NameValidation.Short(column)}'.",
                Members(report, entity)
            );
        report.AddIf(
            index.Columns.Distinct().Count() != index.Columns.Count,
            BlueprintRules.DuplicateName,
            path,
            "A column stands twice in the index."
        );
    }

    /// <summary>What an entity has, for messages.</summary>
    public static string Members(ProblemList report, Entity entity)
    {
        var relations = report.Index.RelationsTo(entity.Id).Select(static relation => relation.Name);
        return $"It has {string.Join(", ", entity.Fields.Select(static field => field.Name).Concat(relations))}.";
    }

    public static bool IsMember(ProblemList report, Entity entity, string id) =>
        entity.Fields.Any(field => field.Id == id) || report.Index.RelationsTo(entity.Id).Any(relation => relation.Id == id);

    private static void Comparison(ProblemList report, Entity entity, CheckConstraint check, string path)
    {
        var left = entity.Fields.FirstOrDefault(field => field.Id == check.Left);
        var right = entity.Fields.FirstOrDefault(field => field.Id == check.Right);
        if (left is null || (check.Right is not null && right is null))
        {
            report.Add(
                BlueprintRules.UnknownReference,
                path,
                $"{entity.Name} has no field '{NameValidation.Short(left is null ? check.Left : check.Right)}'.",
                Members(report, entity)
            );
            return;
        }

        if ((check.Right is null) == (check.Value is null))
            report.Add(BlueprintRules.Comparable, path, "A check has a field or a value on its right, not both.");
        else if (right is not null && left.Type != right.Type && !(FieldTraits.Of(left).IsNumber && FieldTraits.Of(right).IsNumber))
            report.Add(BlueprintRules.Comparable, path, $"{left.Name} and {right.Name} are of different kinds.");
        else if (
            check.Value is { } value
            && FieldTraits.Of(left).Problem(left with { Min = null, Max = null, Pattern = null, MinLength = null }, value, report.Index)
                is { } problem
        )
            report.Add(BlueprintRules.Literal, path, $"The value of the check {problem}.");
        report.AddIf(!FieldTraits.Of(left).CanBeCompared, BlueprintRules.Comparable, path, $"{left.Name} can't be compared.");
    }
}
