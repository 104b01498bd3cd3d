namespace SampleService.Infrastructure;

/// <summary>Adds Amazon SQS.</summary>
internal static class SqsSetup
{
    /// <summary>Events go through the queue that ConnectionStrings:Sqs names.</summary>
    public static IServiceCollection AddSqs(this IServiceCollection services, IConfiguration configuration) =>
        services.AddBroker<SqsTransport>(configuration, new BrokerChoice("Amazon SQS", SqsQueues.Setting));
}
