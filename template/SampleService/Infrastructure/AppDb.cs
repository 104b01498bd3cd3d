using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace SampleService.Infrastructure;

/// <summary>The database.</summary>
public sealed partial class AppDb(DbContextOptions<AppDb> options) : DbContext(options)
{
    private readonly TimeProvider _clock = options
        .FindExtension<CoreOptionsExtension>()
        ?.ApplicationServiceProvider?.GetService<TimeProvider>()
        ?? TimeProvider.System;

    /// <summary>
    /// The time of the service's clock, as exact as databases keep it, lest a row differ from what was just answered.
    /// </summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = _clock.GetUtcNow();
            return now.AddTicks(-(now.Ticks % Databases.Tick));
        }
    }

    /// <inheritdoc />
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Saving();
        var now = Now;
        foreach (var entry in ChangeTracker.Entries<Row>())
        {
            if (entry.State == EntityState.Added)
                entry.Entity.CreatedAt = now;
            if (entry.State is EntityState.Added or EntityState.Modified)
            {
                entry.Entity.UpdatedAt = now;
                entry.Entity.Version++;
            }
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);
        Databases.ApplyTypes(Database.ProviderName, modelBuilder);
        AddFunctions(modelBuilder);
    }

    // What is stored with every change; nothing in most services.
    partial void Saving();

    // Functions of the database that queries use; none in most services.
    partial void AddFunctions(ModelBuilder modelBuilder);

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Databases.ApplyConventions(Database.ProviderName, configurationBuilder);
}
