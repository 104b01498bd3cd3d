namespace BackendAgents.Cli.Commands;

/// <summary>Reads files that a command line names, and says in plain words why one can't be read.</summary>
internal static class InputFile
{
    /// <summary>The whole text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="remedy">What to name instead.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CliInputException">There is none, it is a folder, or it can't be read.</exception>
    public static async Task<string> ReadAsync(string path, string remedy, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            throw new CliInputException($"'{path}' is a folder.", remedy);
        if (!File.Exists(path))
            throw new CliInputException($"There is no file '{path}'.", remedy);
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CliInputException($"'{path}' can't be read: {problem.Message}", remedy);
        }
    }
}
