using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Services.Local;

/// <summary>Brokers and caches of the start script, which all services share.</summary>
internal static class LocalServers
{
    /// <summary>The servers of a plan that the script can run.</summary>
    public static IEnumerable<LocalPart> Of(ServicePlan plan)
    {
        foreach (var resource in plan.Resources)
        {
            if (
                resource is { Connection: { } connection, Container: { } container }
                && Kind(plan, resource) is var (title, value, text, needs)
            )
                yield return new LocalPart(resource.Name, title, container.Port, Setting.VariableOf(connection.Setting), value, text)
                {
                    Needs = needs,
                };
        }
    }

    private static (string Title, string Value, string Functions, string Needs)? Kind(ServicePlan plan, Resource resource) =>
        (resource.Kind, plan.Blueprint.Deployment.Messaging, plan.Blueprint.Deployment.Cache) switch
        {
            (ResourceKind.Broker, "rabbitmq", _) => (
                "RabbitMQ",
                "amqp://app:$(secret broker)@127.0.0.1:$port/",
                RabbitMq,
                "rabbitmq-server"
            ),
            (ResourceKind.Cache, _, "redis") => ("Redis", "127.0.0.1:$port,password=$(secret cache)", Redis, "redis-server"),
            (ResourceKind.Cache, _, "memcached") => ("memcached", "127.0.0.1:$port", Memcached, "memcached"),
            _ => null,
        };

    private const string RabbitMq = """
        # Debian's program on the path would change the user and the folders, so the one behind it is taken where there is one.
        broker_start() {
          local folder=$state/broker program=/usr/lib/rabbitmq/bin/rabbitmq-server port
          port=$(port_of broker)
          [ -x "$program" ] || program=rabbitmq-server
          mkdir -p "$folder/log"
          printf '[].\n' >"$folder/plugins"
          printf 'listeners.tcp.1 = 127.0.0.1:%s\ndefault_user = app\ndefault_pass = %s\ndisk_free_limit.absolute = 50MB\n' \
            "$port" "$(secret broker)" >"$folder/rabbitmq.conf"
          (
            # Names and ports of Erlang are moved along, so that several of these can run.
            export HOME=$folder ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$((port + 2)) RABBITMQ_DIST_PORT=$((port + 1))
            export RABBITMQ_NODENAME=app@localhost RABBITMQ_MNESIA_BASE=$folder/rows RABBITMQ_LOG_BASE=$folder/log
            export RABBITMQ_CONFIG_FILE=$folder/rabbitmq.conf RABBITMQ_ENABLED_PLUGINS_FILE=$folder/plugins
            export RABBITMQ_FEATURE_FLAGS_FILE=$folder/flags RABBITMQ_PID_FILE=$folder/pid
            export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
            begin broker - "$program"
          )
          until_listening broker "$port"
        }
        broker_stop() {
          signal TERM broker
          ERL_EPMD_PORT=$(($(port_of broker) + 2)) epmd -kill >/dev/null 2>&1 || true
        }
        """;

    private const string Redis = """
        # It keeps nothing that can't be had again.
        cache_start() {
          mkdir -p "$state/cache"
          {
            printf 'bind 127.0.0.1\nport %s\ndir %s\nrequirepass %s\n' "$(port_of cache)" "$state/cache" "$(secret cache)"
            printf 'save ""\nappendonly no\nmaxmemory 256mb\nmaxmemory-policy allkeys-lru\n'
          } >"$state/cache/redis.conf"
          begin cache - redis-server "$state/cache/redis.conf"
          until_listening cache "$(port_of cache)"
        }
        """;

    private const string Memcached = """
        cache_start() {
          begin cache nobody memcached -l 127.0.0.1 -p "$(port_of cache)" -U 0 -I 2m
          until_listening cache "$(port_of cache)"
        }
        """;
}
