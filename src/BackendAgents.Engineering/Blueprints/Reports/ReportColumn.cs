using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Blueprints.Reports;

/// <summary>A key or a figure of a report, with what its expression means.</summary>
/// <param name="Name">Name in the answer.</param>
/// <param name="Node">The expression over a row; null where rows are counted.</param>
/// <param name="Type">Type in the answer.</param>
/// <param name="Required">Whether it always has a value.</param>
internal sealed record ReportColumn(string Name, Node? Node, FieldType Type, bool Required)
{
    /// <summary>
    /// What is asked of the group's values, as LINQ calls it: <c>Sum</c>; <c>Count</c> without an expression; empty for a key.
    /// </summary>
    public string Function { get; init; } = "";

    /// <summary>What of a time counts.</summary>
    public ReportPeriod Per { get; init; }

    /// <summary>What it means.</summary>
    public string Description { get; init; } = "";

    /// <summary>Characters of a time's text that count.</summary>
    public int Length =>
        Per switch
        {
            ReportPeriod.Day => 10,
            ReportPeriod.Month => 7,
            _ => 4,
        };

    /// <summary>The same as a field, for whatever asks about types.</summary>
    public Field AsField() =>
        new()
        {
            Id = Name,
            Name = Name,
            Type = Type,
            MaxLength =
                Type != FieldType.String ? null
                : Per == ReportPeriod.None ? 10_000
                : Length,
            Enum = Node?.Type.Enum?.Id,
            Precision = Type == FieldType.Decimal ? 28 : null,
            Scale = Type == FieldType.Decimal ? 4 : null,
            Required = Required,
            Exposure = FieldExposure.ReadOnly,
            Description =
                Description.Length > 0 || Per == ReportPeriod.None ? Description : $"The {Per.ToString().ToLowerInvariant()}, in UTC.",
        };
}
