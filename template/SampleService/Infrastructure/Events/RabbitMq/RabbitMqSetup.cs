namespace SampleService.Infrastructure;

/// <summary>Adds RabbitMQ.</summary>
internal static class RabbitMqSetup
{
    /// <summary>Events go through the RabbitMQ that ConnectionStrings:RabbitMq names.</summary>
    public static IServiceCollection AddRabbitMq(this IServiceCollection services, IConfiguration configuration) =>
        services.AddBroker<RabbitMqTransport>(configuration, new BrokerChoice("RabbitMQ", RabbitMqNames.Setting));
}
