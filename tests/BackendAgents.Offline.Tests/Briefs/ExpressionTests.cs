using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Engineering.Briefs.Sayings;
using BackendAgents.Offline.Phrases;
using BackendAgents.Offline.Reading.Formal;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>What a regular expression needs is seen before it is made, and never too much of it.</summary>
public sealed class ExpressionTests
{
    [TestCase("^(?:please )?send a mail$", "send a mail")]
    [TestCase("(?:mails?|letters?) to", "mail,letter")]
    [TestCase("(?:mail|letter)s?(?: now)?", "mail,letter")]
    [TestCase("a(?<who>[a-z]+) reads", " reads")]
    [TestCase(@"\w+\.json", ".json")]
    [TestCase("colou?r", "colo")]
    [TestCase("(?:mail|)", "")]
    [TestCase("mail|x", "")]
    [TestCase("(?:mail){0,2}", "")]
    [TestCase("(?:mail){1,2}", "mail")]
    [TestCase("[mail] [^]x]+", "")]
    public void Each_match_has_one_of_the_literals(string pattern, string literals) =>
        Assert.That(string.Join(',', RequiredLiterals.Of(pattern)), Is.EqualTo(literals));

    // Whatever the knowledge files say, against all sentences of the corpus.
    [Test]
    public void No_sentence_that_matches_is_passed_over()
    {
        string[] sentences =
        [
            .. new[] { "First", "Second" }
                .SelectMany(CorpusBrief.Read)
                .SelectMany(static brief => brief.Text.Split(['\n', '.', ';']))
                .Select(static sentence => sentence.Trim(' ', '-', '*'))
                .Distinct(),
        ];
        var (patterns, matches) = (0, 0);
        foreach (var pattern in Patterns())
        {
            patterns++;
            var literals = RequiredLiterals.Of(pattern);
            if (literals.Count == 0)
                continue;
            var regex = new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
            foreach (var sentence in sentences.Where(sentence => regex.IsMatch(sentence)))
            {
                matches++;
                Assert.That(
                    literals.Any(literal => sentence.Contains(literal, StringComparison.OrdinalIgnoreCase)),
                    pattern + " in " + sentence
                );
            }
        }

        Assert.That(patterns, Is.GreaterThan(300));
        Assert.That(matches, Is.GreaterThan(1_000));
    }

    private static IEnumerable<string> Patterns()
    {
        var rewrites = KnowledgeFiles.Read<PlainWords>("rewrites.yaml");
        var (sayings, descriptions) = (SayingFile.Instance, DescriptionFile.Instance);
        return RequirementCue
            .All.SelectMany(static cue => cue.Words)
            .Concat(sayings.Sayings.SelectMany(saying => Of(saying.Sentences.Concat(saying.Unless), sayings.Parts)))
            .Concat(Expanded(rewrites.Phrases, rewrites.Parts))
            .Concat(Expanded([.. descriptions.Phrases, .. descriptions.Items, .. descriptions.Lists], descriptions.Parts))
            .Concat(
                new[] { PhraseFile.Remarks, PhraseFile.Declined, PhraseFile.Scopes }.SelectMany(static file =>
                    Expanded(file.Phrases, file.Parts)
                )
            );
    }

    private static IEnumerable<string> Expanded(IEnumerable<Phrase> phrases, Dictionary<string, string> parts) =>
        phrases.SelectMany(phrase => Of(phrase.Sentences.Concat(phrase.Unless), parts));

    private static IEnumerable<string> Of(IEnumerable<string> expressions, Dictionary<string, string> parts) =>
        expressions.Select(expression => Phrase.Expand(expression, parts));
}
