using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Operations.Tests;

/// <summary>A brief that names each technology gets each of them; nothing of it stays asked for and not delivered.</summary>
internal sealed class NamedTechnologiesTests
{
    private static readonly string[] s_names =
    [
        "terraform",
        "aws",
        "azure",
        "cloudformation",
        "nginx",
        "haproxy",
        "nightly backups",
        "k6",
        "elk",
        "helm",
        "kubernetes",
        "docker compose",
        "github actions",
        "gitlab ci",
        "prometheus",
        "grafana",
        "opentelemetry",
        "threat model",
    ];

    [Test]
    public void All_at_once_are_delivered_and_none_is_only_requested()
    {
        var blueprint = CapabilityCatalog.BuiltIn.Resolve(
            SampleBlueprints.Social() with
            {
                Deployment = new Deployment { Database = "postgresql", Requested = s_names },
            }
        );

        Assert.That(blueprint.Deployment.Requested, Is.Empty);
        var files = CapabilityCatalog.BuiltIn.Deliver(blueprint);
        string[] wanted =
        [
            "deploy/terraform/aws/main.tf",
            "deploy/terraform/azure/main.tf",
            "deploy/cloudformation/service.yaml",
            "deploy/nginx/nginx.conf",
            "deploy/haproxy/haproxy.cfg",
            "deploy/backup/restore.sh",
            "tests/load/k6.js",
            "monitoring/elk/index-template.json",
            "deploy/helm/Chart.yaml",
            "docs/threat-model.md",
        ];
        foreach (var path in wanted)
            Assert.That(files.Find(path), Is.Not.Null, path);
        var lines = files.Select(static file => file.Content.Count(static c => c == '\n')).Order().ToList();
        Assert.That(lines[lines.Count / 2], Is.LessThan(120), "the median of all files");
    }
}
