using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Scenarios;

/// <summary>Scenarios as people and models write them, held against the contract.</summary>
public sealed class ScenarioReadingTests
{
    private const string Good = """
        scenarios:
          - title: Only the author deletes a post
            now: 2030-01-15T08:00:00Z
            accounts: [ { name: ada, role: member }, { name: bob } ]
            steps:
              - { as: ada, call: createPost, body: { title: Hello, body: "1" }, save: post, expect: { body: { title: Hello } } }
              - { as: bob, call: deletePost, path: { id: $post.id }, expect: { status: 403 } }
              - wait: 00:45:00
              - { as: ada, call: updatePost, path: { id: $post.id }, headers: { If-Match: $post@etag }, body: { title: B, body: C } }
              - { as: ada, call: deletePost, path: { id: $post.id } }
              - { call: getPost, path: { id: $post.id }, expect: { status: 404, problem: not-found } }
              - { call: listPosts, query: { limit: 5 }, expect: { body: { items: [], nextCursor: null } } }
              - { as: bob, call: me, expect: { body: { id: $bob.id } } }
        """;

    private static BlueprintReadResult Read(string scenarios) =>
        CapabilityCatalog.BuiltIn.Read(BlueprintYaml.Write(SampleBlueprints.Social() with { Scenarios = [] }) + scenarios);

    [Test]
    public void A_scenario_reads_back_as_it_was_written()
    {
        var read = Read(Good);

        Assert.That(read.Problems, Is.Empty);
        var scenario = read.Blueprint!.Scenarios.Single();
        Assert.That(scenario.Id, Is.EqualTo("only-the-author-deletes-a-post"));
        Assert.That(scenario.Steps[0].Call, Is.EqualTo("create-post"), "a reference by id survives renames");
        Assert.That(scenario.Steps[0].Body!.Value.GetProperty("body").GetString(), Is.EqualTo("1"), "what is quoted is a text");
        var written = BlueprintYaml.Write(read.Blueprint);
        Assert.That(BlueprintYaml.Write(CapabilityCatalog.BuiltIn.Read(written).Blueprint!), Is.EqualTo(written));
    }

    [Test]
    public void A_renamed_operation_is_still_the_one_that_is_called()
    {
        var blueprint = Read(Good).Blueprint!;
        var renamed = blueprint with
        {
            Operations = [.. blueprint.Operations.Select(static one => one.Id == "delete-post" ? one with { Name = "dropPost" } : one)],
        };

        Assert.That(CapabilityCatalog.BuiltIn.Validate(renamed), Is.Empty);
    }

    [TestCase("call: createPost", "call: makePost", "BP070", "There is no operation 'makePost'")]
    [TestCase("as: bob, call: deletePost", "as: eve, call: deletePost", "BP014", "Nobody called 'eve'")]
    [TestCase("role: member", "role: king", "BP014", "There is no role 'king'")]
    [TestCase("path: { id: $post.id }, expect: { status: 403 }", "path: { id: $note.id }", "BP070", "refers to 'note'")]
    [TestCase("path: { id: $post.id }, expect: { status: 403 }", "path: { id: $post.ide }", "BP070", "the answer has no 'ide'")]
    [TestCase("path: { id: $post.id }, expect: { status: 403 }", "path: { key: $post.id }", "BP070", "/api/v1/posts/{id}")]
    [TestCase("status: 403", "status: 418", "BP070", "never answers 418")]
    [TestCase("status: 403", "status: 7", "BP016", "7 is no status")]
    [TestCase("title: Hello, body: \"1\" }", "title: Hello, body: x, colour: red }", "BP070", "createPost has no 'colour'")]
    [TestCase("title: Hello, body: \"1\" }", "title: Hello }", "BP070", "createPost needs body")]
    [TestCase("expect: { body: { title: Hello } }", "expect: { body: { titel: Hello } }", "BP070", "has no 'titel'")]
    [TestCase("items: []", "items: [ { colour: 1 } ]", "BP070", "has no 'colour'")]
    [TestCase("query: { limit: 5 }", "query: { size: 5 }", "BP070", "no parameter 'size'")]
    [TestCase("query: { limit: 5 }", "query: { limit: [ 5 ] }", "BP006", "simple values")]
    [TestCase("wait: 00:45:00", "wait: 45 minutes", "BP016", "no time from one second")]
    [TestCase("wait: 00:45:00", "wait: 9000.00:00:00", "BP016", "no time from one second")]
    [TestCase("now: 2030-01-15T08:00:00Z", "now: tomorrow", "BP070", "no instant")]
    [TestCase("wait: 00:45:00", "as: ada", "BP070", "a call, a wait")]
    [TestCase("problem: not-found", "problem: Not Found", "BP010", "not in kebab case")]
    [TestCase("save: post", "save: bob", "BP070", "'bob' is a name already")]
    [TestCase("$bob.id", "$bob.email", "BP070", "nothing that an account has")]
    [TestCase("$bob.id", "$now+x", "BP070", "refers to nothing")]
    [TestCase("title: Only", "proves: [ no-such ]\n    title: Only", "BP014", "There is no requirement 'no-such'")]
    public void What_cannot_be_played_is_refused_at_its_line_with_a_remedy(string good, string bad, string code, string message)
    {
        var problem = Read(Good.Replace(good, bad, StringComparison.Ordinal)).Problems[0];

        Assert.That(problem.Code, Is.EqualTo(code));
        Assert.That(problem.Message, Does.Contain(message));
        Assert.That(problem.Place.Line, Is.GreaterThan(100), "the line in the document");
        Assert.That(problem.Remedy, Is.Not.Empty);
    }

    [Test]
    public void Edits_add_and_remove_scenarios()
    {
        var project = new BackendProject();
        project.Replace(SampleBlueprints.Social());
        var added = project.Edit(
            """
            [{"op":"upsertScenario","scenario":{"id":"s","title":"T","steps":[{"call":"list-posts","expect":{"body":{"items":[]}}}]}}]
            """
        );
        var removed = project.Edit("""{"op":"remove","id":"s"}""");

        Assert.That(added.Problems, Is.Empty);
        Assert.That(added.Blueprint!.Scenarios.Select(static one => one.Id), Has.Some.EqualTo("s"));
        Assert.That(removed.Blueprint!.Scenarios.Select(static one => one.Id), Has.None.EqualTo("s"));
    }

    [Test]
    public void A_member_that_stands_twice_is_refused()
    {
        var project = new BackendProject();
        project.Replace(SampleBlueprints.Social());
        var refused = project.Edit(
            """
            [{"op":"upsertScenario","scenario":{"id":"s","title":"T","steps":[{"call":"create-post","body":{"title":"a","title":"b"}}]}}]
            """
        );

        Assert.That(refused.Problems.Single().Code, Is.EqualTo("BP004"));
    }
}
