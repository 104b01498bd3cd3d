using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Planning;

/// <summary>The service's container image: what builds it, runs it and ships it say the same of it.</summary>
internal static class ServiceImage
{
    /// <summary>The APP_UID of the runtime image. A number, so that Kubernetes' runAsNonRoot can tell that it is not root.</summary>
    public const int UserId = 1654;

    /// <summary>The capability whose options say where it lies.</summary>
    public const string Capability = "docker";

    /// <summary>
    /// The statement by which the service ends once its database is ready, when that is all it was started for; jobs that migrate share it.
    /// </summary>
    public const string MigrateOnly = $"if (args.Contains(\"{Migrate}\"))\n    return 0;";

    /// <summary>The argument with which the service applies its migrations and ends.</summary>
    public const string Migrate = "--migrate";

    /// <summary>Variable in which a pipeline has the tag of what it built.</summary>
    public const string TagVariable = "IMAGE_TAG";

    /// <summary>Variable in which a pipeline has the address of the repository that it builds from.</summary>
    public const string SourceVariable = "SOURCE_URL";

    /// <summary>Its name, without registry and tag.</summary>
    public static string Name(ServicePlan plan) => plan.Blueprint.Service.Name;

    /// <summary>Where it is pushed to and pulled from: registry, folder and name.</summary>
    public static string Repository(ServicePlan plan) => Repository(plan, Name(plan));

    /// <summary>Where an image of the delivery is pushed to and pulled from.</summary>
    public static string Repository(ServicePlan plan, string name) => $"{plan.Options<ImageOptions>(Capability).Registry}/{name}";

    /// <summary>An image with its digest, where the blueprint gives one; as it is otherwise.</summary>
    public static string Pinned(Blueprint blueprint, string image) =>
        Digests(blueprint).FirstOrDefault(pinned => pinned.StartsWith(image + "@", StringComparison.Ordinal)) ?? image;

    /// <summary>The images that the blueprint gives digests of, each with its digest.</summary>
    public static IReadOnlyList<string> Digests(Blueprint blueprint) =>
        CapabilityOptions.Read<ImageOptions>(blueprint.Capability(Capability)).Digests.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Host of the registry.</summary>
    public static string Registry(ServicePlan plan) => plan.Options<ImageOptions>(Capability).Registry.Split('/')[0];

    /// <summary>The tag of the version that the blueprint describes.</summary>
    public static string Tag(ServicePlan plan) => plan.Blueprint.Service.Version;
}
