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
        var secrets = DeploymentSecrets.All(plan).Except(DeploymentSecrets.OfJobs(plan)).Select(static name => $"`{name}`");
        var text = $"""
            `{KubernetesEmitter.Folder}` has a Kustomize base and two overlays: `development` runs the database in the cluster, `production` expects a
            managed one. Secrets stand in no manifest. They are the Secret `{cluster.SecretName}`, made once from a folder outside of git that
            has a file for each of {string.Join(", ", secrets)}:

            ```bash
            kubectl create namespace {cluster.Name}
            kubectl create secret generic {cluster.SecretName} --namespace {cluster.Name} --from-file=FOLDER
            bash {DeployScript.Path} production
            ```

            The script migrates first, then replaces the pods one by one, and goes back when they do not get ready. A migration must
            therefore fit the version that still runs.
            """;
        foreach (var job in plan.Jobs)
            text +=
                $"\n\nThe Secret `{cluster.SecretNameOf(job)}`, which the job `{job.Name}` alone reads, has a file for "
                + string.Join(", ", job.Secrets.Select(static name => $"`{name}`"))
                + ".";
        if (!cluster.KeepsFile)
            text +=
                $"\n\nProduction has {cluster.MinReplicas} to {cluster.MaxReplicas} instances. Each keeps a pool of "
                + "connections: for a database that"
                + " allows 100, end the connection string with `Maximum Pool "
                + $"Size={Math.Max(2, DatabaseConnections / cluster.MaxReplicas)}`.";
        return new ReadmeSection("Run it on Kubernetes", text);
    }
}
