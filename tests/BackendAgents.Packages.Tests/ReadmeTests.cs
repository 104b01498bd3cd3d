using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BackendAgents.Packages.Tests;

/// <summary>What the documentation shows compiles.</summary>
public sealed partial class ReadmeTests
{
    private static IEnumerable<TestCaseData> Snippets() =>
        from file in Directory
            .EnumerateFiles(GeneratedFile.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(GeneratedFile.Root, "docs"), "*.md"))
            .Order(StringComparer.Ordinal)
        // Its code belongs to a delivered service; CodePluginTests compiles it with one.
        where Path.GetFileName(file) != "handlers.md"
        let text = File.ReadAllText(file)
        from match in Snippet().Matches(text)
        let line = text.AsSpan(0, match.Index).Count('\n') + 1
        select new TestCaseData(match.Groups["code"].Value).SetArgDisplayNames($"{Path.GetFileName(file)} line {line}");

    [TestCaseSource(nameof(Snippets))]
    public void A_snippet_compiles(string code)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path));
        const string usings =
            "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
            + "global using System.Threading; global using System.Threading.Tasks;";
        var compilation = CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(usings), CSharpSyntaxTree.ParseText(code)],
            references,
            new CSharpCompilationOptions(
                code.Contains("class ", StringComparison.Ordinal) && !code.Contains("await ", StringComparison.Ordinal)
                    ? OutputKind.DynamicallyLinkedLibrary
                    : OutputKind.ConsoleApplication
            )
        );

        Assert.That(compilation.GetDiagnostics().Where(static found => found.Severity == DiagnosticSeverity.Error), Is.Empty);
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
