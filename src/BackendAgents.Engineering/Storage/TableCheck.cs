using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Storage;

/// <summary>A named condition that every row of a table meets. A null in a column it names meets it, as SQL has it.</summary>
/// <param name="Name">Constraint name, unique within the table.</param>
/// <param name="Condition">The condition.</param>
internal sealed record TableCheck(string Name, CheckCondition Condition)
{
    /// <summary>Id of the field or declared check it comes from; null for system checks.</summary>
    public string? Source { get; init; }
}

/// <summary>The closed set of conditions. Typed, so that no SQL passes through a blueprint.</summary>
internal abstract record CheckCondition
{
    private protected CheckCondition() { }

    /// <summary>The columns that it is about, at least one.</summary>
    internal abstract IReadOnlyList<string> Columns { get; }
}

/// <summary>A number lies between bounds, both inclusive; at least one is given.</summary>
/// <param name="Column">Column.</param>
/// <param name="Min">Least value.</param>
/// <param name="Max">Greatest value.</param>
internal sealed record RangeCondition(string Column, decimal? Min, decimal? Max) : CheckCondition
{
    internal override IReadOnlyList<string> Columns => [Column];
}

/// <summary>A text or binary has a length between bounds, both inclusive; at least one is given.</summary>
/// <param name="Column">Column.</param>
/// <param name="Min">Least length.</param>
/// <param name="Max">Greatest length.</param>
/// <param name="Bytes">Whether bytes are counted rather than characters.</param>
internal sealed record LengthCondition(string Column, int? Min, int? Max, bool Bytes = false) : CheckCondition
{
    internal override IReadOnlyList<string> Columns => [Column];
}

/// <summary>A text matches a regular expression somewhere (<c>~</c>).</summary>
/// <param name="Column">Column.</param>
/// <param name="Pattern">Regular expression.</param>
internal sealed record PatternCondition(string Column, string Pattern) : CheckCondition
{
    internal override IReadOnlyList<string> Columns => [Column];
}

/// <summary>
/// A text is one of some values. Enumerations are kept so rather than as a database's own enum type: adding, removing or renaming a value
/// is then one cheap change of a constraint that runs within a transaction, and any client reads plain text.
/// </summary>
/// <param name="Column">Column.</param>
/// <param name="Values">The values, at least one.</param>
internal sealed record OneOfCondition(string Column, IReadOnlyList<string> Values) : CheckCondition
{
    internal override IReadOnlyList<string> Columns => [Column];
}

/// <summary>Two columns, or a column and a constant, compare as stated.</summary>
/// <param name="Column">Column on the left.</param>
/// <param name="Operator">How the sides compare.</param>
/// <param name="RightColumn">Column on the right, exclusive with <paramref name="RightValue"/>.</param>
/// <param name="RightValue">Constant on the right, exclusive with <paramref name="RightColumn"/>.</param>
internal sealed record ComparisonCondition(string Column, Comparison Operator, string? RightColumn, Literal? RightValue) : CheckCondition
{
    internal override IReadOnlyList<string> Columns => RightColumn is null ? [Column] : [Column, RightColumn];
}
