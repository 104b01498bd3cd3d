using BackendAgents.Cli.Output;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Cli.Commands;

/// <summary>Reads a blueprint from disk, with its problems as a compiler would print them.</summary>
internal static class BlueprintFile
{
    private const long MaxBytes = BlueprintYaml.MaxLength;

    /// <summary>The blueprint of a file, or of the <c>backend.yaml</c> in a folder; null after its problems were printed.</summary>
    /// <param name="path">The file, or the folder.</param>
    /// <param name="console">Takes the problems.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="released">The delivery that it shall follow; null for the first.</param>
    /// <exception cref="CliInputException">There is no such file, or it is too large.</exception>
    public static async Task<Blueprint?> ReadAsync(
        string path,
        CliConsole console,
        CancellationToken cancellationToken,
        Release? released = null
    )
    {
        var file = Directory.Exists(path) ? Path.Combine(path, Place.BlueprintFile) : path;
        var info = new FileInfo(file);
        if (info.Exists && info.Length > MaxBytes)
            throw new CliInputException($"'{file}' has {info.Length} bytes; a blueprint has at most {MaxBytes}.", "Split the service.");
        var text = await InputFile.ReadAsync(file, "Name a backend.yaml, or a folder that 'build' or 'generate' made.", cancellationToken);
        if (text.Length > MaxBytes)
            throw new CliInputException(
                $"'{file}' has {text.Length} characters; a blueprint has at most {MaxBytes}.",
                "Split the service."
            );

        var read = CapabilityCatalog.BuiltIn.Read(text, file);
        foreach (var problem in read.Problems)
            console.Problem($"{problem.Place}: {problem.Code}: {problem.Message}", problem.Remedy);
        if (!read.Succeeded)
            console.Json(new { ok = false, problems = read.Problems });
        return read.Succeeded ? read.Blueprint : null;
    }
}
