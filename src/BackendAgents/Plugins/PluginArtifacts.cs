using BackendAgents.Engineering.Projects;

namespace BackendAgents.Plugins;

/// <summary>Answers with the text of artifacts.</summary>
internal static class PluginArtifacts
{
    public static string NoBlueprint => PluginAnswer.Refuse("There is no blueprint yet.", "Write one with blueprint-replace.");

    /// <summary>The text of the artifacts whose path is wanted, or a refusal.</summary>
    public static string Give(BackendProject project, Func<string, bool> wanted)
    {
        var snapshot = project.Current;
        if (snapshot.Blueprint is null)
            return NoBlueprint;
        var found = snapshot.Artifacts.Where(artifact => wanted(artifact.Path)).ToList();
        return found.Count == 0
            ? PluginAnswer.Refuse("No emitter wrote that.", "See workspace-list for what there is.")
            : PluginAnswer.Give(
                Bound(string.Join('\n', found.Select(static artifact => artifact.Content))),
                string.Join(", ", found.Select(static artifact => artifact.Path))
            );
    }

    /// <summary>Text cut to what an answer may carry, saying so.</summary>
    public static string Bound(string text) => text.Length <= PluginLimits.MaxText ? text : text[..PluginLimits.MaxText] + "\n… (cut)";

    /// <summary>Lines from one to another, numbered.</summary>
    public static string Lines(string content, int from, int count)
    {
        var lines = content.Split('\n');
        return string.Join('\n', lines.Skip(from - 1).Take(count).Select((line, index) => $"{from + index, 5}  {line}"));
    }
}
