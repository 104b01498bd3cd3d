namespace BackendAgents.Engineering.Planning;

/// <summary>The service's container image: what builds it, runs it and ships it say the same of it.</summary>
internal static class ServiceImage
{
    /// <summary>The APP_UID of the runtime image. A number, so that Kubernetes' runAsNonRoot can tell that it is not root.</summary>
    public const int UserId = 1654;

    /// <summary>The argument with which the service applies its migrations and ends.</summary>
    public const string Migrate = "--migrate";

    /// <summary>Its name, without registry and tag.</summary>
    public static string Name(ServicePlan plan) => plan.Blueprint.Service.Name;

    /// <summary>The tag of the version that the blueprint describes.</summary>
    public static string Tag(ServicePlan plan) => plan.Blueprint.Service.Version;
}
