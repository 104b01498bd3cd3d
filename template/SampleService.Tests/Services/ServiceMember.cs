using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>The service as one of several in a process, for tests of the whole: events go where the whole says.</summary>
public sealed partial class ServiceMember : IAsyncDisposable
{
    private readonly TestHost _host;
    private readonly WebApplicationFactory<Program> _service;

    /// <summary>A service on a database of its own.</summary>
    /// <param name="clock">The clock of the whole.</param>
    /// <param name="policy">Has a say in which endpoint answers; null for none.</param>
    /// <param name="network">Leads to the other services, by their names.</param>
    /// <param name="names">Names of all services.</param>
    /// <param name="publish">Takes events that leave the service.</param>
    public ServiceMember(
        TimeProvider clock,
        MatcherPolicy? policy,
        HttpMessageHandler network,
        IReadOnlyList<string> names,
        Func<byte[], Task> publish
    )
    {
        _host = new TestHost(clock, policy);
        _service = _host.WithWebHostBuilder(builder =>
        {
            foreach (var name in names)
                builder.UseSetting("Services:" + name, "http://" + name);
            builder.ConfigureTestServices(services =>
            {
                services.AddSingleton<IEventTransport>(new Transport(publish));
                foreach (var client in names.Select(static name => "service-" + name).Prepend("published-keys"))
                    services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => new Lent(network));
            });
        });
    }

    /// <summary>What sends requests to it.</summary>
    public HttpMessageHandler CreateHandler() => _service.Server.CreateHandler();

    /// <summary>Takes an event that another service announced, or itself.</summary>
    public Task TakeAsync(byte[] told) =>
        _service.Services.GetRequiredService<EventReceiver>().TakeAsync(EventEnvelope.Of(told)!, CancellationToken.None);

    /// <summary>Hands over the events that wait, and does what waits for those that came; how many.</summary>
    public Task<int> DeliverAsync() =>
        _service
            .Services.GetRequiredService<OutboxDispatcher>()
            .DeliverDueAsync(CancellationToken.None, static kind =>
                kind == EventOutbox.Name || kind.StartsWith("on-", StringComparison.Ordinal)
            );

    /// <summary>Ends the service.</summary>
    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _host.DisposeAsync();
    }

    // All services use it, so none of them ends it.
    private sealed class Lent(HttpMessageHandler network) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _network = new(network, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _network.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _network.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class Transport(Func<byte[], Task> publish) : IEventTransport
    {
        public string Name => "the other services of the test";

        public Task PublishAsync(EventEnvelope told, CancellationToken cancellationToken) => publish(told.ToBytes());

        public Task ReceiveAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
