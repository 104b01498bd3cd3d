using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Caching.Redis;

/// <summary>Copies of answers, and the counts of callers, in a Redis that all instances share.</summary>
internal sealed class RedisCapability : ICapability, IEmitter
{
    private const string Secret = "cache-password";
    private const string SecretFile = DeploymentSecrets.Folder + "/" + Secret;

    // It keeps nothing that can't be had again, and makes room by what was not asked for longest. No password is seen among processes.
    private const string Start =
        $$"""umask 077; { printf 'requirepass '; cat {{SecretFile}}; """
        + """printf '\nsave ""\nappendonly no\nmaxmemory 256mb\nmaxmemory-policy allkeys-lru\n'; } > /tmp/redis.conf; """
        + "exec redis-server /tmp/redis.conf";

    private const string Ask = $$"""{ printf 'AUTH '; cat {{SecretFile}}; printf '\nPING\n'; } | redis-cli | grep -q PONG""";

    public CapabilityInfo Info { get; } =
        new("redis", "Redis", "Copies of answers and rate limits in Redis, shared by all instances; the service answers without it, too.")
        {
            Words = ["redis", "valkey", "redis cache", "elasticache"],
            Exclusive = ReadCacheParts.Exclusive,
        };

    public string Id => "aspnetcore-redis";

    public string Description => "Copies and counts in Redis";

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Deployment.Cache == Info.Id;

    public void Plan(PlanBuilder plan)
    {
        ReadCacheParts.Plan(plan);
        plan.Add(ReadCacheParts.Connection("cache:6379,password=…"));
        plan.Add(
            new Resource("cache", ResourceKind.Cache, "Redis 7")
            {
                Connection = new Connection(ReadCacheParts.Setting, "cache:6379,password={password}"),
                Container = new Container("redis:7", 6379)
                {
                    SecretFiles = new Dictionary<string, string> { ["REDIS_PASSWORD_FILE"] = Secret },
                    Command = ["sh", "-c", Start],
                    HealthCheck = ["sh", "-c", Ask],
                    UserId = 999,
                    Trial = new TrialRun(ReadCacheParts.Tests, "{host}:6379") { HealthCheck = ["redis-cli", "ping"] },
                },
            }
        );
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        ReadCacheParts.Deliver(delivery);
        delivery.Add((IEmitter)this);
        delivery.Add(DeliveredPackages.Of("Microsoft.Extensions.Caching.StackExchangeRedis"));
        delivery.AddRegistration("services.AddRedis(builder.Configuration);");
        delivery.AddSection(
            "Redis",
            $"""
            Who may see all rows is answered from copies in Redis, which a change ends for all instances before it is answered. The limits
            of calls are counted there, too. Without `{ReadCacheParts.Variable}` each instance does
            both in its own memory. While Redis is away the database answers, each instance counts alone, and `/health/ready` says
            *Degraded*.

            | operation | lives at most |
            |---|---|
            {ReadCacheParts.Table(delivery.Plan.Blueprint)}

            {RedisKeySpace.Table(delivery.Plan.Blueprint)}
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery) => ReadCacheParts.Shared(new ServiceModel(delivery.Plan), "Redis");
}
