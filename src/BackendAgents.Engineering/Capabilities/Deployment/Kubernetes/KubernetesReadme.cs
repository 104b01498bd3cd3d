using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>What the README says about the cluster: the secrets that it needs, and what its size means for the database.</summary>
internal static class KubernetesReadme
{
    // What PostgreSQL allows by default, less what people and backups need.
    private const int DatabaseConnections = 90;

    public static ReadmeSection Section(ServicePlan plan)
    {
        var cluster = new Cluster(plan);
        if (!cluster.IsPublic)
            return new ReadmeSection("Run it on Kubernetes", Member(cluster));
        var secrets = DeploymentSecrets.All(plan).Except(DeploymentSecrets.OfJobs(plan)).Select(static name => $"`{name}`");
        var text = $"""
            `{KubernetesEmitter.Folder}` has a Kustomize base and two overlays: `development` runs the database in the cluster, `production`
            expects a managed one. Secrets stand in no manifest. They are the Secret `{cluster.SecretName}`, made once from a folder outside
            of git that has a file for each of {string.Join(", ", secrets)}:

            ```bash
            kubectl create namespace {cluster.Name}
            kubectl create secret generic {cluster.SecretName} --namespace {cluster.Name} --from-file=FOLDER
            bash {DeployScript.Path} production
            ```

            The script migrates first, then replaces the pods one by one, and goes back when they do not get ready. A migration must
            therefore fit the version that still runs.
            """;
        return new ReadmeSection("Run it on Kubernetes", text + Jobs(cluster) + Size(cluster));
    }

    /// <summary>How several services are run, and which secrets each has.</summary>
    public static string System(Cluster gateway)
    {
        var text = $"""
            `{KubernetesEmitter.Folder}` has the gateway and, below it, what each service has in its own folder: all of it in the namespace
            `{gateway.Namespace}`, where nobody reaches anybody but the gateway the services, a service its database and broker, and the
            world the gateway. `development` runs databases and broker in the cluster, `production` expects managed ones. Secrets are made
            once, from folders outside of git that have a file for each:

            {SecretTable(gateway)}
            ```bash
            kubectl create namespace {gateway.Namespace}
            kubectl create secret generic NAME --namespace {gateway.Namespace} --from-file=FOLDER
            bash {DeployScript.Path} production
            ```

            The script replaces one service after the other, each after its migration, and the gateway at last. When one does not get
            ready, those before it that this run has changed go back, too.
            """;
        return text + Scraping(gateway);
    }

    /// <summary>The Secrets of the gateway and its services, as a table that ends a line.</summary>
    public static string SecretTable(Cluster gateway)
    {
        var text = "| Secret | files |\n|---|---|\n";
        foreach (var (name, files) in Secrets(gateway))
        {
            var note = name == gateway.SharedSecretName ? ", for development" : "";
            text += $"| `{name}`{note} | {string.Join(", ", files.Select(static file => $"`{file}`"))} |\n";
        }

        return text;
    }

    /// <summary>What a Prometheus in the cluster is told; nothing where no metrics are shown.</summary>
    public static string Scraping(Cluster gateway) =>
        RequestMetric.IsMeasured(gateway)
            ? $"""


                A Prometheus in the cluster is given `{RequestMetric.ScrapePath}` (`scrape_config_files`): a job for the gateway and one for
                each service, by the names that the rules ask for. It takes the place of files of that name in the folders of services.
                Without it the rules say that nothing is there.
                """
            : "";

    // Each service sees its own; what runs in the cluster for all has one that none of them sees.
    private static IEnumerable<(string Name, IEnumerable<string> Files)> Secrets(Cluster gateway)
    {
        if (DeploymentSecrets.OfMemberAlone(gateway.Plan).ToList() is { Count: > 0 } own)
            yield return (gateway.SecretName, own);
        foreach (var member in gateway.Members)
        {
            yield return (member.SecretName, DeploymentSecrets.OfMemberAlone(member.Plan).Except(DeploymentSecrets.OfJobs(member.Plan)));
            foreach (var job in member.Plan.Jobs)
                yield return (member.SecretNameOf(job), job.Secrets);
        }

        var shared = gateway.Members.SelectMany(static member => member.Plan.Resources).Where(static resource => resource.IsShared);
        var files = shared.SelectMany(static resource => resource.Container?.SecretFiles.Values ?? []).Distinct().ToList();
        if (files.Count > 0)
            yield return (gateway.SharedSecretName, files);
    }

    private static string Member(Cluster cluster) =>
        $"""
            `{KubernetesEmitter.Folder}` has what this service is in the cluster. It is a part of the manifests of the whole, in the same
            folder above the services, whose README tells which secrets there are. `bash {DeployScript.Path} production` replaces this
            service alone, once the whole is there.
            """ + Size(cluster);

    private static string Jobs(Cluster cluster)
    {
        var text = "";
        foreach (var job in cluster.Plan.Jobs)
            text +=
                $"\n\nThe Secret `{cluster.SecretNameOf(job)}`, which the job `{job.Name}` alone reads, has a file for "
                + string.Join(", ", job.Secrets.Select(static name => $"`{name}`"))
                + ".";
        return text;
    }

    private static string Requests =>
        $"""


            They are scaled by CPU. What waits for a database uses little of it: an overlay of your own over `production` that has
            `components: [../../{RequestMetric.ComponentFolder}]` scales by requests, too, {RequestMetric.PerPod} a second of a pod.
            {RequestMetric.Needs}
            """;

    private static string Size(Cluster cluster) =>
        cluster.KeepsFile
            ? ""
            : $"\n\nProduction has {cluster.MinReplicas} to {cluster.MaxReplicas} instances. Each keeps a pool of "
                + "connections: for a database that"
                + " allows 100, end the connection string with `Maximum Pool "
                + $"Size={Math.Max(2, DatabaseConnections / cluster.MaxReplicas)}`."
                + (RequestMetric.IsFor(cluster) ? Requests : "");
}
