using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Input, answer, status and location of calls; and that no other kind of operation has them.</summary>
internal static class CallValidation
{
    private const int MaxValues = 100;

    public static void Check(ProblemList report, Operation operation, Entity entity, string path)
    {
        if (operation.Kind != OperationKind.Call)
        {
            report.AddIf(
                operation.Input.Count + operation.Output.Count > 0
                    || operation.Status is not null
                    || operation.Location is not null
                    || operation.Handler != OperationHandler.Generated,
                BlueprintRules.NotApplicable,
                path,
                $"{operation.Name} is no call; it has no input, output, status, location or handler.",
                "Write kind: call, or take them out. What happens around other kinds is written in hooks."
            );
            return;
        }

        Input(report, operation, path + ".input");
        Output(report, operation, entity, path + ".output");
        Answer(report, operation, entity, path);
        report.AddIf(
            !CallTraits.HasRow(operation) && operation.Access.Any(static rule => rule.Scope == AccessScope.Own),
            BlueprintRules.Scope,
            path + ".access",
            $"{operation.Name} works on no row, so there is none that a caller could own.",
            "Use scope any, or name the row in the path: {id}."
        );
    }

    /// <summary>The fields of what is sent.</summary>
    public static void Input(ProblemList report, Operation operation, string path)
    {
        Many(report, operation.Input.Count, path);
        Unique(report, operation.Input.Select(static field => field.Name), path);
        var entity = CallTraits.Input(operation);
        for (var i = 0; i < operation.Input.Count; i++)
        {
            var field = operation.Input[i];
            var place = $"{path}[{i}]";
            FieldValidation.Field(report, entity, field, place);
            report.AddIf(
                field.Type == FieldType.File,
                BlueprintRules.NotApplicable,
                place,
                $"{field.Name} is a file, and the input of a call is JSON.",
                "Make the file a field of the entity, and add an operation of kind: upload."
            );
            report.AddIf(
                field.Unique || field.Column is not null || field.Exposure is not (FieldExposure.ReadWrite or FieldExposure.WriteOnly),
                BlueprintRules.NotApplicable,
                place,
                $"{field.Name} is sent and not stored: it is not unique, has no column, and callers write it."
            );
            report.AddIf(
                !CallTraits.HasBody(operation) && !FieldTraits.Of(field).CanBeCompared,
                BlueprintRules.NotApplicable,
                place,
                $"{field.Name} can't stand in a query.",
                "Give the operation the method POST, PUT or PATCH."
            );
            report.AddIf(
                operation.Path?.Contains($"{{{field.Name}}}", StringComparison.Ordinal) == true,
                BlueprintRules.DuplicateName,
                place,
                $"{field.Name} is the parameter of the path, too."
            );
            if (field.RefersTo is { } other)
                report.AddIf(
                    field.Type != FieldType.Uuid || report.Index.EntityById(other) is null,
                    BlueprintRules.UnknownReference,
                    place,
                    $"{field.Name} refers to rows of '{NameValidation.Short(other)}'.",
                    "Name an entity, and give the field the type uuid."
                );
        }
    }

    private static void Output(ProblemList report, Operation operation, Entity entity, string path)
    {
        Many(report, operation.Output.Count, path);
        Unique(report, operation.Output.Select(static value => value.Name), path);
        for (var i = 0; i < operation.Output.Count; i++)
        {
            var value = operation.Output[i];
            var place = $"{path}[{i}]";
            report.AddIf(
                !NameValidation.IsCamel(value.Name),
                BlueprintRules.Identifier,
                place,
                $"The value '{NameValidation.Short(value.Name)}' is not in camel case."
            );
            report.AddIf(
                (value.Type == FieldType.Enum) != (report.Index.EnumById(value.Enum) is not null),
                BlueprintRules.UnknownReference,
                place,
                $"{value.Name} needs an enum exactly when its type is enum; '{NameValidation.Short(value.Enum)}' does not fit."
            );
            if (operation.Handler == OperationHandler.Written)
            {
                report.AddIf(
                    value.Value is not null,
                    BlueprintRules.NotApplicable,
                    place,
                    $"The written handler gives {value.Name}.",
                    "Take out value."
                );
                continue;
            }

            report.AddIf(
                value.Value is null,
                BlueprintRules.Missing,
                place,
                $"Nothing says where {value.Name} comes from.",
                "Write value, or handler: written on the operation."
            );
            report.AddIf(
                value.Value is { } named
                    && OutputSource.Of(operation, entity, named) is { } found
                    && (found.Type != value.Type || found.Field?.Enum != value.Enum || (value.Required && found.IsNullable)),
                BlueprintRules.Comparable,
                place,
                $"{value.Name} is not what {NameValidation.Short(value.Value)} is.",
                "Give it the same type and enum, and required only where its source always has a value."
            );
            report.AddIf(
                value.Value is { } source && OutputSource.Of(operation, entity, source) is null && !OutputSource.IsComputed(source),
                BlueprintRules.UnknownReference,
                place,
                $"'{NameValidation.Short(value.Value)}' is no value that {operation.Name} has.",
                $"Use one of {string.Join(", ", OutputSource.Known(operation, entity))}; or an expression over them."
            );
        }
    }

    private static void Answer(ProblemList report, Operation operation, Entity entity, string path)
    {
        var traits = OperationTraits.Of(operation);
        report.AddIf(
            !CallTraits.Statuses.Contains(traits.Success),
            BlueprintRules.OutOfRange,
            path + ".status",
            $"{operation.Name} can't succeed with the status {traits.Success}.",
            $"Use one of {string.Join(", ", CallTraits.Statuses)}."
        );
        report.AddIf(
            CallTraits.IsRedirect(operation) != operation.Location is not null,
            BlueprintRules.NotApplicable,
            path,
            $"{operation.Name} has a status of 3xx and a location, or neither.",
            "Set location to a url field of the row, or choose a status of 2xx."
        );
        report.AddIf(
            operation.Output.Count > 0 && traits.Success is 204 or >= 300,
            BlueprintRules.NotApplicable,
            path + ".output",
            $"An answer with the status {traits.Success} shows nothing."
        );

        // Only what was checked when it was stored: an address out of a request would make the service an open redirector.
        report.AddIf(
            operation.Location is { } location
                && (
                    !CallTraits.HasRow(operation)
                    || !entity.Fields.Any(field =>
                        field.Name == location && field is { Type: FieldType.Url } and ({ Required: true } or { Default: not null })
                    )
                ),
            BlueprintRules.UnknownReference,
            path + ".location",
            $"'{NameValidation.Short(operation.Location)}' is no required url field of the row that {operation.Name} works on.",
            $"Name one of {entity.Name}, and the row in the path."
        );
    }

    private static void Many(ProblemList report, int count, string path) =>
        report.AddIf(count > MaxValues, BlueprintRules.Limit, path, $"There are {count}; at most {MaxValues} are allowed.");

    private static void Unique(ProblemList report, IEnumerable<string> names, string path)
    {
        foreach (var same in names.GroupBy(Conventions.Snake, StringComparer.Ordinal).Where(static group => group.Count() > 1))
            report.Add(BlueprintRules.DuplicateName, path, $"'{same.First()}' is there {same.Count()} times.");
    }
}
