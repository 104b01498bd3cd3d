using BackendAgents.Engineering.Capabilities.Deployment.Kubernetes.Rules;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Capabilities.Deployment.Compose.Rules;

/// <summary>What runs on one machine leaves memory and CPU to the others.</summary>
internal sealed class ServicesAreBounded()
    : Rule(
        new RuleDescriptor(
            "OPS035",
            "What runs on one machine leaves memory and CPU to the others.",
            Area.Operations,
            Severity.Warning,
            "Set mem_limit and cpus.",
            "CIS Docker Benchmark 5.11, 5.12"
        )
    )
{
    private const string File = "compose.yaml";
    private static readonly string[] s_bounds = ["mem_limit", "cpus"];

    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from service in Services(context.Artifacts.Find(File)?.Content ?? "")
        where !service.Value.Children.ContainsKey("extends")
        from bound in s_bounds
        where Manifest.Text(service.Value, bound) is null
        select Descriptor.Report(new Place(File, Line: (int)service.Value.Start.Line), $"'{service.Key}' has no {bound}.");

    // What can't be read is another rule's finding.
    private static IEnumerable<KeyValuePair<string, YamlMappingNode>> Services(string content)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(content));
        }
        catch (YamlException)
        {
            return [];
        }

        return
            stream.Documents.Count > 0
            && stream.Documents[0].RootNode is YamlMappingNode root
            && Manifest.Map(root, "services") is { } services
            ? from service in services.Children
            where service.Value is YamlMappingNode
            select KeyValuePair.Create(service.Key.ToString(), (YamlMappingNode)service.Value)
            : [];
    }
}
