using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>Briefs of many trades, each with what an engineer would draw from it, compared in both directions.</summary>
public sealed class TradeBriefTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Briefs", "Cases");

    private static IEnumerable<string> Names =>
        Directory
            .EnumerateFiles(Folder, "*.md")
            .Select(static file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Names))]
    public void Blueprint_is_what_an_engineer_would_draw(string name)
    {
        var reading = BriefReader.Read(File.ReadAllText(Path.Combine(Folder, name + ".md")));
        var expectation = BriefExpectation.Parse(File.ReadAllText(Path.Combine(Folder, name + ".yaml")));

        Assert.That(reading.Problems, Is.Empty);
        Assert.That(BlueprintValidator.Validate(reading.Blueprint!), Is.Empty);
        Assert.That(string.Join('\n', expectation.Differences(reading.Blueprint!)), Is.Empty);
    }

    [TestCaseSource(nameof(Names))]
    public void Every_sentence_is_placed_or_says_why_not(string name)
    {
        var reading = BriefReader.Read(File.ReadAllText(Path.Combine(Folder, name + ".md")));

        Assert.That(
            reading.Trace,
            Is.Not.Empty.And.All.Matches<BriefSentence>(static sentence =>
                sentence.Elements.Count > 0 || sentence.Reason is { Length: > 0 }
            )
        );
        Assert.That(
            reading.Page.Split('\n').Count(static line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsDigit(line[2])),
            Is.EqualTo(reading.Trace.Count)
        );
    }

    [Test]
    public void There_are_ten_trades_of_four_sentences_and_more() =>
        Assert.That(
            Names.Count(name => BriefReader.Read(File.ReadAllText(Path.Combine(Folder, name + ".md"))).Trace.Count >= 4),
            Is.GreaterThanOrEqualTo(10)
        );
}
