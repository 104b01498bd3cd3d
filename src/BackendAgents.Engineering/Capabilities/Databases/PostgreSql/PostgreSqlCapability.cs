using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Databases.PostgreSql;

/// <summary>Rows in PostgreSQL, with numbered migrations.</summary>
internal sealed class PostgreSqlCapability : ICapability
{
    public CapabilityInfo Info { get; } =
        new("postgresql", "PostgreSQL", "Rows in PostgreSQL, with numbered migrations.")
        {
            Words = ["postgresql", "postgres"],
            Exclusive = "database",
        };

    public bool IsUsedBy(Blueprint blueprint) => true;

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add(new PostgreSqlEmitter());
        delivery.Add(DeliveredPackages.Of("Npgsql.EntityFrameworkCore.PostgreSQL"));
    }
}
