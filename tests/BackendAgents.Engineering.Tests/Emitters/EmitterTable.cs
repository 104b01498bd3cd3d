using System.Text;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Emitters;

/// <summary>Renders the table of emitters of the documentation.</summary>
internal static class EmitterTable
{
    public static string Render()
    {
        var blueprint = SampleBlueprints.Social();
        var text = new StringBuilder(
            "# Emitters\n\nGenerated from the emitter catalogue; the tests fail when it drifts. Set `UPDATE_GENERATED=1` to write it anew.\n\n"
        );
        text.Append("| id | writes | files of the sample 'social' |\n|---|---|---|\n");
        foreach (var emitter in EmitterCatalog.All)
        {
            var files = emitter.Emit(blueprint).Select(static artifact => artifact.Path).Order(StringComparer.Ordinal).ToList();
            var shown =
                string.Join(", ", files.Take(4).Select(static path => $"`{path}`"))
                + (files.Count > 4 ? $" and {files.Count - 4} more" : "");
            text.Append($"| {emitter.Id} | {emitter.Description} | {shown} |\n");
        }

        return text.ToString();
    }
}
