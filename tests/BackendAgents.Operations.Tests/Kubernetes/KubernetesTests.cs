using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using k8s;
using k8s.Models;

namespace BackendAgents.Operations.Tests.Kubernetes;

/// <summary>The manifests before their judges: Kustomize itself, the official types, and what the cluster would have to do.</summary>
[TestFixture("postgresql")]
[TestFixture("mysql")]
[TestFixture("sqlite")]
internal sealed class KubernetesTests(string database)
{
    private Operated _delivery = null!;

    [OneTimeSetUp]
    public void Write() => _delivery = Operated.Write(database);

    [OneTimeTearDown]
    public void Delete() => _delivery.Dispose();

    [TestCase("development")]
    [TestCase("production")]
    public async Task An_overlay_is_built_and_every_object_is_of_the_official_types(string overlay)
    {
        var built = await BuildAsync(overlay);

        var file = Path.Combine(_delivery.Folder, overlay + ".yaml");
        await File.WriteAllTextAsync(file, built);
        var official = await Judges.NodeAsync("kubernetes.mjs", file);
        Assert.That(official.Succeeded, Is.True, official.Text);
        Assert.That(
            () => KubernetesYaml.LoadAllFromString(built, strict: true),
            Throws.Nothing,
            "a property that Kubernetes does not know"
        );
    }

    [Test]
    public async Task The_official_types_are_not_blind()
    {
        var built = await BuildAsync("production");
        var file = Path.Combine(_delivery.Folder, "broken.yaml");
        await File.WriteAllTextAsync(file, built.Replace("containerPort: 8080", "containerPort: many", StringComparison.Ordinal));

        var official = await Judges.NodeAsync("kubernetes.mjs", file);

        Assert.That(official.Succeeded, Is.False);
        Assert.That(official.Text, Does.Contain("containerPort"));
        Assert.That(
            () => KubernetesYaml.LoadAllFromString(built.Replace("drop:", "dropp:", StringComparison.Ordinal), strict: true),
            Throws.Exception
        );
    }

    [Test]
    public async Task Everything_that_is_referred_to_exists()
    {
        var objects = await ObjectsAsync("production");
        var deployment = objects.OfType<V1Deployment>().Single();
        var job = objects.OfType<V1Job>().Single(static job => job.Spec.Template.Spec.Containers[0].Args is ["--migrate"]);
        var service = objects.OfType<V1Service>().Single();
        var configs = objects.OfType<V1ConfigMap>().Select(static config => config.Name()).ToList();

        foreach (var pod in (V1PodSpec[])[deployment.Spec.Template.Spec, job.Spec.Template.Spec])
        {
            Assert.That(pod.Containers[0].EnvFrom.Select(static from => from.ConfigMapRef.Name), Is.SubsetOf(configs));
            Assert.That(objects.OfType<V1ServiceAccount>().Select(static account => account.Name()), Does.Contain(pod.ServiceAccountName));
            Assert.That(
                pod.Containers[0].VolumeMounts.Select(static mount => mount.Name),
                Is.SubsetOf(pod.Volumes.Select(static volume => volume.Name))
            );
            Assert.That(pod.Containers[0].Image, Is.EqualTo("registry.example.com/social-media:1.0.0"));
        }

        Assert.That(service.Spec.Selector, Is.SubsetOf(deployment.Spec.Template.Metadata.Labels));
        Assert.That(deployment.Spec.Selector.MatchLabels, Is.SubsetOf(deployment.Spec.Template.Metadata.Labels));
        var ports = deployment
            .Spec.Template.Spec.Containers[0]
            .Ports.ToDictionary(static port => port.Name, static port => port.ContainerPort);
        Assert.That(ports[service.Spec.Ports[0].TargetPort.Value], Is.EqualTo(_delivery.Plan.Port));
        Assert.That(objects.Select(static item => item.Metadata.NamespaceProperty ?? "social-media"), Is.All.EqualTo("social-media"));
    }

    [Test]
    public async Task Secrets_are_named_and_never_written()
    {
        foreach (var overlay in (string[])["development", "production"])
        {
            var objects = await ObjectsAsync(overlay);

            Assert.That(objects.OfType<V1Secret>(), Is.Empty);
            var data = objects.OfType<V1ConfigMap>().SelectMany(static config => config.Data.Keys);
            var secrets = _delivery.Plan.Settings.Where(static setting => setting.Secret).Select(static setting => setting.Variable);
            Assert.That(
                data.Intersect(secrets),
                Is.EquivalentTo(database == "sqlite" ? ["ConnectionStrings__Database"] : Array.Empty<string>())
            );
        }
    }

    [TestCase("Complete", 0, "apply !=api", "apply =api", "rollout status")]
    [TestCase("Failed", 1, "apply !=api", "logs")]
    public async Task The_rollout_migrates_first_and_leaves_the_pods_alone_when_that_fails(string state, int code, params string[] calls)
    {
        // A kubectl that only writes down what it is asked, and says how the job ended.
        var (run, seen) = await WrittenDown.RollOutAsync(_delivery.Folder, "programs-" + state, programs => $"""
                #!/bin/sh
                if [ "$1" = get ]; then echo {state}; exit; fi
                echo "$*" |
                  sed -e 's/apply .*component/apply /' -e 's/^logs .*/logs/' -e 's/^rollout status.*/rollout status/' >> "{programs}/calls"

                """);

        Assert.That(run.ExitCode, Is.EqualTo(code), run.Text);
        Assert.That(seen.Skip(1), Is.EqualTo(calls));
    }

