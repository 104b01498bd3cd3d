using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Blueprints;

public sealed class BlueprintEditorTests
{
    private readonly BackendProject _project = new();

    [SetUp]
    public void Begin() => Assert.That(_project.Replace(SampleBlueprints.Social()).Succeeded);

    [Test]
    public void A_rename_keeps_the_id_and_all_references()
    {
        var result = _project.Edit(
            """
            [{"field":{"id":"post-title","name":"headline","type":"string","maxLength":200,"required":true},
            "entity":"post","op":"upsertField"}]
            """
        );

        Assert.That(result.Problems, Is.Empty);
        Assert.That(result.Blueprint!.Entities[1].Fields[0].Name, Is.EqualTo("headline"));
        Assert.That(
            result.Blueprint.Operations.Single(static operation => operation.Id == "list-posts").Search,
            Has.Some.EqualTo("post-title")
        );
    }

    [TestCase("entities.Post.fields.title.maxLength")]
    [TestCase("entities.post.fields.post-title.maxLength")]
    [TestCase("entities[1].fields[0].maxLength")]
    [TestCase("/entities/1/fields/0/maxLength")]
    [TestCase("backend.yaml:3:4@entities[1].fields[0].maxLength")]
    public void A_path_goes_by_name_by_id_by_place_and_as_a_pointer(string path)
    {
        var result = _project.Edit($$"""[{"op":"set","path":"{{path}}","value":77}]""");

        Assert.That(result.Problems, Is.Empty);
        Assert.That(result.Blueprint!.Entities[1].Fields[0].MaxLength, Is.EqualTo(77));
    }

    [TestCase("""[{"op":"set","path":"entities.Post.fields.slug","value":{"type":"string","maxLength":80}}]""")]
    [TestCase("""[{"op":"add","path":"/entities/1/fields/-","value":{"name":"slug","type":"string","maxLength":80}}]""")]
    [TestCase("""{"op":"upsertField","entity":"Post","field":{"name":"slug","type":"varchar(80)"}}""")]
    [TestCase("""{"edits":[{"op":"upsert_field","entityId":"post","field":{"name":"slug","type":"string","max_length":80}}]}""")]
    [TestCase("- op: set\n  path: entities.Post.fields.slug\n  value: { type: string, maxLength: 80 }\n")]
    public void A_field_is_added_in_any_of_these_ways(string edits)
    {
        var result = _project.Edit(edits);

        Assert.That(result.Problems, Is.Empty);
        Assert.That(result.Blueprint!.Entities[1].Fields[^1] is { Id: "post-slug", Name: "slug", MaxLength: 80 });
    }

    [TestCase("""{"op":"setTargets","targets":{"requestsPerSecond":50}}""")]
    [TestCase("""{"op":"set","path":"targets.requestsPerSecond","value":50}""")]
    public void A_part_of_the_root_is_set(string edit)
    {
        Assert.That(_project.Edit(edit).Blueprint!.Targets.RequestsPerSecond, Is.EqualTo(50));
    }

    [Test]
    public void Capabilities_are_chosen_and_taken_back()
    {
        var chosen = _project.Edit("""{"op":"setCapability","capability":{"id":"compose","options":{}}}""");
        Assert.That(chosen.Blueprint?.Capability("compose"), Is.Not.Null);

        var left = _project.Edit("""{"op":"remove","path":"capabilities.compose"}""");
        Assert.That(left.Blueprint!.Capability("compose"), Is.Null);
    }

    [Test]
    public void Removing_what_is_referred_to_changes_nothing()
    {
        var before = _project.Blueprint;
        var result = _project.Edit("""[{"op":"remove","id":"post-title"}]""");

        Assert.That(result.Succeeded, Is.False);
        Assert.That(result.Problems[0].Message, Does.Contain("post-title"));
        Assert.That(_project.Blueprint, Is.SameAs(before));
    }

    [Test]
    public void A_refused_document_is_mended_by_edits_alone()
    {
        var project = new BackendProject();
        var refused = project.Replace(
            "service: { name: a, title: A }\nentities: [{ name: Post, fields: [{ name: title, type: string }] }]\n"
        );

        Assert.That(refused.Problems.Select(static problem => problem.Code), Is.EqualTo(new[] { "BP020" }));
        Assert.That(project.Current.Draft, Is.Not.Null);

        var mended = project.Edit(refused.Problems[0].Edits!);

        Assert.That(mended.Problems, Is.Empty);
        Assert.That(project.Blueprint!.Entities[0].Fields[0].MaxLength, Is.Positive);
        Assert.That(project.Current.Draft, Is.Null);
    }

    [Test]
    public void Edits_that_mend_a_part_of_a_draft_stay_in_it()
    {
        var project = new BackendProject();
        project.Replace("service: { name: a, title: A }\nentities: [{ name: Post, fields: [title, body] }]\n");

        var half = project.Edit("""[{"op":"set","path":"entities.Post.fields[0]","value":{"name":"title","type":"text"}}]""");
        Assert.That(half.Blueprint, Is.Null);
        Assert.That(half.Problems, Has.Count.EqualTo(1));

        Assert.That(project.Edit(half.Problems[0].Edits!).Problems, Is.Empty);
        Assert.That(project.Blueprint!.Entities[0].Fields.Select(static field => field.Name), Is.EqualTo(new[] { "title", "body" }));
    }

    [Test]
    public void A_blueprint_can_be_begun_by_edits()
    {
        var project = new BackendProject();

        var result = project.Edit(
            """[{"op":"set","path":"service","value":"Notes"},{"op":"set","path":"entities.Note.fields.text","value":{"type":"text"}}]"""
        );

        Assert.That(result.Blueprint, Is.Null, "an entity that is not there is not made by a path into it");
        result = project.Edit(
            """[{"op":"set","path":"service","value":"Notes"},{"op":"set","path":"entities.Note","value":{"fields":{"text":"text"}}}]"""
        );
        Assert.That(result.Problems, Is.Empty);
    }

    [TestCase("", "no edit")]
    [TestCase("[]", "no edit")]
    [TestCase("nonsense", "no edit")]
    [TestCase("[null]", "'op'")]
    [TestCase("[{\"op\":\"format\"}]", "format")]
    [TestCase("[{\"op\":\"upsertField\",\"entity\":\"post\",\"field\":{\"id\":\"a\",\"name\":\"a\",\"colour\":1}}]", "colour")]
    [TestCase("[{\"op\":\"upsertField\"}]", "\"field\"")]
    [TestCase("[{\"op\":\"upsertField\",\"field\":{\"name\":\"a\",\"type\":\"text\"}}]", "entity")]
    [TestCase("[{\"op\":\"set\",\"path\":\"entities.Pst.fields.a\",\"value\":1}]", "Post")]
    [TestCase("[{\"op\":\"set\",\"path\":\"entities.Post.fields.a\"}]", "value")]
    [TestCase("[{\"op\":\"remove\",\"path\":\"entities.Post.fields.colour\"}]", "title")]
    [TestCase("[{\"op\":\"remove\"}]", "path")]
    public void Bad_edits_are_refused_with_a_reason_and_how_to_write_it(string edits, string said)
    {
        var before = _project.Blueprint;
        var result = _project.Edit(edits);

        Assert.That(string.Join(' ', result.Problems), Does.Contain(said));
        Assert.That(_project.Blueprint, Is.SameAs(before));
        _project.SetDraft(null);
    }
}
