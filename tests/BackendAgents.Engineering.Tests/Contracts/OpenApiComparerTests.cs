using System.Text.Json.Nodes;
using BackendAgents.Engineering.Capabilities.OpenApi;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Contracts;

public sealed class OpenApiComparerTests
{
    private static readonly string s_emitted = new OpenApiEmitter().Emit(SampleBlueprints.Social()).Single().Content;

    [Test]
    public void A_document_equals_itself() => Assert.That(OpenApiComparer.Compare(s_emitted, s_emitted), Is.Empty);

    [Test]
    public void What_is_no_document_is_said_to_be_none()
    {
        Assert.That(OpenApiComparer.Compare(s_emitted, "<html>"), Is.EqualTo((string[])["The served document is not a JSON object."]));
        Assert.That(OpenApiComparer.Compare("[]", s_emitted), Is.EqualTo((string[])["The emitted document is not a JSON object."]));
    }

    [TestCase(
        "paths./api/v1/posts.get.operationId",
        "\"other\"",
        "GET /api/v1/posts: operationId is 'other' as served and 'listPosts' as emitted."
    )]
    [TestCase(
        "paths./api/v1/posts.post.security",
        "[]",
        "POST /api/v1/posts: the need for a token is 'False' as served and 'True' as emitted."
    )]
    [TestCase(
        "components.parameters.Limit.required",
        "true",
        "GET /api/v1/posts: required of query parameter limit is 'true' as served and 'false' as emitted."
    )]
    [TestCase(
        "components.parameters.Limit.schema.format",
        "\"int64\"",
        "GET /api/v1/posts, query parameter limit: format is 'int64' as served and 'int32' as emitted."
    )]
    [TestCase(
        "paths./api/v1/posts.post.requestBody.required",
        "false",
        "POST /api/v1/posts: required of the body is 'false' as served and 'true' as emitted."
    )]
    [TestCase("components.schemas.PostInput.required", "[]", "POST /api/v1/posts, body: required properties is '' as served")]
    [TestCase(
        "components.schemas.PostInput.properties.title.type",
        "\"integer\"",
        "POST /api/v1/posts, body.title: type is 'integer' as served and 'string' as emitted."
    )]
    [TestCase(
        "components.schemas.PostInput.properties.title.nullable",
        "true",
        "POST /api/v1/posts, body.title: nullable is 'True' as served and 'False' as emitted."
    )]
    [TestCase("components.schemas.PostInput.properties.title.maxLength", "7", "POST /api/v1/posts, body.title: maxLength is '7' as served")]
    [TestCase("components.schemas.Post.properties.extra", "{\"type\":\"string\"}", "properties is 'authorId, body, createdAt, extra, ")]
    public void A_difference_is_said_with_its_place(string path, string value, string message)
    {
        var served = JsonNode.Parse(s_emitted)!;
        var keys = path.Split('.');
        var node = served;
        foreach (var key in keys[..^1])
            node = int.TryParse(key, out var at) ? node![at] : node![key];
        node![keys[^1]] = JsonNode.Parse(value);

        Assert.That(OpenApiComparer.Compare(s_emitted, served.ToJsonString()), Has.Some.Contains(message));
    }

    [Test]
    public void An_operation_too_many_or_too_few_is_named()
    {
        var served = JsonNode.Parse(s_emitted)!;
        var posts = served["paths"]!["/api/v1/posts"]!.AsObject();
        posts["patch"] = posts["post"]!.DeepClone();
        posts.Remove("post");

        var differences = OpenApiComparer.Compare(s_emitted, served.ToJsonString());

        Assert.That(
            differences,
            Is.EqualTo((string[])["POST /api/v1/posts is not served.", "PATCH /api/v1/posts is served, but not in the emitted document."])
        );
    }

    [Test]
    public void Names_of_schemas_and_ways_to_write_null_do_not_matter()
    {
        var served = s_emitted
            .Replace("#/components/schemas/Post\"", "#/components/schemas/PostResponse\"", StringComparison.Ordinal)
            .Replace("\"Post\": {", "\"PostResponse\": {", StringComparison.Ordinal);

        Assert.That(OpenApiComparer.Compare(s_emitted, served), Is.Empty);
    }
}
