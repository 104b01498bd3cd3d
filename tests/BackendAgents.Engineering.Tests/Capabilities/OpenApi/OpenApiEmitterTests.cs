using System.Text.Json.Nodes;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.OpenApi;
using BackendAgents.Engineering.Checks;
using BackendAgents.Tests.Shared;
using Microsoft.OpenApi;

namespace BackendAgents.Engineering.Tests.Capabilities.OpenApi;

public sealed class OpenApiEmitterTests
{
    private static IEnumerable<TestCaseData> Samples() =>
        SampleBlueprints.All.Select(static sample => new TestCaseData(sample.Value).SetArgDisplayNames(sample.Key));

    [TestCaseSource(nameof(Samples))]
    public void Every_document_is_valid_openapi_3_0_3(Blueprint blueprint)
    {
        var text = Emit(blueprint);
        var read = OpenApiDocument.Parse(text, "json");

        Assert.That(read.Diagnostic!.Errors, Is.Empty);
        Assert.That(read.Diagnostic.Warnings, Is.Empty);
        Assert.That(JsonNode.Parse(text)!["openapi"]!.ToString(), Is.EqualTo("3.0.3"));
    }

    [TestCaseSource(nameof(Samples))]
    public void No_rule_on_documents_finds_anything(Blueprint blueprint)
    {
        var artifacts = new ArtifactSet(new OpenApiEmitter().Emit(blueprint));

        var findings = new CheckEngine()
            .Check(new CheckContext(blueprint, artifacts))
            .Where(static finding => finding.Place.File == OpenApiEmitter.Path);

        Assert.That(findings, Is.Empty);
    }

    [Test]
    public void A_create_has_its_body_with_example_and_bounds_its_answers_and_its_token()
    {
        var root = JsonNode.Parse(Emit(SampleBlueprints.Social()))!;
        var create = root["paths"]!["/api/v1/posts"]!["post"]!;

        Assert.That(create["operationId"]!.ToString(), Is.EqualTo("createPost"));
        Assert.That(create["security"]![0]!["bearer"], Is.Not.Null);
        Assert.That(create["requestBody"]!["required"]!.GetValue<bool>(), Is.True);
        Assert.That(
            create["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!.ToString(),
            Is.EqualTo("#/components/schemas/PostInput")
        );
        Assert.That(
            create["responses"]!.AsObject().Select(static answer => answer.Key),
            Is.EqualTo((string[])["201", "400", "401", "403", "409", "429", "500", "503"])
        );
        Assert.That(
            create["responses"]!["201"]!["headers"]!.AsObject().Select(static header => header.Key),
            Is.EquivalentTo((string[])["ETag", "Location"])
        );
        Assert.That(root["components"]!["responses"]!["Conflict"]!["content"]!["application/problem+json"], Is.Not.Null);
        Assert.That(root["components"]!["schemas"]!["PostInput"]!["properties"]!["title"]!["maxLength"], Is.Not.Null);
        Assert.That(root["components"]!["schemas"]!["PostInput"]!["example"]!["title"], Is.Not.Null);
    }

    [Test]
    public void What_is_the_same_everywhere_is_described_once()
    {
        var root = JsonNode.Parse(Emit(SampleBlueprints.Social()))!;
        var list = root["paths"]!["/api/v1/posts"]!["get"]!;

        Assert.That(
            list["parameters"]!.AsArray().Select(static parameter => parameter!["$ref"]?.ToString()),
            Is.SupersetOf((string[])["#/components/parameters/Limit", "#/components/parameters/Cursor"])
        );
        Assert.That(root["components"]!["parameters"]!["Limit"]!["schema"]!["maximum"]!.GetValue<int>(), Is.EqualTo(100));
        Assert.That(
            root["components"]!["schemas"]!["Post"]!["properties"]!["id"]!["allOf"]![0]!["$ref"]!.ToString(),
            Is.EqualTo("#/components/schemas/ResourceId")
        );
        Assert.That(root["components"]!["schemas"]!["ResourceId"]!["format"]!.ToString(), Is.EqualTo("uuid"));
    }

    [Test]
    public void Whoever_may_read_without_a_token_is_told_so()
    {
        var list = JsonNode.Parse(Emit(SampleBlueprints.Social()))!["paths"]!["/api/v1/posts"]!["get"]!;

        Assert.That(list["security"]!.AsArray(), Is.Empty);
        Assert.That(list["responses"]!["401"], Is.Null);
    }

    private static string Emit(Blueprint blueprint) => new OpenApiEmitter().Emit(blueprint).Single().Content;
}
