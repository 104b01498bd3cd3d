using System.Text;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Tools;

namespace BackendAgents.Tests.Definitions;

/// <summary>Renders the tables of the documentation on definitions.</summary>
internal static class DefinitionTables
{
    public static string Render()
    {
        var text = new StringBuilder(
            "# Diagnostics and tool names of definitions\n\nGenerated; the tests fail when it drifts. Set "
                + "`UPDATE_GENERATED=1` to write it anew.\n\n## Diagnostics\n\n| code | severity | meaning |\n|---|---|---|\n"
        );
        foreach (var code in DefinitionCode.All)
            text.Append($"| {code.Code} | {code.Severity.ToString().ToLowerInvariant()} | {code.Meaning} |\n");
        text.Append(
            "\n## Tool names\n\nCase does not matter. A function of this package is named as `plugin-function` or "
                + "`plugin.function`, a whole plugin by its name.\n\n| name | stands for |\n|---|---|\n"
        );
        foreach (var name in ToolTable.Names)
        {
            var meaning = ToolTable.Default.Of(name);
            text.Append(
                meaning.Kind == ToolKind.Foreign
                    ? $"| `{name}` | nothing: {meaning.Note} |\n"
                    : $"| `{name}` | {string.Join(", ", meaning.Patterns.Select(static pattern => $"`{pattern}`"))} |\n"
            );
        }

        return text.Append(
                "| `mcp__server__tool`, `server/tool` | the function `tool` of the plugin `server`, which the host adds |\n"
                    + "| `mcp__server`, `server/*` | that whole plugin |\n| `*` | every function of the kernel |\n"
            )
            .ToString();
    }
}
