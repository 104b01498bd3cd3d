using System.Diagnostics;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Verification.Running;

/// <summary>A delivered service, compiled and running on a free port of the loopback interface. Executes what is delivered.</summary>
internal sealed partial class DeliveredService : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task<ProcessResult> _run;

    private readonly int _process;

    private DeliveredService(Uri address, Task<ProcessResult> run, CancellationTokenSource stop, int process)
    {
        _process = process;
        Address = address;
        _run = run;
        _stop = stop;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>How it ended, once it has.</summary>
    public Task<ProcessResult> Ended => _run;

    /// <summary>The most memory that it took so far, in MiB; null where it has ended or the system does not say.</summary>
    public double? PeakMebibytes
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(_process);
                return process.PeakWorkingSet64 is > 0 and var bytes ? bytes / (1024.0 * 1024) : null;
            }
            catch (Exception error) when (error is ArgumentException or InvalidOperationException)
            {
                return null;
            }
        }
    }

    /// <summary>Compiles the service, unless that is done, and starts it in development mode.</summary>
    /// <param name="folder">The folder of the delivery.</param>
    /// <param name="blueprint">The delivery's blueprint.</param>
    /// <param name="connectionString">Its database: PostgreSQL when it names a host, else SQLite.</param>
    /// <param name="cancellationToken">Stops the start; nothing is left running.</param>
    /// <param name="settings">Further settings, as environment variables; null for none.</param>
    /// <param name="within">A program, with its arguments, that runs it as its own last arguments say; null for none.</param>
    /// <exception cref="FileNotFoundException">There is no .NET SDK.</exception>
    /// <exception cref="InvalidOperationException">It does not compile or does not start; the message holds what it printed.</exception>
    public static async Task<DeliveredService> StartAsync(
        string folder,
        Blueprint blueprint,
        string connectionString,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string?>? settings = null,
        IReadOnlyList<string>? within = null
    )
    {
        var dotnet = ProcessRunner.Find("dotnet") ?? throw new FileNotFoundException("There is no .NET SDK. Install .NET 10.");
        var name = Conventions.Pascal(blueprint.Service.Name);
        var project = Path.Combine(folder, "src", name);
        var program = Path.Combine(project, "bin", "Debug", "net10.0", name + ".dll");
        if (!IsCurrent(folder, project, program))
            await CompileAsync(dotnet, folder, project, cancellationToken).ConfigureAwait(false);

        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var stop = new CancellationTokenSource();
        var environment = new Dictionary<string, string?>(DeliveryEnvironment.Variables)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ConnectionStrings__Database"] = connectionString,
        };
        foreach (var (variable, value) in settings ?? new Dictionary<string, string?>())
            environment[variable] = value;
        var process = 0;
        var run = ProcessRunner.RunAsync(
            new ProcessRequest(within?[0] ?? dotnet, within is null ? [program] : [.. within.Skip(1), dotnet, program])
            {
                WorkingDirectory = project,
                Timeout = TimeSpan.FromMinutes(10),
                Environment = environment,
                OnStarted = id => process = id,
                OnLine = line =>
                {
                    if (Listening().Match(line) is { Success: true } match)
                        listening.TrySetResult(new Uri(match.Groups["address"].Value));
                },
            },
            stop.Token
        );
        try
        {
            if (await Task.WhenAny(listening.Task, run).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken).ConfigureAwait(false) == run)
                throw new InvalidOperationException("It doesn't start: " + (await run.ConfigureAwait(false)).Text);
            return new DeliveredService(await listening.Task.ConfigureAwait(false), run, stop, process);
        }
        catch (TimeoutException exception)
        {
            await EndAsync(run, stop).ConfigureAwait(false);
            throw new InvalidOperationException("It doesn't listen within a minute.", exception);
        }
        catch
        {
            await EndAsync(run, stop).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Tells it to end, as whoever replaces it does (SIGTERM); it may answer for a while. Not on Windows.</summary>
    public async Task TellToEndAsync() =>
        await ProcessRunner.RunAsync(new ProcessRequest("kill", "-TERM", $"{_process}"), CancellationToken.None).ConfigureAwait(false);

    /// <summary>Ends the service.</summary>
    public async ValueTask DisposeAsync() => await EndAsync(_run, _stop).ConfigureAwait(false);

    /// <summary>
    /// Whether a program is younger than all that it is compiled from. Another verifier has often compiled the same files already; like
    /// the
    /// compiler's own check, this one goes by the times of files, and of folders, which change when a file goes.
    /// </summary>
    internal static bool IsCurrent(string folder, string project, string program)
    {
        if (!File.Exists(program))
            return false;
        var compiled = File.GetLastWriteTimeUtc(program);
        var migrations = Path.Combine(folder, "db");
        return Directory
            .EnumerateDirectories(project)
            .Where(static path => Path.GetFileName(path) is not ("bin" or "obj"))
            .SelectMany(static path => Entries(path).Prepend(path))
            .Concat(Directory.EnumerateFiles(project))
            .Concat(Directory.EnumerateFiles(folder, "*.props"))
            .Concat(Directory.Exists(migrations) ? Entries(migrations) : [])
            .All(path => File.GetLastWriteTimeUtc(path) <= compiled);

        static IEnumerable<string> Entries(string path) => Directory.EnumerateFileSystemEntries(path, "*", SearchOption.AllDirectories);
    }

    private static async Task CompileAsync(string dotnet, string folder, string project, CancellationToken cancellationToken)
    {
        var build = await ProcessRunner
            .RunAsync(
                new ProcessRequest(dotnet, ["build", project, "-v", "q", .. DeliveryEnvironment.BuildArguments])
                {
                    WorkingDirectory = folder,
                    Environment = DeliveryEnvironment.Variables,
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (!build.Succeeded)
            throw new InvalidOperationException("It doesn't compile: " + build.Text);
    }

    private static async Task EndAsync(Task run, CancellationTokenSource stop)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)", RegexOptions.None, 1_000)]
    private static partial Regex Listening();
}
