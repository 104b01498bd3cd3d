using BackendAgents.Definitions;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Tests.Definitions;

/// <summary>The list of diagnostics is whole, and the documentation has it.</summary>
public sealed class DefinitionCodeTests
{
    [Test]
    public void The_tables_in_the_documentation_are_up_to_date() =>
        GeneratedFile.AssertUpToDate("docs/definition-tables.md", DefinitionTables.Render());

    [Test]
    public void Codes_are_unique_and_in_order() =>
        Assert.That(DefinitionCode.All.Select(static code => code.Code), Is.Unique.And.Ordered.Using<string>(StringComparer.Ordinal));

    [Test]
    public void What_the_corpus_shows_is_listed_with_its_severity()
    {
        var corpus = Path.Combine(AppContext.BaseDirectory, "Definitions", "Corpus", "Files");
        var found = AgentDefinitionLoader
            .LoadFolder(corpus)
            .SelectMany(static result => result.Diagnostics)
            .Select(static diagnostic => (diagnostic.Code, diagnostic.Severity))
            .Distinct()
            .ToList();

        foreach (var (code, severity) in found.Where(static pair => pair is not ("DEF004", Severity.Error)))
            Assert.That(DefinitionCode.All.Single(known => known.Code == code).Severity, Is.EqualTo(severity), code);
        Assert.That(
            found.Select(static pair => pair.Code).Distinct().Count(),
            Is.GreaterThanOrEqualTo(25),
            "the corpus shows nearly every kind"
        );
    }
}
