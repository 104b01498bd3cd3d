namespace BackendAgents.Engineering.Planning;

/// <summary>A resource as a container.</summary>
/// <param name="Image">Image with its tag: <c>postgres:15</c>.</param>
/// <param name="Port">Port on which it listens, 1 to 65535.</param>
public sealed record Container(string Image, int Port)
{
    /// <summary>Environment variables, without secrets.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Secrets that it reads from files: the environment variable that takes the file's path, and the secret's name.</summary>
    public IReadOnlyDictionary<string, string> SecretFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>Command within the container that ends with 0 when it can be used; each item an argument.</summary>
    public IReadOnlyList<string> HealthCheck { get; init; } = [];

    /// <summary>Arguments of the container's command; the image's own when empty.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Folder within the container that must outlive it; null when nothing must.</summary>
    public string? DataFolder { get; init; }

    /// <summary>User that the image's program runs as where nothing runs as root; null when the image says it by itself.</summary>
    internal int? UserId { get; init; }

    /// <summary>Folders of the delivery that it reads, and where it sees them.</summary>
    internal IReadOnlyDictionary<string, string> Folders { get; init; } = new Dictionary<string, string>();

    /// <summary>Jobs whose folders it reads, and where it sees them; it runs as their user then.</summary>
    internal IReadOnlyDictionary<string, string> JobFolders { get; init; } = new Dictionary<string, string>();

    /// <summary>Ports that everybody reaches: on the machine, and within the container.</summary>
    internal IReadOnlyList<(int Outside, int Inside)> PublicPorts { get; init; } = [];

    /// <summary>Commands that make a secret where chance alone does not: the secret's name, and what prints it.</summary>
    internal IReadOnlyDictionary<string, string> SecretCommands { get; init; } = new Dictionary<string, string>();

    /// <summary>How it runs for the length of a test, on a network that nobody else reaches; null when tests need none.</summary>
    internal TrialRun? Trial { get; init; }

    /// <summary>Whether others find it by its name before it is ready: it has to find itself so, to become ready.</summary>
    internal bool IsFoundUnready { get; init; }

    /// <summary>Most memory, in MiB.</summary>
    public int MemoryMebibytes { get; init; } = 512;

    /// <summary>Most CPU, in thousandths of a core.</summary>
    internal int CpuMillicores { get; init; } = 1000;
}
