using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Operations.Tests.GraphQl;

/// <summary>The GraphQL schemas of all examples before the reference implementation.</summary>
internal sealed class GraphQlSchemaTests
{
    [Test]
    public async Task Every_schema_is_valid_and_the_judge_is_not_blind()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        List<string> files = [];
        foreach (
            var example in Directory.EnumerateFiles(
                Path.Combine(GeneratedFile.Root, "examples"),
                "backend.yaml",
                SearchOption.AllDirectories
            )
        )
        {
            var read = CapabilityCatalog.BuiltIn.Read(await File.ReadAllTextAsync(example)).Blueprint!;
            // Several services have no schema of the whole.
            if (read.Services.Count > 0)
                continue;
            var blueprint = read with { Capabilities = [.. read.Capabilities, new CapabilityChoice { Id = "graphql" }] };
            var schema = CapabilityCatalog.BuiltIn.Deliver(blueprint).Single(static file => file.Path == "schema.graphql");
            files.Add(Path.Combine(folder, $"{read.Service.Name}.graphql"));
            await File.WriteAllTextAsync(files[^1], schema.Content);
        }

        var judged = await Judges.NodeAsync("graphql.mjs", [.. files]);
        Assert.That(judged.Succeeded, Is.True, judged.Text);
        Assert.That(files, Has.Count.GreaterThan(10));
        Assert.That(files.Any(static file => File.ReadAllText(file).Contains("type Subscription {", StringComparison.Ordinal)), Is.True);

        await File.AppendAllTextAsync(files[0], "\ntype Broken { field: Missing }\n");
        judged = await Judges.NodeAsync("graphql.mjs", files[0]);
        Directory.Delete(folder, recursive: true);
        Assert.That(judged.Text, Does.Contain("Missing"));
    }
}
