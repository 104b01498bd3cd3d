namespace BackendAgents.Engineering.Emitters;

/// <summary>The versions of all packages that delivered code uses: the one place for them.</summary>
internal static class DeliveredPackages
{
    private static readonly Dictionary<string, string> s_versions = new(StringComparer.Ordinal)
    {
        ["AWSSDK.SQS"] = "4.0.100.20",
        ["Confluent.Kafka"] = "2.16.0",
        ["RabbitMQ.Client"] = "7.2.2",
        ["BouncyCastle.Cryptography"] = "2.7.0",
        ["Cronos"] = "0.13.0",
        ["MailKit"] = "4.18.2",
        ["GraphQL"] = "8.8.5",
        ["GraphQL.SystemTextJson"] = "8.8.5",
        ["Microsoft.AspNetCore.Authentication.JwtBearer"] = "10.0.14",
        ["Microsoft.AspNetCore.Authentication.OpenIdConnect"] = "10.0.14",
        ["Microsoft.AspNetCore.Mvc.Testing"] = "10.0.14",
        ["Microsoft.AspNetCore.OpenApi"] = "10.0.14",
        ["Microsoft.EntityFrameworkCore.Sqlite"] = "10.0.14",
        ["Microsoft.Extensions.Caching.Hybrid"] = "10.11.0",
        ["Microsoft.Extensions.Caching.StackExchangeRedis"] = "10.0.15",
        ["Microsoft.Extensions.Http.Resilience"] = "10.11.0",
        ["Microsoft.Extensions.TimeProvider.Testing"] = "10.11.0",
        ["Microsoft.NET.Test.Sdk"] = "18.11.0",
        ["MongoDB.Driver"] = "3.14.0",
        ["MySql.EntityFrameworkCore"] = "10.0.12",
        ["NUnit"] = "4.6.1",
        ["NUnit3TestAdapter"] = "6.3.1",
        ["Npgsql.EntityFrameworkCore.PostgreSQL"] = "10.0.3",
        ["OpenTelemetry.Exporter.OpenTelemetryProtocol"] = "1.20.1",
        // There is no other of the project's own: it has been a beta for years.
        ["OpenTelemetry.Exporter.Prometheus.AspNetCore"] = "1.20.1-beta.1",
        ["OpenTelemetry.Extensions.Hosting"] = "1.20.1",
        ["OpenTelemetry.Instrumentation.AspNetCore"] = "1.20.2",
        ["Polly.Core"] = "8.9.1",
        ["System.Security.Permissions"] = "10.0.11",
        ["Yarp.ReverseProxy"] = "2.3.0",
    };

    /// <summary>A package of the service.</summary>
    /// <exception cref="KeyNotFoundException">Its version stands not here.</exception>
    public static Package Of(string name) => new(name, s_versions[name]);

    /// <summary>A package of the delivered tests.</summary>
    /// <exception cref="KeyNotFoundException">Its version stands not here.</exception>
    public static Package ForTests(string name) => new(name, s_versions[name], ForTests: true);
}
