namespace BackendAgents.Verification;

/// <summary>A program to run, by a list of arguments and never through a shell.</summary>
/// <param name="FileName">The program: a path, or a name to look for in PATH.</param>
/// <param name="Arguments">Its arguments, each passed as it stands.</param>
internal sealed record ProcessRequest(string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary>Folder it runs in; the current one when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables added to the inherited environment; a null value removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Time after which the program and its children are killed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most characters kept of each of its two outputs; of a longer one the end is kept.</summary>
    public int MaxOutput { get; init; } = 200_000;

    /// <summary>Hears the id of the process once it runs; may be null.</summary>
    public Action<int>? OnStarted { get; init; }

    /// <summary>Hears each line of either output as it comes, on any thread; may be null.</summary>
    public Action<string>? OnLine { get; init; }
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code; null when it was killed for taking too long.</param>
/// <param name="Output">Its standard output, or the end of it.</param>
/// <param name="Error">Its standard error, or the end of it.</param>
/// <param name="Duration">How long it ran.</param>
internal sealed record ProcessResult(int? ExitCode, string Output, string Error, TimeSpan Duration)
{
    /// <summary>Whether it was killed for taking too long.</summary>
    public bool TimedOut => ExitCode is null;

    /// <summary>Whether it ended by itself with exit code 0.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>Both outputs, for a message.</summary>
    public string Text => string.Join('\n', new[] { Output.Trim(), Error.Trim() }.Where(static part => part.Length > 0));
}
