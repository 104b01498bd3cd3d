using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Blueprints;

public sealed class BlueprintEditorTests
{
    [Test]
    public void A_rename_keeps_the_id_and_all_references()
    {
        var (edits, problems) = BlueprintEditJson.Parse(
            """[{"field":{"id":"post-title","name":"headline","type":"string","maxLength":200,"required":true},"entity":"post","op":"upsertField"}]"""
        );
        var result = BlueprintEditor.Apply(SampleBlueprints.Social(), edits);

        Assert.That(problems, Is.Empty);
        Assert.That(result.Problems, Is.Empty);
        Assert.That(result.Blueprint!.Entities[1].Fields[0].Name, Is.EqualTo("headline"));
        Assert.That(
            result.Blueprint.Operations.Single(static operation => operation.Id == "list-posts").Search,
            Has.Some.EqualTo("post-title")
        );
    }

    [Test]
    public void Removing_what_is_referred_to_changes_nothing()
    {
        var result = BlueprintEditor.Apply(SampleBlueprints.Social(), [new RemoveElement("post-title")]);

        Assert.That(result.Succeeded, Is.False);
        Assert.That(result.Problems[0].Message, Does.Contain("post-title"));
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("nonsense")]
    [TestCase("[null]")]
    [TestCase("[{\"op\":\"format\"}]")]
    [TestCase("[{\"op\":\"upsertField\",\"entity\":\"post\",\"field\":{\"id\":\"a\",\"name\":\"a\",\"colour\":1}}]")]
    [TestCase("[{\"op\":\"upsertField\"}]")]
    public void Bad_edits_are_refused_with_a_reason(string json)
    {
        var (edits, problems) = BlueprintEditJson.Parse(json);
        var refused = problems.Count > 0 ? problems : Try(edits);

        Assert.That(refused, Is.Not.Empty);

        static IReadOnlyList<Diagnostic> Try(IReadOnlyList<BlueprintEdit> edits) =>
            BlueprintEditor.Apply(SampleBlueprints.Social(), edits).Problems;
    }
}
