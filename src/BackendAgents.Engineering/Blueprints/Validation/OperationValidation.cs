using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Operations and deployment.</summary>
internal static class OperationValidation
{
    public static void Check(ProblemList report)
    {
        var blueprint = report.Blueprint;
        var routes = RouteValidation.Taken(report);
        for (var i = 0; i < blueprint.Operations.Count; i++)
        {
            var operation = blueprint.Operations[i];
            var path = $"operations[{i}]";
            if (report.Index.EntityById(operation.Entity) is not { } entity)
            {
                report.Add(
                    BlueprintRules.UnknownReference,
                    path,
                    $"There is no entity '{NameValidation.Short(operation.Entity)}' for {operation.Name}.",
                    NameValidation.EntitiesOf(report)
                );
                continue;
            }

            Operation(report, operation, entity, path);
            RouteValidation.Check(report, routes, operation, entity, path);
        }

        report.AddIf(
            blueprint.Deployment.Port is < 1024 or > 65_535,
            BlueprintRules.OutOfRange,
            "deployment.port",
            $"The port {blueprint.Deployment.Port} is not between 1024 and 65535."
        );
        OutgoingWebhookValidation.Check(report);
        AccountWebhookValidation.Check(report);
        Targets(report, blueprint.Targets);
    }

    private static void Operation(ProblemList report, Operation operation, Entity entity, string path)
    {
        report.AddIf(
            operation.Kind == OperationKind.Create && report.Index.IsAccount(entity),
            BlueprintRules.AccountCreate,
            path,
            $"{operation.Name} creates accounts.",
            $"Remove the operation: POST {Conventions.BasePath}/auth/register does that.",
            ProblemEdit.Remove(path)
        );
        report.AddIf(
            !OperationTraits.Of(operation).HasFilters && operation.Filters.Count + operation.Search.Count > 0,
            BlueprintRules.NotApplicable,
            path,
            $"{operation.Name} is no list; it has no filters or search.",
            "Remove filters and search, or write kind: list."
        );
        foreach (var filter in operation.Filters.Where(filter => !FieldValidation.IsMember(report, entity, filter)))
            report.Add(
                BlueprintRules.UnknownReference,
                path,
                $"{entity.Name} has no field or relation '{NameValidation.Short(filter)}' to filter by.",
                FieldValidation.Members(report, entity)
            );
        foreach (
            var filter in operation.Filters.Select(filter => entity.Fields.FirstOrDefault(field => field.Id == filter)).OfType<Field>()
        )
            report.AddIf(
                !FieldTraits.Of(filter).CanBeCompared
                    || filter.Exposure is FieldExposure.WriteOnly or FieldExposure.Internal
                    || filter.Name is "q" or "limit" or "cursor" or ListSort.Parameter,
                BlueprintRules.NotApplicable,
                path,
                $"Lists can't be filtered by {filter.Name}."
            );
        Sort(report, operation, entity, path);
        foreach (var search in operation.Search)
            report.AddIf(
                entity.Fields.FirstOrDefault(field => field.Id == search) is not { } field || !FieldTraits.Of(field).IsText,
                BlueprintRules.UnknownReference,
                path,
                $"{entity.Name} has no text field '{NameValidation.Short(search)}' to search.",
                entity.Fields.Where(static field => FieldTraits.Of(field).IsText).Select(static field => field.Name).ToList()
                    is { Count: > 0 } texts
                    ? $"Search {string.Join(", ", texts)}."
                    : "Remove search; it has no text."
            );
        CallValidation.Check(report, operation, entity, path);
        ReportValidation.Check(report, operation, entity, path);
        FileValidation.Check(report, operation, entity, path);
        Transition(report, operation, entity, path);
        var linking = OperationTraits.Of(operation).HasLinks;
        report.AddIf(
            !linking && operation.Relation is not null,
            BlueprintRules.NotApplicable,
            path,
            $"{operation.Name} is no operation on links; it has no relation.",
            "Remove relation, or write kind: link, unlink or list-linked."
        );
        if (linking)
        {
            var relation = report.Index.RelationById(operation.Relation);
            var near = operation.Reverse ? relation?.To : relation?.From;
            report.AddIf(
                relation?.Kind != RelationKind.ManyToMany || near != entity.Id,
                BlueprintRules.Link,
                path,
                $"'{NameValidation.Short(operation.Relation)}' is no many-to-many relation of {entity.Name} on this side.",
                relation?.Kind == RelationKind.ManyToMany
                    ? $"Write reverse: {(operation.Reverse ? "false" : "true")}, or name the entity at its other side."
                    : "Name one by its id, or add it: relation: each post has many tags and each tag has many posts."
            );
        }
    }

