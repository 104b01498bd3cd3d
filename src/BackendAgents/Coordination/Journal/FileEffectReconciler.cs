using System.Text.Json;

namespace BackendAgents.Coordination.Journal;

/// <summary>
/// Finds out whether a tool that writes one whole file a call did so, by looking at the file. Thread-safe. A file that holds exactly what
/// the call was to write means that it happened; no file means that it did not. Everything else leaves it unknown: another text, half a
/// text, a path that leads out of the root or over a link, arguments that name no file, another function.
/// </summary>
internal sealed class FileEffectReconciler : IEffectReconciler
{
    private readonly string _function;
    private readonly string _root;
    private readonly string _pathArgument;
    private readonly string _contentArgument;

    /// <summary>Makes the reconciler of one function.</summary>
    /// <param name="function">Plugin and function, joined by <c>-</c>; of others it knows nothing.</param>
    /// <param name="root">The folder below which the function writes.</param>
    /// <param name="pathArgument">The argument that names the file, relative to the root.</param>
    /// <param name="contentArgument">The argument that is the file's whole text.</param>
    public FileEffectReconciler(string function, string root, string pathArgument = "path", string contentArgument = "content")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(function);
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        ArgumentException.ThrowIfNullOrWhiteSpace(pathArgument);
        ArgumentException.ThrowIfNullOrWhiteSpace(contentArgument);
        _function = function;
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _pathArgument = pathArgument;
        _contentArgument = contentArgument;
    }

    /// <inheritdoc />
    public async ValueTask<(EffectOutcome Outcome, string? Result)> ReconcileAsync(
        UnknownEffect effect,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(effect);
        return (
            effect.Function == _function
                ? await LookAsync(effect.Arguments, cancellationToken).ConfigureAwait(false)
                : EffectOutcome.Unknown,
            null
        );
    }

    private async ValueTask<EffectOutcome> LookAsync(string json, CancellationToken cancellationToken)
    {
        try
        {
            var arguments = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json) ?? [];
            if (
                Text(arguments, _pathArgument) is not { } path
                || Text(arguments, _contentArgument) is not { } content
                || Resolve(path) is not { } file
            )
                return EffectOutcome.Unknown;
            // If the root is missing, its disk may not be mounted, and the effect stays unknown.
            if (!Path.Exists(file))
                return Directory.Exists(_root) ? EffectOutcome.DidNotHappen : EffectOutcome.Unknown;
            return await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false) == content
                ? EffectOutcome.Happened
                : EffectOutcome.Unknown;
        }
        catch (Exception error)
            when (error
                    is IOException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or NotSupportedException
                        or JsonException
                        or InvalidOperationException
            )
        {
            return EffectOutcome.Unknown;
        }
    }

    private static string? Text(Dictionary<string, JsonElement> arguments, string name) =>
        arguments.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // The file below the root. Null outside of it, or behind a link that may lead out.
    private string? Resolve(string path)
    {
        if (path.Length == 0 || Path.IsPathRooted(path))
            return null;
        var full = Path.GetFullPath(Path.Combine(_root, path));
        var inside = Path.EndsInDirectorySeparator(_root) ? _root : _root + Path.DirectorySeparatorChar;
        if (!full.StartsWith(inside, StringComparison.Ordinal) || full.Length == inside.Length)
            return null;
        for (var at = full; at.Length > _root.Length; at = Path.GetDirectoryName(at)!)
        {
            if (new FileInfo(at).LinkTarget is not null)
                return null;
        }

        return full;
    }
}