    [Test]
    public async Task It_is_scaled_by_requests_as_Prometheus_measures_them_and_its_adapter_tells()
    {
        if (database == "sqlite")
        {
            Assert.That(_delivery.Files.Select(static file => file.Path), Has.None.StartsWith("monitoring/kubernetes/"));
            return;
        }

        // By CPU alone, unless an overlay asks for more: while the adapter is away nothing would be scaled down.
        var usual = (await ObjectsAsync("production")).OfType<V2HorizontalPodAutoscaler>().Single();
        Assert.That(usual.Spec.Metrics.Select(static metric => metric.Type), Is.EqualTo(new[] { "Resource" }));
        var own = Directory.CreateDirectory(Path.Combine(_delivery.Folder, "deploy/kubernetes/overlays/own")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(own, "kustomization.yaml"),
            "resources: [../production]\ncomponents: [../../components/requests]\n"
        );
        Assert.That(_delivery.Read("README.md"), Does.Contain("`components: [../../components/requests]`"));
        var scaler = (await ObjectsAsync("own")).OfType<V2HorizontalPodAutoscaler>().Single();
        var pods = scaler.Spec.Metrics.Single(static metric => metric.Type == "Pods").Pods;
        Assert.That(pods.Target.AverageValue.ToString(), Is.EqualTo("60"));
        Assert.That(_delivery.Read("monitoring/kubernetes/prometheus-adapter.yaml"), Does.Contain($"as: {pods.Metric.Name}\n"));

        // Debian's Prometheus knows no clusters: it judges all but how pods are found, which is looked at here.
        const string Found =
            "kubernetes_sd_configs:\n      - role: pod\n        namespaces:\n          names:\n            - social-media\n";
        var scraped = _delivery.Read("monitoring/kubernetes/scrape.yaml");
        Assert.That(scraped, Does.Contain(Found).And.Contain("- __meta_kubernetes_pod_label_app_kubernetes_io_part_of\n"));
        var file = Path.Combine(_delivery.Folder, "scrape.yml");
        await File.WriteAllTextAsync(file, scraped.Replace(Found, "static_configs: []\n", StringComparison.Ordinal));
        var scrape = await Judges.RunAsync(_delivery.Folder, "promtool", "check", "config", file);
        Assert.That(scrape.Succeeded, Is.True, scrape.Text);

        // The adapter puts its own words into the query; then it is Prometheus' own.
        var query = System.Text.RegularExpressions.Regex.Match(
            _delivery.Read("monitoring/kubernetes/prometheus-adapter.yaml"),
            "metricsQuery: (.*)\n"
        );
        var expression = query
            .Groups[1]
            .Value.Trim('"')
            .Replace("\\\"", "\"", StringComparison.Ordinal)
            .Replace("<<.GroupBy>>", "pod", StringComparison.Ordinal)
            .Replace("<<.LabelMatchers>>", "namespace=\"n\",pod=~\"a|b\"", StringComparison.Ordinal);
        var folder = Directory.CreateDirectory(Path.Combine(_delivery.Folder, "scaled")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "test.yml"),
            $$"""
            evaluation_interval: 1m
            tests:
              - interval: 1m
                input_series:
                  - { series: 'http_server_request_duration_seconds_count{namespace="n",pod="a",http_route="/x"}', values: 0+3600x20 }
                  - { series: 'http_server_request_duration_seconds_count{namespace="n",pod="a",http_route="/health/"}', values: 0+60x20 }
                promql_expr_test:
                  - expr: '{{expression}}'
                    eval_time: 10m
                    exp_samples: [{ labels: '{pod="a"}', value: 60 }]

            """
        );
        var asked = await Judges.RunAsync(folder, "promtool", "test", "rules", "test.yml");
        Assert.That(asked.Succeeded, Is.True, asked.Text);
    }

    [Test]
    public async Task What_is_applied_before_the_pods_is_what_they_need()
    {
        var before = (await ObjectsAsync("production"))
            .Where(static item => item.GetLabel("app.kubernetes.io/component") != "api")
            .Select(static item => item.Kind)
            .Distinct();

        string[] needed = ["Namespace", "ServiceAccount", "ConfigMap", "Service", "Job", "NetworkPolicy", "Ingress"];
        Assert.That(before, Is.EquivalentTo((string[])[.. needed, "PersistentVolumeClaim", "CronJob"]));
    }

    [Test]
    public void Our_rules_find_nothing_in_it()
    {
        var findings = new CheckEngine().Check(new CheckContext(_delivery.Blueprint, _delivery.Files));

        Assert.That(findings.Where(static finding => finding.Area == Area.Operations && finding.Code != "OPS015"), Is.Empty);
    }

    [Test]
    public void A_brief_asks_for_it_by_name() =>
        Assert.That(CapabilityCatalog.BuiltIn.AskedForBy("k8s")?.Info.Id, Is.EqualTo("kubernetes"));

    private async Task<string> BuildAsync(string overlay)
    {
        var built = await Judges.KubectlAsync(_delivery.Folder, "kustomize", "deploy/kubernetes/overlays/" + overlay);
        Assert.That(built.Succeeded, Is.True, built.Text);
        return built.Output;
    }

    private async Task<List<IKubernetesObject<V1ObjectMeta>>> ObjectsAsync(string overlay) =>
        [.. KubernetesYaml.LoadAllFromString(await BuildAsync(overlay), strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];
}
