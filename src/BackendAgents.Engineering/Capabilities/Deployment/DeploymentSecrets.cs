using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment;

/// <summary>The secrets of a plan: which there are, and who reads them.</summary>
internal static class DeploymentSecrets
{
    /// <summary>
    /// Where containers find their secrets, a file each: a file, unlike a variable, is not in crash dumps and child processes.
    /// </summary>
    public const string Folder = "/run/secrets";

    /// <summary>The statement by which the service reads them; deployments share it.</summary>
    public const string Configuration = $"builder.Configuration.AddKeyPerFile(\"{Folder}\", optional: true);";

    /// <summary>Secrets of the service by the names of their files, which are the names of its settings.</summary>
    public static IEnumerable<Setting> OfService(ServicePlan plan) =>
        plan.Settings.Where(setting =>
            setting.Secret && (setting.RequiredInProduction || Behind(plan, setting) is not null) && !IsOpen(plan, setting)
        );

    /// <summary>Secrets that are made for jobs.</summary>
    public static IEnumerable<string> OfJobs(ServicePlan plan) => plan.Jobs.SelectMany(static job => job.Secrets);

    /// <summary>Secrets that a job sees: its own, and the way to the rows; caches and brokers are nothing to it.</summary>
    public static IEnumerable<string> Of(ServicePlan plan, ScheduledJob job) =>
        OfService(plan)
            .Where(setting => Behind(plan, setting)?.Kind == ResourceKind.Database)
            .Select(static setting => setting.Variable)
            .Concat(job.Secrets);

    /// <summary>All names, of the service, its resources and its jobs.</summary>
    public static IEnumerable<string> All(ServicePlan plan) => All(plan, plan.Resources);

    /// <summary>The same without what watches, which of several services belongs to the whole and in a cluster is the cluster's.</summary>
    public static IEnumerable<string> OfMember(ServicePlan plan) =>
        All(plan, plan.Resources.Where(static resource => resource.Kind != ResourceKind.Tool));

    /// <summary>The same without what shared resources have for themselves, which in a cluster no service sees.</summary>
    public static IEnumerable<string> OfMemberAlone(ServicePlan plan) =>
        All(plan, plan.Resources.Where(static resource => resource.Kind != ResourceKind.Tool && !resource.IsShared));

    private static IEnumerable<string> All(ServicePlan plan, IEnumerable<Resource> resources) =>
        resources
            .SelectMany(static resource => resource.Container?.SecretFiles.Values ?? [])
            .Concat(OfJobs(plan))
            .Concat(OfService(plan).Select(static setting => setting.Variable))
            .Distinct(StringComparer.Ordinal);

    /// <summary>The resource that a setting connects to, or null.</summary>
    public static Resource? Behind(ServicePlan plan, Setting setting) =>
        plan.Resources.FirstOrDefault(resource => resource.Connection?.Setting == setting.Key);

    /// <summary>Whether the service keeps rows in a file of its own, since it has no database server.</summary>
    public static bool KeepsFile(ServicePlan plan) =>
        plan.KeepsRows && plan.Resources.All(static resource => resource.Kind != ResourceKind.Database);

    // A connection without a password is no secret: an SQLite file.
    private static bool IsOpen(ServicePlan plan, Setting setting) =>
        setting.Key == "ConnectionStrings:Database" && Behind(plan, setting) is null;
}
