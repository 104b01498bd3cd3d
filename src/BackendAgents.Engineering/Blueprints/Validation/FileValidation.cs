namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Fields that are files, and the operations that upload, download and remove them.</summary>
internal static class FileValidation
{
    /// <summary>What is wrong with a field of an entity.</summary>
    public static void Check(ProblemList report, Entity entity, Field field, string path)
    {
        var name = $"{entity.Name}.{field.Name}";
        if (field.Type != FieldType.File)
        {
            report.AddIf(
                field.ContentTypes.Count > 0,
                BlueprintRules.NotApplicable,
                path,
                $"{name} is no file; it has no contentTypes.",
                "Write type: file, or remove contentTypes.",
                ProblemEdit.SetText(path + ".type", "file")
            );
            return;
        }

        report.AddIf(
            field.Required || (field.Default ?? field.Computed ?? field.Copy) is not null,
            BlueprintRules.NotApplicable,
            path,
            $"{name} is a file, which is uploaded after its row was made; it can't be required or have another value.",
            "Remove required, default, computed and copy; a guard can ask for the file later: when: " + field.Name + " != null",
            ProblemEdit.Set(path + ".required", "false")
        );
        report.AddIf(
            field.Exposure is FieldExposure.WriteOnly,
            BlueprintRules.NotApplicable,
            path,
            $"{name} is a file; callers don't write it in a body.",
            "Remove exposure, or write exposure: internal."
        );
        report.AddIf(
            field.ContentTypes.Count == 0,
            BlueprintRules.FieldOption,
            path,
            $"{name} is a file without contentTypes.",
            $"Say what is taken: {{ name: {field.Name}, type: file, contentTypes: [image/png, image/jpeg], maxLength: 5000000 }}."
        );
        foreach (var type in field.ContentTypes.Where(static type => !FileType.IsKnown(type)).Distinct())
            report.Add(
                BlueprintRules.FieldOption,
                path + ".contentTypes",
                $"'{NameValidation.Short(type)}' is no type of file that a service can tell by its content.",
                $"Use some of {string.Join(", ", FileType.All.Select(static known => known.Media))}."
            );
        report.AddIf(
            field.ContentTypes.Distinct(StringComparer.Ordinal).Count() < field.ContentTypes.Count,
            BlueprintRules.FieldOption,
            path + ".contentTypes",
            $"{name} names a type twice."
        );
    }

    /// <summary>What is wrong with an operation.</summary>
    public static void Check(ProblemList report, Operation operation, Entity entity, string path)
    {
        if (!OperationTraits.Of(operation).HasFile)
        {
            report.AddIf(
                operation.File is not null,
                BlueprintRules.NotApplicable,
                path,
                $"{operation.Name} works on no file.",
                "Write kind: upload, download or remove-file, or remove file."
            );
            return;
        }

        if (FileField.Of(operation, entity) is { } field)
        {
            report.AddIf(
                field.Exposure == FieldExposure.Internal && operation.Kind == OperationKind.Download,
                BlueprintRules.NotApplicable,
                path,
                $"{operation.Name} sends {entity.Name}.{field.Name}, which is internal."
            );
            return;
        }

        var files = entity.Fields.Where(static found => found.Type == FieldType.File).Select(static found => found.Name).ToList();
        report.Add(
            BlueprintRules.UnknownReference,
            path,
            operation.File is { } named
                ? $"{entity.Name} has no file '{NameValidation.Short(named)}'."
                : $"{operation.Name} doesn't say on which file of {entity.Name} it works.",
            files.Count > 0
                ? $"Write file: {string.Join(" or file: ", files)}."
                : "Add a field: { name: photo, type: file, contentTypes: [image/png, image/jpeg] }."
        );
    }
}
