using System.Globalization;
using BackendAgents.Engineering.Planning;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Capabilities.Deployment.Compose;

/// <summary>Writes the compose file from the plan, through YamlDotNet's nodes.</summary>
internal sealed class ComposeDocument(ServicePlan plan)
{
    private readonly ComposeOptions _options = plan.Options<ComposeOptions>("compose");

    public string Write()
    {
        var services = new YamlMappingNode { { "app", Service() } };
        foreach (var resource in plan.Resources.Where(static resource => resource.Container is not null))
            services.Add(resource.Name, Container(resource, resource.Container!));
        var root = new YamlMappingNode { { "name", plan.Blueprint.Service.Name }, { "services", services } };
        var secrets = new YamlMappingNode();
        foreach (var name in ComposeSecrets.All(plan))
            secrets.Add(name, new YamlMappingNode { { "file", "./secrets/" + name } });
        if (secrets.Children.Count > 0)
            root.Add("secrets", secrets);
        var volumes = new YamlMappingNode();
        foreach (var volume in Volumes())
            volumes.Add(volume, new YamlMappingNode());
        if (volumes.Children.Count > 0)
            root.Add("volumes", volumes);

        var text = new StringWriter { NewLine = "\n" };
        text.Write("# Generated from backend.yaml. Start: bash secrets/create.sh && docker compose up --build --detach --wait\n");
        var emitter = new Emitter(text, EmitterSettings.Default.WithNewLine("\n").WithBestWidth(int.MaxValue).WithIndentedSequences());
        new YamlStream(new YamlDocument(root)).Save(emitter, assignAnchors: false);
        var written = text.ToString();
        return written.EndsWith("...\n", StringComparison.Ordinal) ? written[..^4] : written;
    }

    // What the service keeps without a database server lies in its home, which belongs to the user that it runs as.
    private bool KeepsFile => plan.Resources.All(static resource => resource.Kind != ResourceKind.Database);

    private IEnumerable<string> Volumes() =>
        plan
            .Resources.Where(static resource => resource.Container?.DataFolder is not null)
            .Select(static resource => resource.Name + "-data")
            .Concat(KeepsFile ? ["app-data"] : []);

    private YamlMappingNode Service()
    {
        var port = (_options.Port ?? plan.Port).ToString(CultureInfo.InvariantCulture);
        var environment = new YamlMappingNode { { "ASPNETCORE_ENVIRONMENT", "Production" } };
        var service = new YamlMappingNode
        {
            { "build", "." },
            { "restart", "unless-stopped" },
            // On loopback: what is public goes through a proxy that speaks TLS.
            { "ports", List($"127.0.0.1:{port}:{plan.Port.ToString(CultureInfo.InvariantCulture)}") },
            { "environment", environment },
            { "read_only", True() },
            { "tmpfs", List("/tmp") },
        };
        if (KeepsFile)
        {
            environment.Add("ConnectionStrings__Database", "Data Source=/home/app/app.db");
            service.Add("volumes", List("app-data:/home/app"));
        }

        Harden(service, _options.MemoryMebibytes);
        Secrets(service, ComposeSecrets.OfService(plan).Select(static setting => setting.Variable));
        service.Add("healthcheck", Health(["dotnet", plan.ProjectName + ".dll", "--healthcheck"]));
        var needed = new YamlMappingNode();
        foreach (var resource in plan.Resources.Where(static resource => resource is { Container: not null, Connection: not null }))
            needed.Add(resource.Name, new YamlMappingNode { { "condition", "service_healthy" } });
        if (needed.Children.Count > 0)
            service.Add("depends_on", needed);
        return service;
    }

    private static YamlMappingNode Container(Resource resource, Container container)
    {
        var environment = new YamlMappingNode();
        foreach (var (name, value) in container.Environment)
            environment.Add(name, Text(value));
        foreach (var (name, secret) in container.SecretFiles)
            environment.Add(name, $"{ComposeEmitter.SecretsFolder}/{secret}");
        var node = new YamlMappingNode
        {
            { "image", container.Image },
            { "restart", "unless-stopped" },
            { "environment", environment },
        };
        if (container.Command.Count > 0)
            node.Add("command", List([.. container.Command]));
        if (container.DataFolder is { } folder)
            node.Add("volumes", List($"{resource.Name}-data:{folder}"));
        node.Add("mem_limit", container.MemoryMebibytes.ToString(CultureInfo.InvariantCulture) + "m");
        node.Add("security_opt", List("no-new-privileges:true"));
        Secrets(node, container.SecretFiles.Values);
        if (container.HealthCheck.Count > 0)
            node.Add("healthcheck", Health(container.HealthCheck));
        return node;
    }

    private static void Harden(YamlMappingNode service, int memory)
    {
        service.Add("mem_limit", memory.ToString(CultureInfo.InvariantCulture) + "m");
        service.Add("cap_drop", List("ALL"));
        service.Add("security_opt", List("no-new-privileges:true"));
    }

    private static void Secrets(YamlMappingNode service, IEnumerable<string> names)
    {
        if (names.Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } secrets)
            service.Add("secrets", List(secrets));
    }

    private static YamlMappingNode Health(IEnumerable<string> command) =>
        new()
        {
            { "test", List(["CMD", .. command]) },
            { "interval", "10s" },
            { "timeout", "5s" },
            { "retries", Number("6") },
            { "start_period", "20s" },
        };

    private static YamlSequenceNode List(params IEnumerable<string> items) => new(items.Select(static item => (YamlNode)Text(item)));

    // Quoted, so that no reader takes a port or a number for something else.
    private static YamlScalarNode Text(string text) => new(text) { Style = ScalarStyle.DoubleQuoted };

    private static YamlScalarNode Number(string text) => new(text);

    private static YamlScalarNode True() => new("true");
}
