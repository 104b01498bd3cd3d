using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace SampleService.Infrastructure;

/// <summary>
/// Is told what interceptors of SQL are told, by a database that has none: what statements change that the change tracker knows nothing of,
/// and transactions. It is an interceptor of the context.
/// </summary>
internal interface IStatementWatcher : IInterceptor
{
    /// <summary>A transaction has begun.</summary>
    void Begun(DbContext context);

    /// <summary>A statement has changed rows of a type: which, the database alone knows.</summary>
    Task ChangedAsync(DbContext context, IReadOnlyEntityType type);

    /// <summary>A transaction was committed.</summary>
    Task CommittedAsync(DbContext context);
}
