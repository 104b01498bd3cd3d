using System.Globalization;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Capabilities.Identity.Jwt;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>The gateway: constant but for the services and the paths that lead to each.</summary>
internal static partial class GatewayFiles
{
    private const string Folder = "SampleGateway/";

    private static readonly string[] s_ofServices =
    [
        PublishedKeyFiles.Tokens,
        PublishedKeyFiles.Keys,
        Template.Service + "Infrastructure/TrustedProxies.cs",
    ];

    public static IEnumerable<Artifact> Emit(SystemDelivery system)
    {
        var name = system.Plan.ProjectName;
        foreach (var path in Template.Paths.Where(static path => path.StartsWith(Folder, StringComparison.Ordinal)))
            yield return File(name, path[Folder.Length..], path);
        // Tokens are checked, and who calls is believed, as in the services.
        foreach (var path in Template.Paths.Where(static path => s_ofServices.Any(part => path.StartsWith(part, StringComparison.Ordinal))))
            yield return File(name, Path.GetFileName(path), path);
        yield return new Artifact($"src/{name}/Program.cs", Program(name, SystemMonitoring.Applies(system), SystemLogs.Applies(system)));
        yield return new Artifact(
            $"src/{name}/Upstreams.g.cs",
            ServiceModel.Header("the services and their paths.") + Upstreams(system, name)
        );
    }

    private static Artifact File(string name, string delivered, string path) =>
        new(
            $"src/{name}/{delivered.Replace(".cs", ".g.cs", StringComparison.Ordinal)}",
            Template.Header + Sample().Replace(Template.Text(path), name)
        );

    private static string Program(string name, bool isWatched, bool isLogged) =>
        $$"""
            using {{name}};

            if (args.Contains(HealthProbe.Argument))
                return await HealthProbe.RunAsync();

            var builder = WebApplication.CreateBuilder(args);
            {{DeploymentSecrets.Configuration}}
            builder.WebHost.ConfigureKestrel(options =>
            {
                options.AddServerHeader = false;
                options.Limits.MaxRequestBodySize = Upstreams.MaxBodyBytes;
            });
            builder.Services.AddGateway(builder.Configuration);{{(
            isWatched ? "\nbuilder.Services.AddScraping();" : ""
        )}}{{(
            isLogged ? "\nbuilder.AddEcsLogging();" : ""
        )}}

            var app = builder.Build();{{(
            isWatched ? "\napp.UseScraping();" : ""
        )}}
            app.UseGateway();
            await app.RunAsync();
            return 0;

            /// <summary>The gateway; public, so that tests can host it.</summary>
            public partial class Program;

            """;

    private static string Upstreams(SystemDelivery system, string name)
    {
        var all = system.Services.Select(static service =>
            $"        new({CSharp.Literal(service.Share.Service.Name)}, "
            + string.Create(CultureInfo.InvariantCulture, $"\"http://localhost:{service.Plan.Port}\"),")
        );
        return $$"""
            namespace {{name}};

            internal static class Upstreams
            {
                /// <summary>Name of the whole: issuer of tokens.</summary>
                public const string System = {{CSharp.Literal(system.Plan.Blueprint.Service.Name)}};

                /// <summary>The service that issues them; null where there are no accounts.</summary>
                public static string? Issuer => {{Issuer(system)}};

                /// <summary>Most bytes of a request.</summary>
                public const long MaxBodyBytes = {{MaxBytes(system.Plan.Blueprint)}};

                /// <summary>Requests a minute of one caller, unless RateLimit:RequestsPerMinute says otherwise.</summary>
                public const int RequestsPerMinute = {{system.Plan.Blueprint.Targets.RequestsPerMinuteOfCaller.ToString(
                CultureInfo.InvariantCulture
            )}};

                /// <summary>The services.</summary>
                public static IReadOnlyList<Upstream> All { get; } =
                [
            {{string.Join('\n', all)}}
                ];

                /// <summary>Which calls go where.</summary>
                public static IReadOnlyList<Way> Ways { get; } =
                [
            {{string.Join('\n', Ways(system))}}
                ];
            }

            """;
    }

    private static string MaxBytes(Blueprint blueprint) => FileField.MaxRequestBytes(blueprint).ToString(CultureInfo.InvariantCulture);

    private static string Issuer(SystemDelivery system) =>
        new Ownership(system.Plan.Blueprint).Issuer is { } issuer ? CSharp.Literal(issuer.Name) : "null";

    // And the keys, which whoever wants to check a token may have.
    private static IEnumerable<string> Ways(SystemDelivery system) =>
        new Ownership(system.Plan.Blueprint).Issuer is { } issuer
            ? Contract(system).Append($"        new({CSharp.Literal(issuer.Name)}, \"{PublishedKeyFiles.Path}\", [\"GET\"], IsOpen: true),")
            : Contract(system);

    private static IEnumerable<string> Contract(SystemDelivery system) =>
        from service in system.Services
        from endpoint in service.Plan.Contract.Endpoints
        group endpoint.Method by (service.Share.Service.Name, endpoint.Path, IsOpen: !endpoint.RequiresAuthentication) into way
        let methods = string.Join(", ", way.Distinct().Order(StringComparer.Ordinal).Select(CSharp.Literal))
        select $"        new({CSharp.Literal(way.Key.Name)}, {CSharp.Literal(way.Key.Path)}, [{methods}]"
            + $"{(way.Key.IsOpen ? ", IsOpen: true" : "")}),";

    [GeneratedRegex(@"\bSampleGateway\b|\bSampleService\.Infrastructure\b")]
    private static partial Regex Sample();
}
