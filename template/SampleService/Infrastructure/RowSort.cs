using System.Linq.Expressions;

namespace SampleService.Infrastructure;

/// <summary>An order in which rows are read page by page; rows that are alike in it follow their ids.</summary>
public abstract class RowSort<TRow>
    where TRow : Row
{
    /// <summary>The rows in this order.</summary>
    public abstract IQueryable<TRow> Sorted(IQueryable<TRow> rows);

    /// <summary>The rows beyond a cursor; null when it is none of this order.</summary>
    public abstract IQueryable<TRow>? After(IQueryable<TRow> rows, string cursor);

    /// <summary>The cursor after a row.</summary>
    public abstract string Cursor(TRow row);
}

/// <summary>Newest first, as lists are that say nothing else.</summary>
internal sealed class NewestFirst<TRow> : RowSort<TRow>
    where TRow : Row
{
    public override IQueryable<TRow> Sorted(IQueryable<TRow> rows) => rows.NewestFirst();

    public override IQueryable<TRow>? After(IQueryable<TRow> rows, string cursor) =>
        Paging.TryRead(cursor, out var at, out var id) ? rows.After(at, id) : null;

    public override string Cursor(TRow row) => Paging.Write(row.CreatedAt, row.Id);
}

/// <summary>By a value that all rows have.</summary>
/// <param name="name">The order as callers write it.</param>
/// <param name="by">The value.</param>
/// <param name="descending">Whether the greatest comes first.</param>
internal sealed class SortedBy<TRow, TValue>(string name, Expression<Func<TRow, TValue>> by, bool descending) : RowSort<TRow>
    where TRow : Row
{
    private readonly Func<TRow, TValue> _value = by.Compile();

    public override IQueryable<TRow> Sorted(IQueryable<TRow> rows) =>
        descending ? rows.OrderByDescending(by).ThenByDescending(row => row.Id) : rows.OrderBy(by).ThenBy(row => row.Id);

    public override IQueryable<TRow>? After(IQueryable<TRow> rows, string cursor) =>
        SortCursor.TryRead<TValue>(cursor, name, out var value, out var id) ? rows.Where(Beyond(value, id)) : null;

    public override string Cursor(TRow row) => SortCursor.Write(name, _value(row), row.Id);

    // The first condition bounds the search of the index. What is compared with stands in variables, which become parameters.
    private Expression<Func<TRow, bool>> Beyond(TValue value, Guid id)
    {
        Expression<Func<TValue>> seen = () => value;
        Expression<Func<Guid>> last = () => id;
        var key = Expression.Property(by.Parameters[0], nameof(Row.Id));
        var (beyond, notBefore) = descending
            ? (ExpressionType.LessThan, ExpressionType.LessThanOrEqual)
            : (ExpressionType.GreaterThan, ExpressionType.GreaterThanOrEqual);
        var next = Expression.OrElse(Compare(beyond, seen.Body), Expression.MakeBinary(beyond, key, last.Body));
        return Expression.Lambda<Func<TRow, bool>>(Expression.AndAlso(Compare(notBefore, seen.Body), next), by.Parameters);
    }

    // Texts have no operators; the database compares them in its own order, which is that of its index.
    private BinaryExpression Compare(ExpressionType how, Expression seen) =>
        typeof(TValue) == typeof(string)
            ? Expression.MakeBinary(how, Expression.Call(by.Body, RowSorts.CompareTexts, seen), Expression.Constant(0))
            : Expression.MakeBinary(how, by.Body, seen);
}
