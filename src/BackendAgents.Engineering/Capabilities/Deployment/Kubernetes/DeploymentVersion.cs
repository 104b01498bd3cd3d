namespace BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;

/// <summary>
/// How scripts ask which version of a deployment the cluster wants: what a rollout has not changed must not be undone, for it would then be
/// one version too old.
/// </summary>
internal static class DeploymentVersion
{
    /// <summary>Bash that prints the number of the version; nothing while there is no such deployment.</summary>
    /// <param name="name">The deployment, as Bash has it between double quotes.</param>
    /// <param name="space">Its namespace.</param>
    public static string Command(string name, string space) =>
        $"kubectl get deployment \"{name}\" --namespace {space} --ignore-not-found \\\n    "
        + @"--output jsonpath='{.metadata.annotations.deployment\.kubernetes\.io/revision}'";
}
