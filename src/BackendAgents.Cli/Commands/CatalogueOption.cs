using System.CommandLine;
using BackendAgents.Definitions.Catalogue;

namespace BackendAgents.Cli.Commands;

/// <summary>
/// Which agents a command knows: the built-in ones, the user's, the project's of the current folder, and folders that are named.
/// </summary>
internal static class CatalogueOption
{
    public static Option<string[]> Create() =>
        new("--source")
        {
            Description = "A further folder with definitions; they take precedence over those of the user and the built-in ones.",
            DefaultValueFactory = static _ => [],
        };

    /// <summary>Reads the catalogue.</summary>
    /// <exception cref="CliInputException">A named folder is not there.</exception>
    public static AgentCatalogSnapshot Read(IReadOnlyList<string> folders)
    {
        foreach (var folder in folders.Where(static folder => !Directory.Exists(folder)))
            throw new CliInputException($"There is no folder '{folder}'.", "Name a folder with definitions.");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var usual = AgentSource.Usual(Environment.CurrentDirectory, home.Length > 0 ? home : null);
        using var catalog = new AgentCatalog([.. folders.Select(static folder => new AgentSource(AgentScope.Project, folder)), .. usual]);
        return catalog.Current;
    }
}
