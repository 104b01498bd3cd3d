using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>
/// Removes files that no row names: those of uploads that broke off together with the service, and of rows that the database deleted with
/// others.
/// </summary>
internal sealed class FileSweep(IServiceScopeFactory scopes, IFileStore files, TimeProvider clock)
{
    // Longer than any upload lasts.
    private static readonly TimeSpan s_age = TimeSpan.FromHours(24);

    /// <summary>Looks through all files; how many were removed.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var old = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var name in files.ListAsync(clock.GetUtcNow() - s_age, cancellationToken))
            old.Add(name);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        foreach (var column in FileColumns.All)
        {
            await foreach (var name in column.Named(db).AsAsyncEnumerable().WithCancellation(cancellationToken))
                old.Remove(name!);
        }

        foreach (var name in old)
            await files.RemoveAsync(name, cancellationToken);
        return old.Count;
    }
}