    private static void Sort(ProblemList report, Operation operation, Entity entity, string path)
    {
        report.AddIf(
            operation.Kind != OperationKind.List && (operation.Sort.Count > 0 || operation.Order.Length > 0),
            BlueprintRules.NotApplicable,
            path,
            $"{operation.Name} is no list of rows; it has no sort or order.",
            "Remove sort and order, or write kind: list."
        );
        var fit = entity.Fields.Where(ListSort.CanBeBy).ToList();
        foreach (var sort in operation.Sort.Where(id => !ListSort.System.Contains(id) && !fit.Exists(field => field.Id == id)))
            report.Add(
                BlueprintRules.UnknownReference,
                path,
                $"{operation.Name} can't be sorted by '{NameValidation.Short(report.Index.FieldById(sort)?.Name ?? sort)}'.",
                "Rows are sorted by required fields that callers see: numbers, times, and texts of at most "
                    + $"{ListSort.MaxTextLength} characters. "
                    + $"{entity.Name} has {string.Join(", ", fit.Select(static field => field.Name).Concat(ListSort.System))}."
            );
        report.AddIf(
            operation.Order.Length > 0 && !ListSort.Choices(operation, entity).Contains(operation.Order),
            BlueprintRules.UnknownReference,
            path,
            $"The order '{NameValidation.Short(operation.Order)}' is none that {operation.Name} can be sorted by.",
            operation.Sort.Count == 0
                ? $"Write sort: [{NameValidation.Short(operation.Order.TrimStart('-'))}], too."
                : $"Write one of {string.Join(", ", ListSort.Choices(operation, entity))}."
        );
    }

    private static void Transition(ProblemList report, Operation operation, Entity entity, string path)
    {
        if (!OperationTraits.Of(operation).HasTransition)
        {
            report.AddIf(
                operation.Transition is not null,
                BlueprintRules.NotApplicable,
                path,
                $"{operation.Name} is no action; it has no transition.",
                "Write kind: action, or remove transition.",
                ProblemEdit.SetText(path + ".kind", "action")
            );
            return;
        }

        if (operation.Transition is not { } transition)
        {
            if (operation.Effects.Count > 0)
                return;
            report.Add(BlueprintRules.Transition, path, $"The action {operation.Name} changes nothing.", StateOf(report, entity));
            return;
        }

        if (entity.Fields.FirstOrDefault(field => field.Id == transition.Field) is not { } field || !FieldTraits.Of(field).CanBeState)
        {
            report.Add(
                BlueprintRules.Transition,
                path,
                $"{entity.Name} has no enum, bool or timestamp '{NameValidation.Short(transition.Field)}' to change.",
                StateOf(report, entity)
            );
            return;
        }

        foreach (var value in transition.From.Append(transition.To))
        {
            if (FieldTraits.Of(field).Problem(field, value, report.Index) is { } problem)
                report.Add(BlueprintRules.Literal, path, $"'{NameValidation.Short(value)}' {problem}.", StateOf(report, entity));
        }
    }

    // A transition as this entity can have it.
    private static string StateOf(ProblemList report, Entity entity)
    {
        foreach (var field in entity.Fields)
        {
            if (field.Type == FieldType.Enum && report.Index.EnumById(field.Enum) is { Values: [var first, .., var last] })
                return $"Write transition: {{ field: {field.Name}, from: [{first}], to: {last} }}.";
            if (field.Type == FieldType.Timestamp)
                return $"Write transition: {{ field: {field.Name}, to: now }}.";
            if (field.Type == FieldType.Bool)
                return $"Write transition: {{ field: {field.Name}, from: [\"false\"], to: \"true\" }}.";
        }

        return "Add a field of type enum, bool or timestamp, and write transition: { field: status, from: [open], to: closed }.";
    }

    private static void Targets(ProblemList report, Targets targets)
    {
        void Range(decimal? value, decimal least, decimal most, string name) =>
            report.AddIf(
                value < least || value > most,
                BlueprintRules.OutOfRange,
                "targets." + name,
                $"{name} is {value}; it lies between {least} and {most}."
            );
        Range(targets.RequestsPerSecond, 1, 100_000_000, "requestsPerSecond");
        Range(targets.ConcurrentUsers, 1, 1_000_000_000, "concurrentUsers");
        Range(targets.LatencyP95Milliseconds, 1, 3_600_000, "latencyP95Milliseconds");
        Range(targets.AvailabilityPercent, 1, 100, "availabilityPercent");
        Range(targets.RetentionDays, 1, 36_525, "retentionDays");
        Range(targets.RecoveryPointMinutes, 0, 525_600, "recoveryPointMinutes");
        Range(targets.RecoveryTimeMinutes, 0, 525_600, "recoveryTimeMinutes");
    }
}
