using System.Text;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Capabilities;

/// <summary>Renders the table of capabilities of the documentation.</summary>
internal static class CapabilityTable
{
    public static string Render()
    {
        var text = new StringBuilder(
            "# Capabilities\n\nGenerated from the catalogue; the tests fail when it drifts. Set `UPDATE_GENERATED=1` to write it anew.\n\n"
        );
        text.Append($"What they do, and how: {string.Join(", ", Pages())}.\n\n");
        text.Append("| id | delivers | asked for by | files of the sample 'social' |\n|---|---|---|---|\n");
        foreach (var capability in CapabilityCatalog.BuiltIn.All)
        {
            var info = capability.Info;
            var files = Files(capability);
            var shown =
                string.Join(", ", files.Take(4).Select(static path => $"`{path}`"))
                + (files.Count > 4 ? $" and {files.Count - 4} more" : "");
            text.Append($"| {info.Id} | {info.Description} | {string.Join(", ", info.Words)} | {shown} |\n");
        }

        return text.ToString();
    }

    // The pages that lie beside the table, by their headings.
    private static IEnumerable<string> Pages() =>
        from file in Directory.EnumerateFiles(Path.Combine(GeneratedFile.Root, "docs/capabilities"), "*.md").Order(StringComparer.Ordinal)
        let name = Path.GetFileName(file)
        where name != "README.md"
        select $"[{File.ReadLines(file).First().TrimStart('#', ' ')}]({name})";

    private static List<string> Files(ICapability capability)
    {
        var blueprint = SampleBlueprints.Social();
        blueprint =
            capability.Info.Exclusive == "database"
                ? blueprint with
                {
                    Deployment = blueprint.Deployment with { Database = capability.Info.Id },
                }
                : blueprint with
                {
                    Capabilities = [new CapabilityChoice { Id = capability.Info.Id }],
                };
        var delivery = CapabilityCatalog.BuiltIn.Compose(CapabilityCatalog.BuiltIn.Plan(blueprint));
        var alone = new CapabilityCatalog([capability]);
        return
        [
            .. alone
                .Compose(delivery.Plan)
                .Emitters.SelectMany(emitter => emitter.Emit(delivery))
                .Select(static file => file.Path)
                .Order(StringComparer.Ordinal),
        ];
    }
}
