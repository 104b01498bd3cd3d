using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.Arazzo;
using BackendAgents.Engineering.Tests.Blueprints;

namespace BackendAgents.Engineering.Tests.Scenarios;

/// <summary>Files that steps send: what is told of those that can't be sent, and who plays those that can.</summary>
public sealed class ScenarioFileTests
{
    private static readonly string s_shop = System.IO.File.ReadAllText(
        Path.Combine(GeneratedFile.Root, "examples", "web-shop", "backend.yaml")
    );

    [TestCase("text: This is no photo.", "text: A, base64: QQ==", "a text, or Base64", "base64: iVBO")]
    [TestCase(", text: This is no photo.", "", "a text, or Base64", "text: Hello")]
    [TestCase("text: This is no photo.", "base64: a photo", "no Base64", "base64: iVBO")]
    [TestCase("type: image/png, text", "type: photo, text", "no type of content", "image/png")]
    [TestCase("          type: image/png", "          type: image/gif", "takes no image/gif", "It takes image/jpeg, image/png, image/webp")]
    [TestCase(
        "call: createProduct, body:",
        "call: createProduct, file: { type: image/png, text: A }, body:",
        "the whole body",
        "Leave 'body'"
    )]
    [TestCase("{ call: getPhoto,", "{ call: getPhoto, file: { type: image/png, text: A },", "getPhoto takes no file", "Call uploadPhoto")]
    [TestCase(
        "        file: { type: image/png, text: This is no photo. }\n        expect: { status: 415, problem: file-type-refused }\n",
        "",
        "uploadPhoto needs a file",
        "type: image/jpeg"
    )]
    public void It_is_told(string right, string wrong, string message, string remedy)
    {
        var problem = BrokenBlueprint.Told(s_shop, right, wrong, "BP070");

        Assert.That(problem.Message, Does.Contain(message));
        Assert.That(problem.Remedy, Does.Contain(remedy));
    }

    [Test]
    public void Our_own_tests_send_it_and_other_runners_are_told_that_they_do_not()
    {
        var blueprint = CapabilityCatalog.BuiltIn.Read(s_shop).Blueprint!;
        var written = BlueprintYaml.Write(blueprint);
        Assert.That(BlueprintYaml.Write(CapabilityCatalog.BuiltIn.Read(written).Blueprint!), Is.EqualTo(written));
        var files = CapabilityCatalog.BuiltIn.Deliver(blueprint);

        var test = files.Single(static file => file.Path.EndsWith("AProductHasAPhotoScenario.g.cs", StringComparison.Ordinal)).Content;
        Assert.That(test, Does.Contain("new(\"image/png\", Encoding.UTF8.GetBytes(\"This is no photo.\"))"));
        Assert.That(test, Does.Contain("new(\"image/png\", Convert.FromBase64String(\"iVBO"));
        Assert.That(files.Find(ArazzoEmitter.Path)!.Content, Does.Contain("or send files").And.Not.Contain("a-product-has-a-photo"));
    }
}
