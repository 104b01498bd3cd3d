using System.Xml;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Verification.Compile;

/// <summary>
/// The file in which NUnit says what became of the delivered tests, and what each is about. It comes from code that was delivered, so it
/// is bounded.
/// </summary>
internal sealed class TestReport : IDisposable
{
    private const int MaxCharacters = 200_000_000;
    private const int MaxNames = 5_000;
    private const int MaxName = 300;

    private readonly string _folder = Directory.CreateTempSubdirectory("backend-agents-tests-").FullName;

    /// <summary>What <c>dotnet test</c> is told to have the file written; the last arguments.</summary>
    public IReadOnlyList<string> Arguments => ["--", "NUnit.TestOutputXml=" + _folder];

    /// <summary>The behaviour that tests are about, by name; nothing where the file is missing or can't be read.</summary>
    public IReadOnlyList<ShownBehaviour> Read()
    {
        var shown = new SortedDictionary<string, ShownBehaviour>(StringComparer.Ordinal);
        try
        {
            foreach (var file in Directory.EnumerateFiles(_folder, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                Read(file, shown);
        }
        catch (Exception error) when (error is XmlException or IOException)
        {
            // Without a whole report nothing is shown, which is what callers then say.
            return [];
        }

        return [.. shown.Values];
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Read(string file, SortedDictionary<string, ShownBehaviour> shown)
    {
        using var reader = XmlReader.Create(
            file,
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = MaxCharacters }
        );
        // What is said of a fixture is said of each of its tests.
        var open = new Stack<HashSet<string>>();
        var result = "";
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, Name: "test-suite" or "test-case" })
                open.Push(new HashSet<string>(StringComparer.Ordinal));
            if (reader is { NodeType: XmlNodeType.Element, Name: "test-case" })
                result = reader.GetAttribute("result") ?? "";
            if (
                reader is { NodeType: XmlNodeType.Element, Name: "property" }
                && reader.GetAttribute("name") == DeclaredBehaviour.Property
                && reader.GetAttribute("value") is { Length: > 0 and <= MaxName } name
                && open.TryPeek(out var names)
                && names.Count < MaxNames
            )
                names.Add(name);
            var isEnd = reader.NodeType == XmlNodeType.EndElement || reader is { NodeType: XmlNodeType.Element, IsEmptyElement: true };
            if (!isEnd || reader.Name is not ("test-suite" or "test-case"))
                continue;
            // A test that found nothing to look at speaks neither for it nor against.
            if (reader.Name == "test-case" && result != "Inconclusive")
                Count(open.SelectMany(static known => known).Distinct(), result == "Passed", shown);
            open.Pop();
        }
    }

    private static void Count(IEnumerable<string> names, bool passed, SortedDictionary<string, ShownBehaviour> shown)
    {
        foreach (var name in names.Where(name => shown.ContainsKey(name) || shown.Count < MaxNames).ToList())
        {
            var before = shown.GetValueOrDefault(name) ?? new ShownBehaviour(name, 0, 0);
            shown[name] = passed ? before with { Passed = before.Passed + 1 } : before with { Failed = before.Failed + 1 };
        }
    }
}
