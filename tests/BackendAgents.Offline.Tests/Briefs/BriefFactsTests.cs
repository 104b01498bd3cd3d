using System.Reflection;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>The facts are the seam: what was read, written down and read again gives the blueprint that the reader gives.</summary>
public sealed class BriefFactsTests
{
    [Test]
    public void The_facts_of_every_brief_of_these_tests_draft_the_same_blueprint_after_a_round_trip()
    {
        var compared = 0;
        Assert.Multiple(() =>
        {
            foreach (var brief in Briefs())
            {
                if (BriefReader.Read(brief) is not { Facts: { } facts } reading)
                    continue;
                var read = BriefFacts.TryParse(facts.ToJson(), out var parsed, out var problems);

                Assert.That(problems, Is.Empty, brief);
                if (!read)
                    continue;
                var drafted = parsed!.Draft();
                Assert.That(BlueprintYaml.Write(drafted.Blueprint!), Is.EqualTo(BlueprintYaml.Write(reading.Blueprint!)), brief);
                Assert.That(drafted.Trace, Is.EqualTo(reading.Trace).Using<BriefSentence>(Same), brief);
                Assert.That(parsed.ToJson(), Is.EqualTo(facts.ToJson()), brief);
                compared++;
            }
        });
        Assert.That(compared, Is.GreaterThan(80));
    }

    [TestCase("{", "facts: It is no JSON")]
    [TestCase("[]", "facts: There is no list 'sentences'")]
    [TestCase("""{"sentences":[]}""", "sentences: It is no list of 1 to 5000 sentences")]
    [TestCase("""{"sentences":[{"text":""}]}""", "sentences[0].text: It is no text of 1 to")]
    [TestCase("""{"sentences":[{"text":"a","say":[]}]}""", "sentences[0].say: There is no such key")]
    [TestCase("""{"sentences":[{"text":"a","says":[{"kind":"table"}]}]}""", "sentences[0].says[0]: There is no kind 'table'")]
    [TestCase("""{"sentences":[{"text":"a","says":[{"kind":"thing"}]}]}""", "sentences[0].says[0].name: A fact of kind 'thing' needs it")]
    [TestCase("""{"sentences":[{"text":"a","says":[{"kind":"thing","name":"a/../b"}]}]}""", "sentences[0].says[0].name: \"a/../b\" is not")]
    [TestCase("""{"sentences":[{"text":"a","says":[{"kind":"thing","name":"b","name":"c"}]}]}""", "facts: It is no JSON")]
    [TestCase("""{"sentences":[{"text":"a","says":[{"kind":"target","measure":"speed","value":1}]}]}""", "sentences[0].says[0].measure: ")]
    public void A_fault_is_named_with_its_place_and_a_remedy(string json, string message)
    {
        var read = BriefFacts.TryParse(json, out var facts, out var problems);

        Assert.That(read, Is.False);
        Assert.That(facts, Is.Null);
        Assert.That($"{problems[0].Place.Path}: {problems[0].Message}", Does.StartWith(message));
        Assert.That(problems[0].Remedy, Is.Not.Empty);
    }

    [Test]
    public void Faults_are_counted_up_to_a_bound()
    {
        var facts = string.Join(',', Enumerable.Repeat("""{"kind":"thing"}""", 1_000));

        var read = BriefFacts.TryParse($$"""{"sentences":[{"text":"a","says":[{{facts}}]}]}""", out _, out var problems);

        Assert.That(read, Is.False);
        Assert.That(problems, Has.Count.EqualTo(50));
    }

    [Test]
    public void The_schema_is_the_one_on_record() => GeneratedFile.AssertUpToDate("docs/facts.schema.json", BriefFacts.Schema);

    // The files beside the tests, and every text that a test case of this folder gives.
    private static IEnumerable<string> Briefs() =>
        Directory
            .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Briefs"), "*.md", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            .Concat(
                typeof(BriefFactsTests)
                    .Assembly.GetTypes()
                    .SelectMany(static type => type.GetMethods())
                    .SelectMany(static method => method.GetCustomAttributes<TestCaseAttribute>())
                    .SelectMany(static test => test.Arguments)
                    .OfType<string>()
                    .Where(static text => text.Contains(' ', StringComparison.Ordinal) && text.Length <= BriefReader.MaxBytes)
            )
            .Distinct();

    private static bool Same(BriefSentence left, BriefSentence right) =>
        left.Number == right.Number
        && left.Text == right.Text
        && left.Reason == right.Reason
        && left.Elements.SequenceEqual(right.Elements);
}
