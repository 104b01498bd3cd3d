using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;

namespace SampleService.Infrastructure;

/// <summary>
/// Makes EF Core keep rows as documents of MongoDB, by its own driver: the features ask and store as on any database. A small provider of
/// EF Core's public kind; what it can't ask of MongoDB it refuses by an exception that shows the expression.
/// </summary>
internal static class MongoProvider
{
    /// <summary>Uses the database that a connection string names; it is "app" where it names none.</summary>
    public static DbContextOptionsBuilder UseMongoDb(this DbContextOptionsBuilder options, string connection)
    {
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(new MongoOptions(connection));
        return options;
    }

    /// <summary>Adds the services of EF Core that are MongoDB's.</summary>
    public static void AddMongoDb(this IServiceCollection services) =>
        new EntityFrameworkServicesBuilder(services)
            .TryAdd<LoggingDefinitions, MongoLogging>()
            .TryAdd<IDatabaseProvider, MongoIdentity>()
            .TryAdd<IDatabase, MongoStore>()
            .TryAdd<IDatabaseCreator, MongoCreator>()
            .TryAdd<IDbContextTransactionManager, MongoTransactions>()
            .TryAdd<IQueryContextFactory, MongoQueryContexts>()
            .TryAdd<ITypeMappingSource, MongoTypes>()
            .TryAddProviderSpecificServices(static own => own.TryAddScoped<MongoSession, MongoSession>())
            .TryAddCoreServices();

    private sealed class MongoLogging : LoggingDefinitions;

    private sealed class MongoQueryContexts(QueryContextDependencies dependencies) : IQueryContextFactory
    {
        public QueryContext Create() => new MongoQueryContext(dependencies);
    }

    private sealed class MongoQueryContext(QueryContextDependencies dependencies) : QueryContext(dependencies);

    private sealed class MongoIdentity : IDatabaseProvider
    {
        public string Name => "MongoDB.Driver";

        public string? Version => typeof(MongoDB.Driver.MongoClient).Assembly.GetName().Version?.ToString();

        public bool IsConfigured(IDbContextOptions options) => options.FindExtension<MongoOptions>() is not null;
    }
}

/// <summary>What a context has to know to find the database.</summary>
internal sealed class MongoOptions(string connection) : IDbContextOptionsExtension
{
    private DbContextOptionsExtensionInfo? _info;

    /// <summary>The connection string.</summary>
    public string Connection => connection;

    /// <inheritdoc />
    public DbContextOptionsExtensionInfo Info => _info ??= new ExtensionInfo(this);

    /// <inheritdoc />
    public void ApplyServices(IServiceCollection services) => services.AddMongoDb();

    /// <inheritdoc />
    public void Validate(IDbContextOptions options) { }

    private sealed class ExtensionInfo(IDbContextOptionsExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        public override bool IsDatabaseProvider => true;

        public override string LogFragment => "using MongoDB ";

        public override int GetServiceProviderHashCode() => 0;

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is ExtensionInfo;

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) => debugInfo["MongoDB"] = "1";
    }
}
