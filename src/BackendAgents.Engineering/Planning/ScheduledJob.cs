namespace BackendAgents.Engineering.Planning;

/// <summary>Something that runs by the clock, in a container of its own.</summary>
/// <param name="Name">Kebab case, unique: <c>backup</c>.</param>
/// <param name="Schedule">When, as five cron fields in UTC: <c>0 3 * * *</c>.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Command">Arguments of the image's program, each an item.</param>
/// <param name="Folder">Folder of the delivery that its image is built from; its Dockerfile is there.</param>
internal sealed record ScheduledJob(string Name, string Schedule, string Meaning, IReadOnlyList<string> Command, string Folder)
{
    /// <summary>Arguments of the image's program where nothing but the job itself watches the clock.</summary>
    public required IReadOnlyList<string> Loop { get; init; }

    /// <summary>Environment variables, without secrets.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Secrets of its own, made for it; beside them it sees the connection to the database.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Folder within the container that must outlive it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Size of that folder, in GiB.</summary>
    public required int DataGibibytes { get; init; }

    /// <summary>The name of its image, without registry and tag.</summary>
    public string Image(ServicePlan plan) => $"{ServiceImage.Name(plan)}-{Name}";
}
