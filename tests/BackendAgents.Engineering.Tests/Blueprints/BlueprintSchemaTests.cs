using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Tests.Blueprints;

public sealed class BlueprintSchemaTests
{
    private static readonly JsonNode s_schema = JsonNode.Parse(CapabilityCatalog.BuiltIn.Schema())!;

    [Test]
    public void The_published_schema_is_up_to_date() =>
        GeneratedFile.AssertUpToDate("docs/backend.schema.json", CapabilityCatalog.BuiltIn.Schema());

    [TestCaseSource(nameof(Samples))]
    public void What_the_writer_writes_fits_the_schema(Blueprint blueprint)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(BlueprintYaml.Write(blueprint)));

        Assert.That(Misfits(stream.Documents[0].RootNode, s_schema, ""), Is.Empty);
    }

    [Test]
    public void A_wrong_key_a_wrong_value_and_a_missing_key_do_not_fit()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader("service: { name: shop, tittle: Shop }\nrelations: [ { kind: manyToFew } ]\n"));

        var misfits = Misfits(stream.Documents[0].RootNode, s_schema, "").ToList();

        Assert.That(misfits, Has.Some.EqualTo(".service.tittle"));
        Assert.That(misfits, Has.Some.EqualTo(".service: title is missing"));
        Assert.That(misfits, Has.Some.EqualTo(".relations[0].kind"));
    }

    private static IEnumerable<TestCaseData> Samples() =>
        SampleBlueprints.All.Select(static sample => new TestCaseData(sample.Value).SetArgDisplayNames(sample.Key));

    // As much of JSON Schema as the document uses.
    private static IEnumerable<string> Misfits(YamlNode node, JsonNode schema, string path)
    {
        while (schema["$ref"]?.ToString() is { } reference)
            schema = s_schema["$defs"]![reference["#/$defs/".Length..]]!;
        switch (node)
        {
            case YamlMappingNode mapping when schema["properties"] is { } properties:
                var keys = mapping.Children.ToDictionary(static pair => ((YamlScalarNode)pair.Key).Value!, static pair => pair.Value);
                return keys.SelectMany(pair =>
                        properties[pair.Key] is { } inner ? Misfits(pair.Value, inner, $"{path}.{pair.Key}") : [$"{path}.{pair.Key}"]
                    )
                    .Concat(
                        (schema["required"]?.AsArray() ?? [])
                            .Select(static key => key!.ToString())
                            .Where(key => !keys.ContainsKey(key))
                            .Select(key => $"{path}: {key} is missing")
                    );
            case YamlSequenceNode sequence when schema["items"] is { } items:
                return sequence.Children.SelectMany((child, at) => Misfits(child, items, $"{path}[{at}]"));
            case YamlScalarNode scalar when schema["enum"] is JsonArray values:
                return values.Any(value => value!.ToString() == scalar.Value) ? [] : [path];
            case YamlScalarNode scalar:
                return schema["type"]!.ToString() switch
                {
                    "integer" => int.TryParse(scalar.Value, out _) ? [] : [path],
                    "number" => decimal.TryParse(scalar.Value, out _) ? [] : [path],
                    "boolean" => scalar.Value is "true" or "false" ? [] : [path],
                    "object" or "array" => [path],
                    _ => [],
                };
            default:
                return [path];
        }
    }
}
