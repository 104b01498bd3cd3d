using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>
/// What becomes of each sentence of briefs in people's words; two halves by lot, and two sets of three authors each who knew nothing of it.
/// The reader's data has seen all of them since; docs/facts.md says what was wrong at first look.
/// </summary>
public sealed class LabelledBriefTests
{
    [TestCase("First", 0.02, 0.5)]
    [TestCase("Second", 0.02, 0.45)]
    [TestCase("Strangers", 0.01, 0.03)]
    [TestCase("Others", 0.015, 0.03)]
    public void Much_is_placed_and_hardly_anything_wrong(string half, double mostWrong, double leastPlaced)
    {
        var states = new Dictionary<string, int>();
        var wrong = new List<string>();
        foreach (var brief in LabelledBrief.Read(half))
            brief.Count(states, wrong);

        var requirements = states.Where(static pair => pair.Key != "None").Sum(static pair => pair.Value);
        TestContext.Out.WriteLine(
            $"{half}: {string.Join(", ", states.Select(static pair => $"{pair.Value} {pair.Key}"))}, {wrong.Count} "
                + $"wrong\n{string.Join('\n', wrong)}"
        );
        Assert.That((double)wrong.Count / requirements, Is.LessThan(mostWrong), string.Join('\n', wrong));
        Assert.That((double)states["Placed"] / requirements, Is.GreaterThan(leastPlaced));
    }

    [TestCase("First")]
    [TestCase("Strangers")]
    [TestCase("Others")]
    public void What_every_service_does_anyhow_buys_no_belief_in_the_rest(string half)
    {
        const string Given =
            "\n\nPasswords are hashed. Lists are paged. The API returns JSON. There is a health check endpoint. "
            + "Validation errors return 400. All list endpoints support pagination. "
            + "Use appropriate HTTP status codes. Passwords are stored hashed.";
        var bought =
            from brief in LabelledBrief.Read(half)
            let alone = brief.Reading.Blueprint
            let beside = BriefReader.Read(brief.Text + Given).Blueprint
            where alone is not null && beside is not null
            from requirement in alone.Requirements
            where requirement.State == RequirementState.Open
            where beside.Requirements.Any(other => other.Text == requirement.Text && other.State == RequirementState.Placed)
            select $"{brief.Name}: {requirement.Text}";

        Assert.That(bought, Is.Empty);
    }

    [Test]
    public void A_brief_in_another_language_is_refused_by_the_name_of_its_language()
    {
        var briefs = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Briefs", "Labelled", "Foreign"), "*.md");
        var problems = briefs.Select(static brief => BriefReader.Read(File.ReadAllText(brief)).Problems).ToList();

        Assert.That(briefs, Has.Length.EqualTo(8));
        Assert.That(problems.SelectMany(static found => found).Select(static problem => problem.Code), Is.All.EqualTo("brief-not-english"));
        Assert.That(problems, Has.All.Count.EqualTo(1));
    }

    [Test]
    public void The_language_of_two_sentences_is_named()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Briefs", "Labelled", "Foreign", "languages.txt"));
        var said = lines.Select(static line => line.Split('|', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);

        foreach (var (language, brief) in said)
            Assert.That(BriefReader.Read(brief).Problems.Single().Message, Does.StartWith($"The brief is in {language};"), brief);
        Assert.That(said, Has.Count.EqualTo(11));
    }
}
