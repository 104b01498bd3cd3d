using System.Data.Common;

namespace SampleService.Infrastructure;

/// <summary>What the service has in Kafka.</summary>
internal static class KafkaNames
{
    /// <summary>
    /// The connection string: <c>bootstrap.servers=host:9092;security.protocol=SASL_SSL;…</c>, each setting as librdkafka names it.
    /// </summary>
    public const string Setting = "Kafka";

    /// <summary>What the service could not read.</summary>
    public static string DeadTopic => ServiceInfo.Name + ".dead";

    /// <summary>Where events of a type are: each service has one topic, so that the order by key holds for all that it announces.</summary>
    public static string Topic(string type) => type.Split('.')[0] + ".events";

    /// <summary>
    /// The settings of a connection string; a value that has a semicolon in it, a quote at an end or a leading '=' stands in quotes.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public static IReadOnlyDictionary<string, string> Settings(string connection)
    {
        try
        {
            var settings = new DbConnectionStringBuilder { ConnectionString = connection };
            return settings.Keys.Cast<string>().ToDictionary(static name => name, name => $"{settings[name]}", StringComparer.Ordinal);
        }
        catch (ArgumentException)
        {
            // It may hold a password, so it is not shown.
            throw new InvalidOperationException(
                $"ConnectionStrings__{Setting} is written 'bootstrap.servers=host:9092;name=value'; "
                    + "a value with a semicolon in it, a quote at an end or an equals sign at the beginning "
                    + "stands in quotes: name=\"value\" or name='value'."
            );
        }
    }
}
