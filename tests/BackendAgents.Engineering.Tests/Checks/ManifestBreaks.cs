using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Checks;

/// <summary>Manifests as they are delivered, each with one thing made worse.</summary>
internal static class ManifestBreaks
{
    private const string Folder = "deploy/kubernetes/";
    private const string Terraform = "deploy/terraform/aws/modules/";
    private const string Nginx = "deploy/nginx/nginx.conf";
    private const string HaProxy = "deploy/haproxy/haproxy.cfg";
    private const string Deployment = Folder + "base/deployment.yaml";

    private static readonly Lazy<CheckContext> s_good = new(static () =>
    {
        var blueprint = SampleBlueprints.Social() with
        {
            Capabilities =
            [
                new CapabilityChoice { Id = "kubernetes" },
                new CapabilityChoice { Id = "compose" },
                new CapabilityChoice { Id = "nginx" },
                new CapabilityChoice { Id = "haproxy" },
                new CapabilityChoice { Id = "terraform" },
            ],
        };
        return new CheckContext(blueprint, CapabilityCatalog.BuiltIn.Deliver(blueprint));
    });

    public static IEnumerable<TestCaseData> All()
    {
        yield return Case("OPS016", Deployment, "memory: 512Mi", "storage: 512Mi");
        yield return Case("OPS017", Deployment, "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false");
        yield return Case("OPS017", Deployment, "runAsNonRoot: true", "runAsNonRoot: false");
        yield return Case("OPS017", Deployment, "- ALL", "- NET_RAW");
        yield return Case("OPS018", Deployment, "/health/ready", "/health/live");
        yield return Case("OPS019", Deployment, "automountServiceAccountToken: false", "automountServiceAccountToken: true");
        yield return Case(
            "OPS020",
            Folder + "base/network-policy.yaml",
            "podSelector: {}",
            "podSelector: { matchLabels: { a: b } }",
            Deployment
        );
        yield return Case(
            "OPS021",
            Deployment,
            "          envFrom:",
            "          env: [{ name: DB_PASSWORD, value: hunter2 }]\n          envFrom:"
        );
        yield return Case("OPS021", Folder + "base/service.yaml", "kind: Service", "kind: Secret");
        yield return Case(
            "OPS022",
            Folder + "overlays/production/kustomization.yaml",
            "newTag: \"1.0.0\"",
            "newTag: latest",
            Deployment,
            Folder + "overlays/development/kustomization.yaml"
        );
        yield return Case("OPS024", Nginx, "ssl_protocols TLSv1.2", "ssl_protocols TLSv1.1 TLSv1.2");
        yield return Case("OPS024", HaProxy, "ssl-min-ver TLSv1.2", "ssl-min-ver TLSv1.0");
        yield return Case("OPS025", Nginx, "X-Forwarded-For $remote_addr", "X-Forwarded-For $proxy_add_x_forwarded_for");
        yield return Case("OPS025", HaProxy, "http-request set-header X-Forwarded-For %[src]", "option forwardfor");
        yield return Case("OPS026", Nginx, "http_502 http_503", "http_502 non_idempotent");
        yield return Case("OPS026", Nginx, "proxy_next_upstream off", "proxy_next_upstream error");
        yield return Case("OPS026", HaProxy, "http-request disable-l7-retry unless { method GET HEAD OPTIONS }", "");
        yield return Case("OPS027", Terraform + "database/main.tf", "storage_encrypted", "storage_kept");
        yield return Case("OPS028", Terraform + "network/main.tf", "= 443", "= 22");
        yield return Case("OPS029", Terraform + "database/main.tf", "publicly_accessible", "publicly_accessible = true\n  other");
        yield return Case("OPS030", Terraform + "database/main.tf", "manage_master_user_password", "password = \"hunter2\"\n  other");
        yield return Case("OPS031", Terraform + "database/main.tf", "deletion_protection", "deletion");
        yield return Case("OPS035", "compose.yaml", "cpus: \"1\"", "shares: \"0.5\"");
        yield return Case("OPS035", "compose.yaml", "mem_limit: 128m", "shares: \"0.5\"");
        yield return Case("OPS023", Folder + "overlays/production/autoscaler.yaml", "minReplicas: 2", "minReplicas: 1");
    }

    private static TestCaseData Case(string rule, string file, string from, string to, string? place = null, string? other = null)
    {
        var files = s_good.Value.Artifacts.Select(artifact =>
        {
            if (artifact.Path != file && artifact.Path != other)
                return artifact;
            var changed = artifact.Content.Replace(from, to, StringComparison.Ordinal);
            return changed != artifact.Content
                ? artifact with
                {
                    Content = changed,
                }
                : throw new InvalidOperationException($"{file} has no '{from}'.");
        });
        return new TestCaseData(rule, s_good.Value with { Artifacts = new ArtifactSet(files) }, place ?? file).SetArgDisplayNames(
            rule,
            to.Trim()
        );
    }
}
