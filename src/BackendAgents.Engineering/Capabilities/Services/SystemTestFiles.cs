using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>The tests of the whole: its scenarios through the gateway, and what the gateway itself answers.</summary>
internal static class SystemTestFiles
{
    public static IEnumerable<Artifact> Emit(SystemDelivery system)
    {
        var (model, folder) = (system.Model, system.Model.TestFolder);
        foreach (var file in AcceptanceFiles.OfSystem(model))
            yield return file;
        // Scenarios of a service tell what it threw; through the gateway only what the gateway did is seen.
        foreach (var file in Template.Folder(model, Template.Tests).Where(static file => file.Path.EndsWith("/Thrown.g.cs")))
            yield return file;
        if (model.Blueprint.Scenarios.Count > 0)
            yield return File("Acceptance/ScenarioRun.Events.g.cs", "events arrive after each step.", Arrival(model));
        yield return File("Sample.g.cs", "values for tests.", Sample(model));
        yield return File("TestHost.g.cs", "all services and the gateway in one process.", Host(system));
        yield return File("ServiceNetwork.g.cs", "the network of a test.", Network(model));
        if (model.HasAuthentication)
            yield return File("TestClients.g.cs", "callers.", Clients(model));
        if (Probe.Of(system) is { } probe)
            yield return File("GatewayTests.g.cs", "what the gateway itself answers.", GatewayTestFile.Write(system, probe));

        Artifact File(string name, string purpose, string text) => new($"{folder}/{name}", ServiceModel.Header(purpose) + text);
    }

    private static string Host(SystemDelivery system)
    {
        var issuer = new Ownership(system.Plan.Blueprint).Issuer;
        var members = system.Services.Select(static service =>
        {
            var (name, member) = (CSharp.Literal(service.Share.Service.Name), Variable(service.Share));
            return $"        Add({name}, {member} = new(clock, policy, _network, names, PublishAsync), "
                + $"{member}.CreateHandler, {member}.TakeAsync, {member}.DeliverAsync);";
        });
        var fields = system.Services.Select(service =>
            $"    private readonly {service.Plan.ProjectName}.Tests.ServiceMember {Variable(service.Share)};"
        );
        var accounts = system.Services.Where(service => service.Share.Service == issuer).Select(service => Accounts(service.Share));
        return $$"""
            using System.Net.Http.Headers;
            using Microsoft.AspNetCore.Hosting;
            using Microsoft.AspNetCore.Mvc.Testing;
            using Microsoft.AspNetCore.Routing;
            using Microsoft.AspNetCore.TestHost;
            using Microsoft.Extensions.DependencyInjection;
            using Yarp.ReverseProxy.Forwarder;

            namespace {{system.Model.Namespace}}.Tests;

            /// <summary>
            /// All services and the gateway in this process, each service on a database of its own. Requests go through the gateway.
            /// Events go to all services, when a test lets them.
            /// </summary>
            public sealed class TestHost : IAsyncDisposable
            {
                private const int MaxRounds = 40;
            {{string.Join('\n', fields)}}
                private readonly ServiceNetwork _network = new();
                private readonly List<(Func<byte[], Task> Take, Func<Task<int>> Deliver, IAsyncDisposable Host)> _members = [];
                private readonly WebApplicationFactory<Upstream> _gateway;

                /// <summary>All of them, on new databases.</summary>
                /// <param name="clock">The clock of all.</param>
                /// <param name="policy">Has a say in which endpoint answers; null for none.</param>
                /// <param name="isHalfGone">Whether the gateway knows a second instance of each service, where nobody is.</param>
                public TestHost(TimeProvider? clock = null, MatcherPolicy? policy = null, bool isHalfGone = false)
                {
                    clock ??= TimeProvider.System;
                    var names = Upstreams.All.Select(static service => service.Name).ToList();
            {{string.Join('\n', members)}}
                    _gateway = new WebApplicationFactory<Upstream>().WithWebHostBuilder(builder =>
                    {
                        builder.UseSetting("RateLimit:RequestsPerMinute", "100000");
                        builder.UseSetting(TrustedProxies.Key, "10.0.0.0/8");
                        foreach (var service in Upstreams.All)
                            builder.UseSetting(
                                "Services:" + service.Name,
                                $"http://{service.Name}" + (isHalfGone ? $";http://{service.Name}-gone" : "")
                            );
                        builder.ConfigureTestServices(services =>
                            services
                                .AddSingleton(clock)
                                .AddSingleton<Thrown>()
                                .AddSingleton<IStartupFilter>(static all => all.GetRequiredService<Thrown>())
                                .AddSingleton<IForwarderHttpClientFactory>(_network)
                                .AddHttpClient("published-keys")
                                .ConfigurePrimaryHttpMessageHandler(() => _network)
                        );
                    });
                }

                /// <summary>What the gateway is made of.</summary>
                public IServiceProvider Services => _gateway.Services;

                /// <summary>A client of the gateway.</summary>
                public HttpClient CreateClient(WebApplicationFactoryClientOptions? options = null) =>
                    _gateway.CreateClient(options ?? new());

                /// <summary>A client of a service that passes the gateway by.</summary>
                public HttpClient CreateClientOf(string service) =>
                    new(_network, disposeHandler: false) { BaseAddress = new Uri("http://" + service) };

                /// <summary>What the gateway said last of who calls.</summary>
                public string? Told => _network.Told;

                /// <summary>Asks the gateway from an address, on behalf of another.</summary>
                public Task AskAsync(string path, string from, string caller, AuthenticationHeaderValue? token) =>
                    _gateway.Server.SendAsync(http =>
                    {
                        http.Request.Path = path;
                        http.Request.Headers["X-Forwarded-For"] = caller;
                        http.Request.Headers.Authorization = token?.ToString();
                        http.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(from);
                    });

                /// <summary>Takes a service from the network, or gives it back.</summary>
                public void Reach(string service, bool isThere) => _network.Reach(service, isThere);

                /// <summary>Lets events arrive, and what they raise in turn.</summary>
                public async Task ArriveAsync()
                {
                    for (var round = 0; round < MaxRounds; round++)
                    {
                        var delivered = 0;
                        foreach (var member in _members)
                            delivered += await member.Deliver();
                        if (delivered == 0)
                            return;
                    }
                }
            {{string.Concat(accounts)}}
                public async ValueTask DisposeAsync()
                {
                    await _gateway.DisposeAsync();
                    foreach (var member in _members)
                        await member.Host.DisposeAsync();
                    _network.Dispose();
                }

                private void Add(
                    string name,
                    IAsyncDisposable host,
                    Func<HttpMessageHandler> handler,
                    Func<byte[], Task> take,
                    Func<Task<int>> deliver
                )
                {
                    _network.Add(name, handler());
                    _members.Add((take, deliver, host));
                }

                private async Task PublishAsync(byte[] told)
                {
                    foreach (var member in _members)
                        await member.Take(told);
                }
            }

            """;
    }

