using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Databases.Sqlite;

/// <summary>Rows in an SQLite file: always in development, and in production where the blueprint says so.</summary>
internal sealed class SqliteCapability : ICapability
{
    public CapabilityInfo Info { get; } =
        new("sqlite", "SQLite", "Rows in an SQLite file.") { Words = ["sqlite", "sqlite3"], Exclusive = "database" };

    public bool IsUsedBy(Blueprint blueprint) => true;

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery) => delivery.Add(DeliveredPackages.Of("Microsoft.EntityFrameworkCore.Sqlite"));
}
