using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Databases.MongoDb;

/// <summary>Rows as documents of MongoDB, by a small provider of EF Core that is part of the delivery.</summary>
internal sealed class MongoDbCapability : ICapability, IEmitter
{
    /// <summary>Its id, in <c>deployment.database</c> too.</summary>
    public const string Name = "mongodb";

    private const string SecretFile = DeploymentSecrets.Folder + "/database-password";

    // Members of a replica set know each other by a key, which is made of the password, since there is just one member.
    private const string Start =
        $$"""umask 077; sha256sum < {{SecretFile}} | cut -c1-64 > /tmp/key; exec docker-entrypoint.sh mongod """
        + "--replSet rs0 --keyFile /tmp/key --bind_ip_all";

    private const string Trial =
        "mongod --replSet rs0 --bind_ip_all & until mongosh --quiet --eval \"rs.initiate()\"; do sleep 1; done; wait";

    // Initiates the replica set where that was not done yet; no password is seen among processes.
    private const string Ask = $$"""
        mongosh --quiet --nodb --eval "const p = encodeURIComponent(require('fs').readFileSync('{{SecretFile}}', 'utf8').trim());
        const db = connect('mongodb://app:' + p + '@127.0.0.1/admin?directConnection=true');
        try { rs.status() } catch { rs.initiate({ _id: 'rs0', members: [{ _id: 0, host: 'database:27017' }] }) }
        if (!db.hello().isWritablePrimary) quit(1)"
        """;

    public CapabilityInfo Info { get; } =
        new(Name, "MongoDB", "Rows as documents of MongoDB, with validators, indexes and transactions.")
        {
            Words = ["mongodb", "mongo", "mongo db", "nosql"],
            Exclusive = "database",
        };

    public string Id => "aspnetcore-mongodb";

    public string Description => "Rows as documents of MongoDB";

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Deployment.Database == Name;

    public void Plan(PlanBuilder plan) =>
        plan.Add(
            new Resource("database", ResourceKind.Database, "MongoDB 8.0")
            {
                Connection = new Connection(
                    DatabaseProvider.Setting,
                    "mongodb://app:{password}@database:27017/app?authSource=admin&replicaSet=rs0"
                ),
                Container = new Container("mongo:8.0", 27017)
                {
                    Environment = new Dictionary<string, string> { ["MONGO_INITDB_ROOT_USERNAME"] = "app" },
                    SecretFiles = new Dictionary<string, string> { ["MONGO_INITDB_ROOT_PASSWORD_FILE"] = "database-password" },
                    Command = ["sh", "-c", Start],
                    HealthCheck = ["sh", "-c", Ask],
                    DataFolder = "/data/db",
                    UserId = 999,
                    IsFoundUnready = true,
                    // A member has transactions only once it is a set of its own; it is reached directly, by whatever name.
                    Trial = new TrialRun("TEST_DATABASE", "mongodb://{host}:27017/{name}?directConnection=true")
                    {
                        Script = Trial,
                        Database = "migrated",
                        HealthCheck = ["mongosh", "--quiet", "--eval", "\"quit(db.hello().isWritablePrimary ? 0 : 1)\""],
                    },
                    MemoryMebibytes = 1024,
                },
            }
        );

    // Codes: 11000 a duplicate, 121 a validator refuses; 112 others write the same, 24 a lock not had in time, 251 the transaction is gone,
    // 246 a snapshot not to be had any more; 14031 the disk is full.
    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add(
            new DatabaseProvider(Name, "MongoDB")
            {
                Package = DeliveredPackages.Of("MongoDB.Driver"),
                Namespaces = ["MongoDB.Driver"],
                Recognises = "connection.StartsWith(\"mongodb\", StringComparison.OrdinalIgnoreCase)",
                Use = "options.UseMongoDb(connection)",
                Prepare = "MongoSchema.ApplyAsync",
                IsExactToMilliseconds = true,
                Example = "mongodb://app:…@db:27017/app?authSource=admin&replicaSet=rs0",
                Duplicate = "MongoWriteException { WriteError.Code: 11000 } or MongoCommandException { Code: 11000 }",
                Reference = "MongoReferenceException",
                Check = "MongoWriteException { WriteError.Code: 121 } or MongoCommandException { Code: 121 }",
                OutOfRange = "OverflowException",
                Busy = "MongoCommandException { Code: 112 or 24 or 246 or 251 } or MongoWriteException { WriteError.Code: 112 }",
                Away =
                    "MongoConnectionException or MongoNotPrimaryException or MongoNodeIsRecoveringException\n"
                    + "    or MongoCommandException { Code: 14031 } or TimeoutException { Source: \"MongoDB.Driver\" }",
                Search = static (_, index) => $$"""{ "{{CollectionsEmitter.WordsOf(index)}}": { "$all": {0} } }""",
                Words = "words => \"[\" + string.Join(\", \", words.Select(static word => $\"/^{word}/\")) + \"]\"",
            }
        );
        delivery.Add(new CollectionsEmitter());
        delivery.AddSection(
            "MongoDB",
            """
            Rows are documents, one collection an entity, by the provider of EF Core in `Infrastructure/MongoDb/`. What the service makes of
            the database at its start, validators and indexes, stands in `db/mongodb/collections.json`. Transactions need a replica set, of
            one member if need be. References are kept true by the service, in the same transaction; who writes past it must do so, too.
            Instants are exact to a millisecond.

            ```bash
            TEST_DATABASE='mongodb://127.0.0.1:27017/{name}?replicaSet=rs0' dotnet test
            ```
            """
        );
        delivery.Add((IEmitter)this);
    }

    public IEnumerable<Artifact> Emit(Delivery delivery) =>
        Template.Folder(new ServiceModel(delivery.Plan), Template.Service + "Infrastructure/MongoDb/");
}
