using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Operations.Tests.Kubernetes;
using k8s;
using k8s.Models;

namespace BackendAgents.Operations.Tests.Systems;

/// <summary>Several services in one cluster: the manifests before their judges, and who reaches whom.</summary>
internal sealed class SystemClusterTests
{
    private const string PartOf = "app.kubernetes.io/part-of";
    private static readonly string[] s_services = ["accounts", "catalog", "orders"];
    private Operated _delivery = null!;

    [OneTimeSetUp]
    public void Write() => _delivery = Operated.Market("postgresql");

    [OneTimeTearDown]
    public void Delete() => _delivery.Dispose();

    [TestCase("development")]
    [TestCase("production")]
    public async Task All_of_it_is_built_as_one_and_every_object_is_of_the_official_types(string overlay)
    {
        var built = await BuildAsync("", overlay);

        var file = Path.Combine(_delivery.Folder, overlay + ".yaml");
        await File.WriteAllTextAsync(file, built);
        var official = await Judges.NodeAsync("kubernetes.mjs", file);
        Assert.That(official.Succeeded, Is.True, official.Text);
        var objects = Objects(built);
        Assert.That(objects.Select(static item => item.Namespace() ?? item.Name()), Is.All.EqualTo("market"));
        Assert.That(objects.Select(static item => $"{item.Kind} {item.Name()}"), Is.Unique);
        Assert.That(
            objects.OfType<V1Deployment>().Select(static item => item.Name()),
            Is.EquivalentTo(new[] { "market", "market-accounts", "market-catalog", "market-orders" })
        );
    }

    [Test]
    public async Task A_service_that_is_rolled_out_alone_is_what_it_is_in_the_whole()
    {
        var whole = (await BuildAsync("", "production")).Split("---\n").Select(static item => item.Trim()).ToHashSet();

        foreach (var service in s_services)
            Assert.That(
                (await BuildAsync($"services/{service}/", "production")).Split("---\n").Select(static item => item.Trim()),
                Is.SubsetOf(whole)
            );
    }

    [Test]
    public async Task The_world_reaches_the_gateway_and_the_gateway_the_services()
    {
        var objects = Objects(await BuildAsync("", "production"));
        var pods = objects.OfType<V1Deployment>().ToDictionary(static item => item.Name(), static item => item.Spec.Template);
        var policies = objects.OfType<V1NetworkPolicy>().ToList();

        Assert.That(objects.OfType<V1Ingress>().Single().Spec.Rules[0].Http.Paths[0].Backend.Service.Name, Is.EqualTo("market"));
        Assert.That(
            policies.Exists(static item => item.Spec.PodSelector.MatchLabels is null && item.Spec.Ingress is null),
            "all is denied"
        );
        foreach (var name in pods.Keys)
        {
            // Who issues tokens is asked by the others for the keys, and who has the products by who takes orders.
            Assert.That(
                Reach(policies, pods, name),
                Is.EquivalentTo(
                    name == "market" ? pods.Keys.Except([name])
                    : name == "market-accounts" ? []
                    : name == "market-orders" ? ["market-accounts", "market-catalog"]
                    : (string[])["market-accounts"]
                ),
                name
            );
            Assert.That(ReachedFromWorld(policies, pods[name]), Is.EqualTo(name == "market"), name);
        }
    }

    [Test]
    public async Task The_gateway_is_scaled_by_what_the_cluster_measures_by_itself()
    {
        var scalers = Objects(await BuildAsync("", "production")).OfType<V2HorizontalPodAutoscaler>();

        var gateway = scalers.Single(static scaler => scaler.Name() == "market");
        Assert.That(gateway.Spec.Metrics.Select(static metric => metric.Type), Is.EqualTo(new[] { "Resource" }));
        Assert.That(_delivery.Read("deploy/helm/values.yaml"), Does.Not.Contain("requests:"));
    }

    [Test]
    public async Task What_is_asked_for_by_name_is_there_under_that_name()
    {
        var objects = Objects(await BuildAsync("", "development"));
        var services = objects.OfType<V1Service>().Select(static item => item.Name()).ToHashSet();
        var gateway = objects.OfType<V1ConfigMap>().Single(static item => item.Name().StartsWith("market-config-"));

        Assert.That(services, Is.SupersetOf(s_services.Select(static service => service + "-database").Append("broker").Append("cache")));
        foreach (var service in s_services)
        {
            if (service != "accounts")
                Assert.That(
                    objects.OfType<V1ConfigMap>().Single(item => item.Name().StartsWith($"market-{service}-config-")).Data[
                        "Services__accounts"
                    ],
                    Is.EqualTo("http://market-accounts")
                );
            Assert.That(gateway.Data["Services__" + service], Is.EqualTo("http://market-" + service));
            Assert.That(services, Does.Contain("market-" + service));
            // The same names as on one machine, whose script writes them into the connections.
            Assert.That(_delivery.Read("secrets/create.sh"), Does.Contain($"Host={service}-database;"));
        }
    }

