using k8s;
using k8s.Models;

namespace BackendAgents.Operations.Tests.Kubernetes;

/// <summary>The chart before Helm itself and the official types; and the objects are those of the overlay for production.</summary>
internal sealed class HelmTests
{
    [TestCase("postgresql")]
    [TestCase("sqlite")]
    public async Task It_is_linted_rendered_and_of_the_official_types(string database)
    {
        using var delivery = Operated.Write(database);
        var lint = await Judges.HelmAsync(delivery.Folder, "lint", "deploy/helm", "--strict");
        Assert.That(lint.Succeeded, Is.True, lint.Text);

        string[] values =
        [
            "--set",
            "host=shop.test",
            "--set",
            "image.tag=7.0.0",
            "--set",
            "replicas.max=9",
            "--set",
            "replicas.requests=75",
        ];
        var rendered = await Judges.HelmAsync(
            delivery.Folder,
            ["template", "social-media", "deploy/helm", "--namespace", "social-media", .. values]
        );
        Assert.That(rendered.Succeeded, Is.True, rendered.Text);
        var file = Path.Combine(delivery.Folder, "rendered.yaml");
        await File.WriteAllTextAsync(file, rendered.Output);
        var official = await Judges.NodeAsync("kubernetes.mjs", file);
        Assert.That(official.Succeeded, Is.True, official.Text);

        var objects = KubernetesYaml.LoadAllFromString(rendered.Output, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>().ToList();
        var pod = objects.OfType<V1Deployment>().Single().Spec.Template;
        Assert.That(pod.Spec.Containers[0].Image, Is.EqualTo("registry.example.com/social-media:7.0.0"));
        Assert.That(pod.Metadata.Annotations["checksum/config"], Has.Length.EqualTo(64));
        Assert.That(objects.OfType<V1ConfigMap>().Single().Data, Does.ContainKey("ASPNETCORE_HTTP_PORTS"));
        Assert.That(pod.Spec.Containers[0].EnvFrom[0].ConfigMapRef.Name, Is.EqualTo(objects.OfType<V1ConfigMap>().Single().Name()));
        Assert.That(objects.OfType<V1Ingress>().Single().Spec.Rules[0].Host, Is.EqualTo("shop.test"));
        Assert.That(objects.OfType<V1Job>().Single().Metadata.Annotations["helm.sh/hook"], Does.Contain("pre-upgrade"));
        if (database != "sqlite")
        {
            var scaler = objects.OfType<V2HorizontalPodAutoscaler>().Single().Spec;
            Assert.That(scaler.MaxReplicas, Is.EqualTo(9));
            Assert.That(scaler.Metrics.Select(static metric => metric.Type), Is.EquivalentTo(["Resource", "Pods"]));
            Assert.That(scaler.Metrics[1].Pods.Target.AverageValue.ToString(), Is.EqualTo("75"), "as it is set");
            var usual = await Judges.HelmAsync(delivery.Folder, "template", "social-media", "deploy/helm");
            Assert.That(usual.Output, Does.Contain("kind: HorizontalPodAutoscaler").And.Not.Contains("type: Pods"), "needs the adapter");
        }
    }
}
