using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Reports;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Keys, figures and order of reports; and that no other kind of operation has them.</summary>
internal static class ReportValidation
{
    private const int MaxColumns = 12;
    private static readonly string[] s_parameters = ["from", "to", "limit", "q", "cursor"];

    public static void Check(ProblemList report, Operation operation, Entity entity, string path)
    {
        if ((operation.Kind == OperationKind.Report) != operation.Report is not null)
        {
            report.Add(
                BlueprintRules.NotApplicable,
                path,
                $"{operation.Name} has kind: report and what it reports, or neither.",
                "Write kind: report and below it 'report: { by: [{ name: day, value: createdAt, per: day }], values: [{ name: count }] }'."
            );
            return;
        }

        if (operation.Report is not { } asked)
            return;
        path += ".report";
        var scope = ReportColumns.Scope(report.Index, operation);
        if (asked.Where is not null)
            BehaviourValidation.Condition(report, asked.Where, scope, path + ".where");
        for (var i = 0; i < asked.By.Count; i++)
            Read(report, $"{path}.by[{i}]", () => ReportColumns.Key(asked.By[i], scope));
        for (var i = 0; i < asked.Values.Count; i++)
            Read(report, $"{path}.values[{i}]", () => ReportColumns.Value(asked.Values[i], scope));
        Names(report, asked, path);
        report.AddIf(
            asked.Time is { } time
                && time is not ("createdAt" or "updatedAt")
                && !entity.Fields.Any(field => field.Name == time && field.Type is FieldType.Timestamp or FieldType.Date),
            BlueprintRules.UnknownReference,
            path + ".time",
            $"{entity.Name} has no timestamp or date '{NameValidation.Short(asked.Time)}'.",
            "Name one of its fields, or createdAt."
        );
        report.AddIf(
            asked.Top is < 1 or > Report.MaxGroups,
            BlueprintRules.OutOfRange,
            path + ".top",
            $"top is {asked.Top}; it lies between 1 and {Report.MaxGroups}."
        );
        Keep(report, operation, path + ".keep");
        foreach (var filter in operation.Filters.Select(id => report.Index.FieldById(id)?.Name).Where(s_parameters.Contains))
            report.Add(BlueprintRules.NotApplicable, path, $"A report can't be filtered by {filter}: that is a parameter of its own.");
    }

    // What copies are kept of is decided by rows alone, and the same for some.
    private static void Keep(ProblemList report, Operation operation, string path)
    {
        var seconds = operation.Report!.Keep;
        CacheValidation.Bounds(report, seconds, path);
        if (seconds <= 0)
            return;
        report.AddIf(
            !operation.Access.Any(static rule => rule.Scope == AccessScope.Any),
            BlueprintRules.NotApplicable,
            path,
            "Nobody may see all rows of it, so no two callers are answered the same.",
            "Take 'keep' from it, or let a role see any rows.",
            ProblemEdit.Remove(path)
        );
        try
        {
            report.AddIf(
                !ReportSources.AreRows(report.Index, operation),
                BlueprintRules.NotApplicable,
                path,
                "The clock, the caller or a many-to-many relation decides the figures, and nothing would end a copy of them.",
                "Take 'keep' from it, or count by values of rows.",
                ProblemEdit.Remove(path)
            );
        }
        catch (ExpressionException)
        {
            // Told at its place already.
        }
    }

    private static void Names(ProblemList report, Report asked, string path)
    {
        var names = asked.By.Select(static key => key.Name).Concat(asked.Values.Select(static value => value.Name)).ToList();
        report.AddIf(
            asked.Values.Count == 0,
            BlueprintRules.Missing,
            path,
            "A report without values says nothing.",
            "Write 'values: [{ name: count }]'."
        );
        report.AddIf(
            names.Count > MaxColumns,
            BlueprintRules.Limit,
            path,
            $"There are {names.Count} columns; at most {MaxColumns} are allowed."
        );
        foreach (var name in names.Where(static name => !NameValidation.IsCamel(name)))
            report.Add(BlueprintRules.Identifier, path, $"The column '{NameValidation.Short(name)}' is not in camel case.");
        foreach (var same in names.GroupBy(Conventions.Snake, StringComparer.Ordinal).Where(static group => group.Count() > 1))
            report.Add(BlueprintRules.DuplicateName, path, $"The column '{same.First()}' is there {same.Count()} times.");
        report.AddIf(
            asked.Order is { } order && !names.Contains(order.TrimStart('-')),
            BlueprintRules.UnknownReference,
            path + ".order",
            $"There is no column '{NameValidation.Short(asked.Order)}' to order by.",
            $"Use one of {string.Join(", ", names)}, with a minus before it for greatest first."
        );
    }

    private static void Read(ProblemList report, string path, Func<ReportColumn> read)
    {
        try
        {
            read();
        }
        catch (ExpressionException wrong)
        {
            report.Add(BlueprintRules.Expression, path, wrong.Message, wrong.Remedy);
        }
    }
}
