using BackendAgents.Definitions.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions.Tools;

// What is said of a tool's name where a definition is read, before any kernel is there.
internal static class ToolDiagnostics
{
    public static void Report(DefinitionSource source, string field, string tool, bool isEditors, int line, int column)
    {
        var meaning = ToolTable.Default.Of(tool);
        if (meaning.Kind == ToolKind.Unknown && isEditors && ToolTable.Meant(tool) is null)
            source.Report(
                "DEF038",
                Severity.Info,
                line,
                column,
                $"'{field}' names '{AgentNames.Short(tool)}', a tool of an editor's extension or server, which is not here.",
                "Nothing is to be done, unless the agent can't work without it."
            );
        else if (meaning.Kind == ToolKind.Unknown)
            source.Report(
                "DEF035",
                Severity.Warning,
                line,
                column,
                $"'{field}' names '{AgentNames.Short(tool)}', which no table knows.",
                ToolTable.Meant(tool) is { } meant
                    ? $"Write '{meant}', or give the host a plugin of that name."
                    : "Give the host a plugin of that name, or map the name in its tool table."
            );
        else if (meaning.Kind == ToolKind.Foreign)
            source.Report(
                "DEF036",
                Severity.Info,
                line,
                column,
                $"'{field}' names '{AgentNames.Short(tool)}', which is known but not offered: {meaning.Note}.",
                "Nothing is to be done, unless the agent can't work without it."
            );
    }
}