    [Test]
    public async Task A_database_is_reached_by_its_service_alone_and_the_broker_by_all()
    {
        var policies = Objects(await BuildAsync("", "development")).OfType<V1NetworkPolicy>().ToDictionary(static item => item.Name());

        Assert.That(Callers(policies["orders-database"]), Is.EqualTo(new[] { "market-orders" }));
        Assert.That(Callers(policies["broker"]), Is.EqualTo(s_services.Select(static service => "market-" + service)));
    }

    [Test]
    public void Who_is_believed_is_who_is_let_in()
    {
        foreach (
            var (folder, callers) in (ReadOnlySpan<(string, string)>)
                [
                    ("", "pods of the ingress"),
                    ("services/catalog/", "the gateway and orders"),
                    ("services/accounts/", "the gateway and catalog and orders"),
                    ("services/orders/", "the gateway"),
                ]
        )
            Assert.That(_delivery.Read(folder + "deploy/kubernetes/base/config.env"), Does.Contain($"# Only {callers} reach the pods"));
    }

    [Test]
    public async Task No_service_sees_the_secrets_of_another()
    {
        var pods = Objects(await BuildAsync("", "development")).OfType<V1Deployment>().ToDictionary(static item => item.Name());

        foreach (var (name, pod) in pods)
            Assert.That(
                pod.Spec.Template.Spec.Volumes.Select(static volume => volume.Secret?.SecretName).OfType<string>(),
                Is.EqualTo(name == "market" ? [] : new[] { name + "-secrets" }),
                "the gateway has none"
            );
        foreach (var name in pods.Keys.Except(["market"]))
            Assert.That(_delivery.Read("README.md"), Does.Contain($"| `{name}-secrets` |"));
        var own = _delivery.Read("README.md").Split('\n').Single(static line => line.StartsWith("| `market-orders-secrets`"));
        Assert.That(own, Does.Not.Contain("Auth__SigningKey"), "only who issues tokens can make one");
        Assert.That(own, Does.Contain("`database-password`").And.Not.Contain("broker-password"), "the broker's own is nobody else's");
    }

    [TestCase("", "", 0, "market before", "accounts", "catalog", "orders", "market pods", "market status")]
    [TestCase("market-catalog", "", 1, "market before", "accounts", "undo market-catalog", "undo market-accounts")]
    [TestCase("market", "", 1, "market before", "accounts", "catalog", "orders", "market pods", "undo market", "undo market-orders", "…")]
    [TestCase("market-orders", "market-catalog", 1, "market before", "accounts", "catalog", "undo market-orders", "undo market-accounts")]
    [TestCase("market", "market", 1, "market before", "accounts", "catalog", "orders", "market pods", "undo market-orders", "…")]
    public async Task All_go_back_when_one_does_not_get_ready(string broken, string unchanged, int code, params string[] steps)
    {
        var (run, calls) = await WrittenDown.RollOutAsync(_delivery.Folder, $"programs-{broken}-{unchanged}", programs => $"""
                #!/bin/bash
                # A deployment has another revision once another version of it was applied.
                if [ "$1 $2" = "get deployment" ]; then
                  [[ "$*" == *revision* ]] && cat "{programs}/$3" 2>/dev/null || echo 4
                  exit
                fi
                if [ "$1" = get ]; then echo Complete; exit; fi
                case "$*" in
                  *"part-of=market,"*"component=api"*) applied=market ;;
                  "apply "*"services/"*"component=api"*) applied=market-$(echo "$3" | sed 's#.*services/##; s#/.*##') ;;
                esac
                if [ -n "$applied" ] && [ "$applied" != "{unchanged}" ]; then echo 5 >"{programs}/$applied"; fi
                case "$*" in
                  *"part-of=market,"*"!=api"*) echo "market before" ;;
                  *"part-of=market,"*"=api"*) echo "market pods" ;;
                  "apply "*"services/"*"=api"*) ;;
                  "rollout status deployment/{broken} "*) exit 1 ;;
                  "rollout status deployment/market "*) echo "market status" ;;
                  "rollout status deployment/market-"*) echo "$3" | sed 's/.*market-//' ;;
                  "rollout undo "*) echo "undo $3" | sed 's#deployment/##' ;;
                esac >> "{programs}/calls"

                """);

        Assert.That(run.ExitCode, Is.EqualTo(code), run.Text);
        Assert.That(steps[^1] == "…" ? calls.Take(steps.Length - 1) : calls, Is.EqualTo(steps.Where(static step => step != "…")), run.Text);
    }

