using System.Globalization;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Helm;

/// <summary>
/// Writes the chart. The objects are those of Kubernetes; where a value is the user's to set, it is replaced by one of values.yaml.
/// </summary>
internal sealed partial class HelmChart(Cluster cluster)
{
    private const string Heading = "Generated from backend.yaml; set values, or change that.";

    // Stands for the autoscaler's optional item.
    private const string Requests = "REQUESTS";

    /// <summary>Folder of the chart.</summary>
    public const string Folder = "deploy/helm";

    public IEnumerable<Artifact> Files()
    {
        yield return new Artifact(
            Folder + "/Chart.yaml",
            YamlText.Write(
                Heading,
                new YamlMap
                {
                    { "apiVersion", "v2" },
                    { "name", cluster.Name },
                    { "description", cluster.Plan.Blueprint.Service.Title },
                    { "type", "application" },
                    { "version", ServiceImage.Tag(cluster.Plan) },
                    { "appVersion", ServiceImage.Tag(cluster.Plan) },
                    { "dependencies", cluster.Members.Count > 0 ? cluster.Members.Select(Member).ToArray() : null, "The services." },
                }
            )
        );
        yield return new Artifact(Folder + "/values.yaml", YamlText.Write(Heading, Values()));
        yield return Template("config.yaml", [Config()]);
        yield return Template("service-account.yaml", [Network.ServiceAccount(cluster)]);
        yield return Template("network-policy.yaml", Network.Policies(cluster));
        yield return Template("service.yaml", [Network.Service(cluster)]);
        if (cluster.Plan.KeepsRows)
            yield return Template("migration.yaml", [Workloads.Migration(cluster)]);
        yield return Template("deployment.yaml", [Workloads.Deployment(cluster)]);
        if (cluster.IsPublic)
            yield return Template("ingress.yaml", [Network.Ingress(cluster)]);
        if (cluster.KeepsFolder)
            yield return Template("volume.yaml", [Workloads.Volume(cluster)]);
        if (!cluster.KeepsFile)
            yield return Template(
                "scaling.yaml",
                [
                    Scaling.Autoscaler(
                        cluster,
                        cluster.MinReplicas,
                        cluster.MaxReplicas,
                        RequestMetric.IsFor(cluster) ? [Scaling.Cpu(), Requests] : null
                    ),
                    Scaling.DisruptionBudget(cluster),
                ]
            );
        foreach (var job in cluster.Plan.Jobs)
            yield return Template(job.Name + ".yaml", Jobs.Of(cluster, job));
    }

    private static YamlMap Member(Cluster member) =>
        new()
        {
            { "name", member.Name },
            { "version", ServiceImage.Tag(member.Plan) },
            { "repository", $"file://../../{member.Folder}{Folder}" },
        };

    private YamlMap Values() =>
        new()
        {
            {
                "image",
                new YamlMap
                {
                    { "registry", ServiceImage.Repository(cluster.Plan, "").TrimEnd('/') },
                    { "tag", ServiceImage.Tag(cluster.Plan) },
                },
                cluster.Members.Count > 0
                    ? "The gateway's; global.image.tag and global.image.registry are those of all."
                    : "Never a tag that means something else tomorrow."
            },
            { "host", cluster.IsPublic ? cluster.Host : null },
            {
                "replicas",
                new YamlMap
                {
                    { "min", cluster.MinReplicas },
                    { "max", cluster.MaxReplicas },
                    {
                        "requests",
                        RequestMetric.IsFor(cluster) ? "" : null,
                        "A second of a pod, before there is another; for a cluster with the Prometheus adapter: see the README."
                    },
                },
                "From the targets of the blueprint."
            },
            { "config", Settings(), "Settings that are no secrets." },
        };

