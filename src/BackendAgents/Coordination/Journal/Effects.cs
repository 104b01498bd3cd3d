namespace BackendAgents.Coordination.Journal;

/// <summary>What a tool call does beyond the project in memory. Decides what happens to a call that a killed run had begun.</summary>
internal enum EffectKind
{
    /// <summary>Reads, or changes the project only. The project is restored to what it was before, and the call is made again.</summary>
    Project,

    /// <summary>Reaches outside: files, databases, services. Never made again blindly: a reconciler, or else the model, is told.</summary>
    External,
}

/// <summary>The usual kinds of effects.</summary>
internal static class Effects
{
    /// <summary>The plugins of this package that change nothing outside the project.</summary>
    private static readonly HashSet<string> s_inMemory = new(StringComparer.OrdinalIgnoreCase)
    {
        "blueprint",
        "schema",
        "openapi",
        "docker",
        "review",
        "requirements",
        "workspace",
        "code",
        "scenario",
        "team",
        "people",
    };

    /// <summary>
    /// Functions of this package's in-memory plugins are <see cref="EffectKind.Project"/>, everything else is
    /// <see cref="EffectKind.External"/>.
    /// </summary>
    /// <param name="function">Plugin and function, joined by <c>-</c>.</param>
    public static EffectKind Default(string function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var dash = function.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && s_inMemory.Contains(function[..dash]) ? EffectKind.Project : EffectKind.External;
    }
}

/// <summary>A tool call of which only the beginning is on record.</summary>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Function">Plugin and function, joined by <c>-</c>.</param>
/// <param name="Arguments">The arguments as JSON.</param>
internal sealed record UnknownEffect(string Key, string Function, string Arguments);

/// <summary>What became of an effect.</summary>
internal enum EffectOutcome
{
    /// <summary>Cannot be told. The call is not made again; the model is told so.</summary>
    Unknown,

    /// <summary>It happened. The call is not made again; its result is the one given.</summary>
    Happened,

    /// <summary>It did not happen. The call is made.</summary>
    DidNotHappen,
}

/// <summary>Finds out whether an effect happened, for example by looking for its key or its file.</summary>
internal interface IEffectReconciler
{
    /// <summary>Says what became of an effect, with the result to give to the model when it happened.</summary>
    ValueTask<(EffectOutcome Outcome, string? Result)> ReconcileAsync(UnknownEffect effect, CancellationToken cancellationToken);
}