    [Test]
    public async Task The_chart_of_charts_renders_what_the_overlay_has()
    {
        var folder = _delivery.Folder;
        foreach (var service in s_services)
            Assert.That((await Judges.HelmAsync(folder, "lint", $"services/{service}/deploy/helm", "--strict")).Succeeded, service);
        var fetched = await Judges.HelmAsync(folder, "dependency", "build", "deploy/helm");
        Assert.That(fetched.Succeeded, Is.True, fetched.Text);
        var rendered = await Judges.HelmAsync(folder, "template", "market", "deploy/helm", "--namespace", "market");
        Assert.That(rendered.Succeeded, Is.True, rendered.Text);

        static IEnumerable<string> Names(IEnumerable<IKubernetesObject<V1ObjectMeta>> objects) =>
            objects
                .Where(static item => item is not (V1Namespace or V1ConfigMap))
                .Select(static item => $"{item.Kind} {item.Name()}")
                .Order(StringComparer.Ordinal);
        Assert.That(Names(Objects(rendered.Output)), Is.EqualTo(Names(Objects(await BuildAsync("", "production")))));

        string[] chosen = ["--set", "global.image.tag=7.0.0", "--set", "global.image.registry=images.test"];
        var other = await Judges.HelmAsync(folder, ["template", "market", "deploy/helm", "--namespace", "market", .. chosen]);
        var pods = Objects(other.Output).OfType<V1Deployment>().ToList();
        Assert.That(
            pods.Select(static pod => pod.Spec.Template.Spec.Containers[0].Image),
            Is.EquivalentTo(pods.Select(static pod => $"images.test/{pod.Name()}:7.0.0")),
            "one tag for all"
        );
        var tags = Objects(other.Output).OfType<V1Job>().Select(static job => job.Spec.Template.Spec.Containers[0].Image);
        Assert.That(tags, Is.All.EndsWith(":7.0.0"));
    }

    [Test]
    public void Our_rules_find_nothing_in_it()
    {
        var findings = new CheckEngine().Check(new CheckContext(_delivery.Blueprint, _delivery.Files));

        Assert.That(findings.Where(static finding => finding.Area == Area.Operations && finding.Code != "OPS015"), Is.Empty);
    }

    // Whom the pods of a deployment may call, by what both sides say.
    private static IEnumerable<string> Reach(List<V1NetworkPolicy> policies, Dictionary<string, V1PodTemplateSpec> pods, string who) =>
        from pod in pods
        let port = pod.Value.Spec.Containers[0].Ports.Single(static port => port.Name == "http").ContainerPort.ToString(null, null)
        where
            policies.Exists(policy =>
                Selects(policy.Spec.PodSelector, pods[who])
                && (policy.Spec.Egress ?? []).Any(rule =>
                    rule.To.Any(peer => peer.PodSelector is not null && Selects(peer.PodSelector, pod.Value))
                    && rule.Ports.Any(open => open.Port.Value == port)
                )
            )
            && policies.Exists(policy =>
                Selects(policy.Spec.PodSelector, pod.Value)
                && (policy.Spec.Ingress ?? []).Any(rule =>
                    rule.FromProperty.Any(peer => peer.PodSelector is not null && Selects(peer.PodSelector, pods[who]))
                    && rule.Ports.Any(open => open.Port.Value == port)
                )
            )
        select pod.Key;

    private static bool ReachedFromWorld(List<V1NetworkPolicy> policies, V1PodTemplateSpec pod) =>
        policies.Exists(policy =>
            Selects(policy.Spec.PodSelector, pod)
            && (policy.Spec.Ingress ?? []).Any(static rule =>
                rule.FromProperty.Any(static peer => peer.NamespaceSelector?.MatchLabels.Values.Contains("ingress-nginx") == true)
            )
        );

    private static bool Selects(V1LabelSelector selector, V1PodTemplateSpec pod) =>
        (selector.MatchLabels ?? new Dictionary<string, string>()).All(pod.Metadata.Labels.Contains);

    private static IEnumerable<string> Callers(V1NetworkPolicy policy) =>
        policy.Spec.Ingress.Single().FromProperty.Select(static peer => peer.PodSelector.MatchLabels[PartOf]);

    private async Task<string> BuildAsync(string folder, string overlay)
    {
        var built = await Judges.KubectlAsync(_delivery.Folder, "kustomize", $"{folder}deploy/kubernetes/overlays/{overlay}");
        Assert.That(built.Succeeded, Is.True, built.Text);
        return built.Output;
    }

    private static List<IKubernetesObject<V1ObjectMeta>> Objects(string yaml) =>
        [.. KubernetesYaml.LoadAllFromString(yaml, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];
}
