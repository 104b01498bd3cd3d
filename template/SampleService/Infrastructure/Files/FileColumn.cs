using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>A column that names files.</summary>
/// <param name="RowType">The rows.</param>
/// <param name="Property">Its property.</param>
/// <param name="Named">All files that rows name.</param>
internal sealed record FileColumn(Type RowType, string Property, Func<AppDb, IQueryable<string?>> Named)
{
    /// <summary>The column of a property.</summary>
    public static FileColumn Of<TRow>(Expression<Func<TRow, string?>> property)
        where TRow : Row =>
        new(typeof(TRow), ((MemberExpression)property.Body).Member.Name, db =>
            db.Set<TRow>().AsNoTracking().Select(property).Where(name => name != null)
        );
}
