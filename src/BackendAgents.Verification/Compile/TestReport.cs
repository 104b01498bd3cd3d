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
        var passed = false;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.Name == "test-case")
                passed = reader.GetAttribute("result") == "Passed";
            else if (
                reader.Name == "property"
                && reader.GetAttribute("name") == DeclaredBehaviour.Property
                && reader.GetAttribute("value") is { Length: > 0 and <= MaxName } name
                && (shown.ContainsKey(name) || shown.Count < MaxNames)
            )
            {
                var before = shown.GetValueOrDefault(name) ?? new ShownBehaviour(name, 0, 0);
                shown[name] = passed ? before with { Passed = before.Passed + 1 } : before with { Failed = before.Failed + 1 };
            }
        }
    }
}