    private YamlMap Settings()
    {
        var settings = new YamlMap();
        foreach (var line in Overlays.Config(cluster).Split('\n').Where(static line => line.Length > 0 && line[0] != '#'))
            settings.Add(line.Split('=')[0], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return settings;
    }

    private YamlMap Config() =>
        cluster.Object("v1", "ConfigMap", cluster.ConfigName, Network.Configuration, "data", Value("config", "toYaml", 2));

    private Artifact Template(string name, IReadOnlyList<YamlMap> objects) =>
        new($"{Folder}/templates/{name}", Unmarked(YamlText.Write(Heading, [.. objects.Select(item => (YamlMap)Rewritten(item, []))])));

    // The tree with the user's values in the places that are theirs.
    private object Rewritten(object node, IReadOnlyList<string> path)
    {
        var kind = path.Count > 0 ? path[0] : "";
        switch (node)
        {
            case YamlMap map:
                var copy = new YamlMap();
                if (path.Count == 0)
                    path = [map["kind"] as string ?? ""];
                foreach (var (key, value, comment) in map)
                    copy.Add(key, Rewritten(value, [.. path, key]), comment);
                if (path is ["Job", "metadata"])
                    copy.Add("annotations", Hook(), "Before the pods, at each install and upgrade.");
                if (path is ["Deployment", "spec", "template", "metadata"])
                    return WithChecksum(copy);
                return copy;
            case string text when path[^1] == "image" && text.StartsWith(ServiceImage.Name(cluster.Plan), StringComparison.Ordinal):
                return $"{Image("registry")}/{text}:{Image("tag")}";
            case string text when text == cluster.Host:
                return "{{ .Values.host }}";
            case int when kind == "HorizontalPodAutoscaler" && path[^1] is "minReplicas" or "maxReplicas":
                return Value("replicas." + path[^1][..3], "int", 0);
            case string:
                return node;
            case System.Collections.IEnumerable list:
                return list.Cast<object>().Select(item => Rewritten(item, path)).ToArray();
            default:
                return node;
        }
    }

    // A chart of charts sets for all of them at once what is global; alone, each has its own.
    private string Image(string value) =>
        IsOfSystem ? $"{{{{ ((.Values.global).image).{value} | default .Values.image.{value} }}}}" : $"{{{{ .Values.image.{value} }}}}";

    private bool IsOfSystem => cluster.Members.Count > 0 || !cluster.IsPublic;

    // A change of the settings rolls the pods, as Kustomize's hash does.
    private static YamlMap WithChecksum(YamlMap metadata)
    {
        var copy = new YamlMap();
        var annotations = new YamlMap
        {
            { "checksum/config", "{{ toYaml .Values.config | sha256sum }}", "A change of the settings rolls the pods." },
        };
        foreach (var (key, value, comment) in metadata)
        {
            if (key != "annotations")
                copy.Add(key, value, comment);
            else
                foreach (var (name, annotation, why) in (YamlMap)value)
                    annotations.Add(name, annotation, why);
        }

        copy.Add("annotations", annotations);
        return copy;
    }

    private static YamlMap Hook() =>
        new()
        {
            { "helm.sh/hook", "post-install,pre-upgrade" },
            { "helm.sh/hook-weight", "0" },
            { "helm.sh/hook-delete-policy", "before-hook-creation" },
        };

    // What is no text must not be in quotes; marks say where, and are taken away once the text is there.
    private static string Value(string path, string function, int indent) =>
        indent == 0
            ? $"<<{{{{ {function} .Values.{path} }}}}>>"
            : string.Create(CultureInfo.InvariantCulture, $"<<{{{{- {function} .Values.{path} | nindent {indent} }}}}>>");

    private static string Unmarked(string yaml) =>
        RequestsItem()
            .Replace(yaml, static found => Optional(found.Groups[1].Value))
            .Replace("\"<<", "", StringComparison.Ordinal)
            .Replace(">>\"", "", StringComparison.Ordinal);

    // An item of a list that is there when its value is.
    private static string Optional(string indent)
    {
        var lines = RequestMetric.Target("{{ .Values.replicas.requests | quote }}");
        var item = string.Join("\n", lines.Select((line, i) => indent + (i == 0 ? "- " : "  ") + line));
        return $"{{{{- if .Values.replicas.requests }}}}\n{item}\n{{{{- end }}}}\n";
    }

    [GeneratedRegex("^( *)- " + Requests + "\n", RegexOptions.Multiline)]
    private static partial Regex RequestsItem();
}