    private static string Variable(ServiceShare share) =>
        "_" + Blueprints.Conventions.Camel(Blueprints.Conventions.Pascal(share.Service.Name)) + "Service";

    private static string Accounts(ServiceShare issuer) =>
        $$"""

                /// <summary>A new account with a role, known to all services.</summary>
                public async Task<Guid> AccountAsync(string role)
                {
                    var account = await {{Variable(issuer)}}.AccountAsync(role);
                    await ArriveAsync();
                    return account;
                }

                /// <summary>A new access token of an account.</summary>
                public Task<string> TokenAsync(Guid account) => {{Variable(issuer)}}.TokenAsync(account);

            """;

    private static string Network(ServiceModel model) =>
        $$"""
            using Yarp.ReverseProxy.Forwarder;

            namespace {{model.Namespace}}.Tests;

            /// <summary>
            /// Leads the gateway's requests to services in this process, by host name; one that is away refuses connections.
            /// </summary>
            internal sealed class ServiceNetwork : HttpMessageHandler, IForwarderHttpClientFactory
            {
                private readonly Dictionary<string, HttpMessageInvoker> _services = [];
                private readonly HashSet<string> _away = [];

                public void Add(string name, HttpMessageHandler handler) => _services[name] = new HttpMessageInvoker(handler);

                /// <summary>The address in the last request.</summary>
                public string? Told { get; private set; }

                public void Reach(string name, bool isThere)
                {
                    if (isThere)
                        _away.Remove(name);
                    else
                        _away.Add(name);
                }

                public HttpMessageInvoker CreateClient(ForwarderHttpClientContext context) => new(this, disposeHandler: false);

                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
                {
                    var host = request.RequestUri!.Host;
                    Told = request.Headers.TryGetValues("X-Forwarded-For", out var addresses) ? string.Join(", ", addresses) : null;
                    return !_away.Contains(host) && _services.TryGetValue(host, out var service)
                        ? service.SendAsync(request, cancellationToken)
                        : throw new HttpRequestException(HttpRequestError.ConnectionError, $"{host} is away.");
                }

                protected override void Dispose(bool disposing)
                {
                    foreach (var service in _services.Values)
                        service.Dispose();
                    base.Dispose(disposing);
                }
            }

            """;

    private static string Clients(ServiceModel model) =>
        $$"""
            namespace {{model.Namespace}}.Tests;

            /// <summary>Callers of the gateway.</summary>
            internal static class TestClients
            {
                /// <summary>A client that is logged in as a new account with a role; nobody in particular when null.</summary>
                public static async Task<(HttpClient Client, Guid Account)> ClientAsync(this TestHost host, string? role)
                {
                    var client = host.CreateClient(new() { AllowAutoRedirect = false });
                    if (role is null)
                        return (client, Guid.Empty);
                    var account = await host.AccountAsync(role);
                    client.DefaultRequestHeaders.Authorization = new("Bearer", await host.TokenAsync(account));
                    return (client, account);
                }
            }

            """;

    private static string Arrival(ServiceModel model) =>
        $$"""
            namespace {{model.Namespace}}.Tests.Acceptance;

            /// <summary>Events arrive after each step, and what they raise in turn.</summary>
            internal sealed partial class ScenarioRun
            {
                partial void AddTold(List<Func<Task>> told) => told.Add(_host.ArriveAsync);
            }

            """;

    private static string Sample(ServiceModel model) =>
        $$"""
            using System.Globalization;

            namespace {{model.Namespace}}.Tests;

            /// <summary>Values for tests.</summary>
            internal static class Sample
            {
                /// <summary>A value as a query carries it.</summary>
                public static string Query(object? value) =>
                    Uri.EscapeDataString(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            }

            """;
}
