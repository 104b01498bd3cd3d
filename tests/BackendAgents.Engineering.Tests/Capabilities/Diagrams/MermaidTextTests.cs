using System.Globalization;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Capabilities.Diagrams;

namespace BackendAgents.Engineering.Tests.Capabilities.Diagrams;

public sealed class MermaidTextTests
{
    [TestCase("Its state: open, paid; never both.")]
    [TestCase("50 % of #1 & 2 @ 3 * 4 $")]
    [TestCase("100%%; classDef:#a; style:#b; #59;")]
    [TestCase("Über 😀? Ärger: ja")]
    public void What_Mermaid_turns_back_is_what_was_written(string text)
    {
        var quoted = MermaidText.Quoted(text);

        Assert.That(
            Decoded(quoted),
            Is.EqualTo(text.Replace("😀", "", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal))
        );
        Assert.That(
            Regex.Replace(quoted, "#\\d+;", ""),
            Does.Not.Match("[;:#%]"),
            "nothing stays that ends a statement or begins a directive"
        );
    }

    [Test]
    public void What_opens_html_or_ends_the_quotes_is_left_out() =>
        Assert.That(MermaidText.Quoted("a <b>\"c\"</b> `d` {e} [f] | \\ ~ ^"), Is.EqualTo("a b c /b d e f"));

    [Test]
    public void A_long_text_is_cut_by_what_is_seen_of_it()
    {
        var quoted = MermaidText.Quoted(new string(';', 150));

        Assert.That(Decoded(quoted), Is.EqualTo(new string(';', 100) + "..."));
    }

    // As Mermaid does it before it draws.
    private static string Decoded(string text) =>
        Regex.Replace(text, "#(\\d+);", static code => $"{(char)int.Parse(code.Groups[1].Value, CultureInfo.InvariantCulture)}");
}
