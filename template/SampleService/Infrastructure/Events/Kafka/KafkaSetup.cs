namespace SampleService.Infrastructure;

/// <summary>Adds Kafka.</summary>
internal static class KafkaSetup
{
    /// <summary>Events go through the Kafka that ConnectionStrings:Kafka names.</summary>
    public static IServiceCollection AddKafka(this IServiceCollection services, IConfiguration configuration) =>
        services.AddBroker<KafkaTransport>(configuration, new BrokerChoice("Kafka", KafkaNames.Setting));
}
