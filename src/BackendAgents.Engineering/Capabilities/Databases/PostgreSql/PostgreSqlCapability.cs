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
            Words = ["postgresql", "postgres", "postgre"],
            Exclusive = "database",
        };

    public bool IsUsedBy(Blueprint blueprint) => true;

    public void Plan(PlanBuilder plan)
    {
        if (plan.Blueprint.Deployment.Database != Info.Id)
            return;
        plan.Add(
            new Resource("database", ResourceKind.Database, "PostgreSQL 15")
            {
                Connection = new Connection("ConnectionStrings:Database", "Host=database;Database=app;Username=app;Password={password}"),
                Container = new Container("postgres:15", 5432)
                {
                    Environment = new Dictionary<string, string> { ["POSTGRES_DB"] = "app", ["POSTGRES_USER"] = "app" },
                    SecretFiles = new Dictionary<string, string> { ["POSTGRES_PASSWORD_FILE"] = "database-password" },
                    HealthCheck = ["pg_isready", "--username=app", "--dbname=app"],
                    DataFolder = "/var/lib/postgresql/data",
                },
            }
        );
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add(new PostgreSqlEmitter());
        delivery.Add(DeliveredPackages.Of("Npgsql.EntityFrameworkCore.PostgreSQL"));
    }
}
