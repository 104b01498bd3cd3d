using System.Linq.Expressions;
using System.Reflection;

namespace SampleService.Infrastructure;

/// <summary>What the document of the service says of the orders of a list.</summary>
internal interface IOrders
{
    /// <summary>The orders as callers write them.</summary>
    IReadOnlyCollection<string> Names { get; }
}

/// <summary>What orders of all rows have in common.</summary>
internal static class RowSorts
{
    /// <summary>How a query says that a text comes before another.</summary>
    public static MethodInfo CompareTexts { get; } = typeof(string).GetMethod(nameof(string.CompareTo), [typeof(string)])!;
}

/// <summary>The orders in which callers can read a list. Safe on any thread once it is filled.</summary>
/// <param name="usual">The order of whoever chooses none; newest first when empty.</param>
internal sealed class RowSorts<TRow>(string usual) : IOrders
    where TRow : Row
{
    private readonly Dictionary<string, RowSort<TRow>> _all = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _all.Keys;

    /// <summary>Adds a value to sort by, in both directions.</summary>
    public RowSorts<TRow> By<TValue>(string name, Expression<Func<TRow, TValue>> value)
    {
        _all[name] = new SortedBy<TRow, TValue>(name, value, descending: false);
        _all["-" + name] = new SortedBy<TRow, TValue>("-" + name, value, descending: true);
        return this;
    }

    /// <summary>The order that a caller asks for; what is wrong with it is told by name.</summary>
    public RowSort<TRow> Choose(Validation errors, string? sort)
    {
        var name = string.IsNullOrEmpty(sort) ? usual : sort;
        if (name.Length == 0)
            return new NewestFirst<TRow>();
        if (_all.TryGetValue(name, out var chosen))
            return chosen;
        errors.Add("sort", "must be one of " + string.Join(", ", _all.Keys));
        return new NewestFirst<TRow>();
    }
}
