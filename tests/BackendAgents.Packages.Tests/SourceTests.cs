using System.Text.RegularExpressions;

namespace BackendAgents.Packages.Tests;

/// <summary>The source can be read: no line is longer than a window, no file longer than a topic.</summary>
public sealed class SourceTests
{
    private const int LongestLine = 140;
    private const int LongestFile = 400;

    private static readonly string[] s_folders = ["src", "samples", "benchmarks", "template", "tests"];

    // What is still to be done. Only ever take lines out.
    private static readonly string[] s_fileExceptions = ["tests/Shared/SampleBlueprints.Everything.cs"];

    [Test]
    public void Lines_end_before_column_140()
    {
        var found =
            from file in Files([])
            from line in LongLines(File.ReadAllLines(Path.Combine(GeneratedFile.Root, file)))
            select $"{file}:{line}";

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Files_have_at_most_400_lines()
    {
        var found =
            from file in Files(s_fileExceptions)
            let lines = File.ReadLines(Path.Combine(GeneratedFile.Root, file)).Count()
            where lines > LongestFile
            select $"{file}: {lines}";

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Documents_lead_to_files_that_are_there()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(GeneratedFile.Root, "docs"), "*.md", SearchOption.AllDirectories);
        var found =
            from page in pages.Concat(new[] { "README.md", "CONTRIBUTING.md", "examples/README.md" }.Select(InRoot))
            from Match link in Regex.Matches(File.ReadAllText(page), @"\]\((?<to>[^)#:\s]+)(#[^)\s]*)?\)")
            let to = Path.Combine(Path.GetDirectoryName(page)!, link.Groups["to"].Value)
            where !Path.Exists(to)
            select $"{Path.GetRelativePath(GeneratedFile.Root, page)}: {link.Groups["to"].Value}";

        Assert.That(found, Is.Empty);
    }

    [Test]
    public void A_long_line_is_found_in_code_and_not_in_a_document_within_it()
    {
        var text = new string('x', LongestLine + 1);

        Assert.That(LongLines(["short", text, "var json = \"\"\"", text, "    \"\"\";", "// " + text]), Is.EqualTo(new[] { 2, 6 }));
        Assert.That(Files([]), Has.Some.EqualTo("tests/BackendAgents.Packages.Tests/SourceTests.cs"));
    }

    private static string InRoot(string file) => Path.Combine(GeneratedFile.Root, file);

    // Numbers of lines. A raw string holds another language, whose lines may not be ours to break.
    private static IEnumerable<int> LongLines(string[] lines)
    {
        var raw = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var marks = Regex.Count(lines[i], "\"{3,}");
            if (lines[i].Length > LongestLine && !raw && marks == 0)
                yield return i + 1;
            raw ^= marks % 2 == 1;
        }
    }

    private static IEnumerable<string> Files(string[] exceptions) =>
        from folder in s_folders
        from path in Directory.EnumerateFiles(Path.Combine(GeneratedFile.Root, folder), "*.cs", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(GeneratedFile.Root, path).Replace('\\', '/')
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
        where !Array.Exists(exceptions, exception => file.StartsWith(exception, StringComparison.Ordinal))
        select file;
}
