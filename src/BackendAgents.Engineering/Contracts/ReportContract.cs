using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Blueprints.Reports;

namespace BackendAgents.Engineering.Contracts;

// What callers say and see of a report.
internal static class ReportContract
{
    public const int DefaultGroups = 100;

    /// <summary>Name of the schema of an answer.</summary>
    public static string Answer(Operation operation) => ReportColumns.Answer(operation);

    /// <summary>Name of the schema of a group.</summary>
    public static string Group(Operation operation) => ReportColumns.Group(operation);

    /// <summary>The field that callers narrow the rows by; null for none.</summary>
    public static Field? Time(Report report, Entity entity) => entity.Fields.FirstOrDefault(field => field.Name == report.Time);

    public static IEnumerable<HttpParameter> Parameters(Report report, Entity entity)
    {
        if (report.Time is not null)
        {
            // createdAt and updatedAt are no fields.
            var value = Time(report, entity) is { Type: FieldType.Date } ? s_date : ValueModel.Time;
            yield return Parameter("from", value, "Only rows from then on.");
            yield return Parameter("to", value, "Only rows before then.");
        }

        if (report.Top is null)
            yield return Parameter(
                "limit",
                ValueModel.Integer(1, Report.MaxGroups, DefaultGroups) with
                {
                    Default = JsonValue.Create(DefaultGroups),
                },
                "Most groups."
            );
    }

    public static IEnumerable<HttpSchema> Schemas(Operation operation, BlueprintIndex index)
    {
        if (operation.Report is not { } report)
            yield break;
        var phrase = Conventions.Phrase(operation.Name);
        yield return new HttpSchema
        {
            Name = Group(operation),
            Kind = HttpSchemaKind.Output,
            Description = $"The figures of one group of {phrase}.",
            Properties =
            [
                .. ReportColumns
                    .Keys(index, operation)
                    .Concat(ReportColumns.Values(index, operation))
                    .Select(column => Property(column, index)),
            ],
        };
        yield return new HttpSchema
        {
            Name = Answer(operation),
            Kind = HttpSchemaKind.Output,
            Description = $"The figures of {phrase}.",
            Properties =
            [
                new HttpProperty(
                    "items",
                    new HttpValue
                    {
                        Type = JsonType.Array,
                        Items = new HttpValue { Schema = Group(operation) },
                        MaxItems = report.Top ?? Report.MaxGroups,
                    },
                    Required: true
                )
                {
                    ReadOnly = true,
                    Description = "The groups, in order.",
                },
                new HttpProperty("isComplete", new HttpValue { Type = JsonType.Boolean, Example = true }, Required: true)
                {
                    ReadOnly = true,
                    Description = "Whether there are no more groups.",
                },
            ],
        };
    }

    private static readonly HttpValue s_date = new()
    {
        Type = JsonType.String,
        Format = "date",
        MaxLength = 10,
        Example = "2026-01-31",
    };

    private static HttpParameter Parameter(string name, HttpValue value, string description) =>
        new(name, HttpParameterLocation.Query, Required: false, value, description);

    private static HttpProperty Property(ReportColumn column, BlueprintIndex index) =>
        new(column.Name, ValueModel.Of(column.AsField(), index) with { Nullable = !column.Required }, Required: true)
        {
            ReadOnly = true,
            Description = column.AsField().Description,
        };
}
