using System.Globalization;
using System.Text;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Coordination.Views;

/// <summary>New files by folder and name, within a bound, past which folders say how many they hold.</summary>
internal static class FileList
{
    private const int MaxLength = 2_500;

    public static void Add(StringBuilder text, IReadOnlyList<Artifact> files)
    {
        // Template files are the same in every service and tested here, so how many there are suffices.
        foreach (var constant in files.GroupBy(ConstantFiles.Has).OrderBy(static group => group.Key))
        {
            var origin = constant.Key ? "word by word the library's template" : "follow from backend.yaml";
            text.Append(CultureInfo.InvariantCulture, $"=== {constant.Count()} new files {origin}: read any with team-read\n");
            List<IGrouping<string, Artifact>> folders = [.. constant.GroupBy(static file => file.Path[..(file.Path.LastIndexOf('/') + 1)])];
            var named = constant.Key ? "" : string.Concat(folders.Select(Named));
            text.Append(named.Length is > 0 and <= MaxLength ? named : Counted(folders));
        }
    }

    private static string Named(IGrouping<string, Artifact> folder) =>
        $"{folder.Key}: {string.Join(", ", folder.Select(file => file.Path[folder.Key.Length..]))}\n";

    private static string Counted(List<IGrouping<string, Artifact>> folders)
    {
        var text = new StringBuilder();
        foreach (var (index, folder) in folders.Index())
        {
            if (text.Length > MaxLength)
                return text.Append(CultureInfo.InvariantCulture, $"and {folders.Count - index} folders more\n").ToString();
            text.Append(CultureInfo.InvariantCulture, $"{folder.Key}: {folder.Count()}\n");
        }

        return text.ToString();
    }
}
