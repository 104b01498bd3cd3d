using System.Reflection;
using System.Text;
using BackendAgents.Definitions.Formats;
using BackendAgents.Definitions.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions;

/// <summary>
/// Reads agent definitions: Markdown with YAML front matter, and agents that are YAML as a whole, see <see cref="DefinitionFormat"/>.
/// Strict YAML comes first; where a file is not YAML, it is read line by line as a person reads it. Every file gives a definition, and
/// everything that was repaired or guessed a diagnostic. Thread-safe.
/// </summary>
public static class AgentDefinitionLoader
{
    /// <summary>What is read of a file, in characters. The rest is not, and a diagnostic says so.</summary>
    public const int MaxLength = 1_048_576;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a definition from text.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="file">Its name, for diagnostics, and for the agent's name where the text has none.</param>
    public static AgentDefinitionResult Parse(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(file);
        return Bind(text, file, static _ => { }).Result;
    }

    /// <summary>Reads a definition from the bytes of a file in UTF-8.</summary>
    /// <param name="bytes">The file's bytes. What is not UTF-8 is read as U+FFFD, and a diagnostic says where.</param>
    /// <param name="file">Its name.</param>
    public static AgentDefinitionResult Parse(ReadOnlySpan<byte> bytes, string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Read(bytes, file).Result;
    }

    private static (AgentDefinitionResult Result, FileKind Kind) Read(ReadOnlySpan<byte> bytes, string file)
    {
        // Four bytes a character at most: enough for MaxLength of them and one more.
        var taken = bytes[..Math.Min(bytes.Length, (MaxLength + 1) * 4)];
        var text = Encoding.UTF8.GetString(taken);
        try
        {
            s_strict.GetCharCount(taken);
        }
        catch (DecoderFallbackException problem)
        {
            var before = taken[..Math.Clamp(problem.Index, 0, taken.Length)];
            var line = before.Count((byte)'\n') + 1;
            var column = before.Length - before.LastIndexOf((byte)'\n');
            return Bind(text, file, source =>
                source.Report(
                    "DEF011",
                    Severity.Warning,
                    line,
                    column,
                    "The file is not UTF-8 here; what can't be read is shown as '\uFFFD'.",
                    "Save the file as UTF-8."
                )
            );
        }

        return Bind(text, file, static _ => { });
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static AgentDefinitionResult LoadFile(string path) => Load(path).Result;

    // A file with what it is.
    internal static (AgentDefinitionResult Result, FileKind Kind) Load(string path)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[(int)Math.Min(stream.Length, (MaxLength + 1L) * 4)];
        return Read(bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), path);
    }

    /// <summary>
    /// Reads all definitions in a folder and below, by path: Markdown, and those <c>*.yaml</c> and <c>*.yml</c> that say that they describe
    /// an agent. Commands, skills, instructions and documents are no agents and left out, as are files that can't be read; an
    /// <see cref="Catalogue.AgentCatalog"/> says which. Links are not followed, so that a loop of them ends.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<AgentDefinitionResult> LoadFolder(string folder) => DefinitionFolder.Read(folder).Agents;

    /// <summary>Reads all definitions in a folder and below, as <see cref="LoadFolder(string)"/> does.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="leftOut">Each file that was left out, and why.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<AgentDefinitionResult> LoadFolder(string folder, out IReadOnlyList<Diagnostic> leftOut)
    {
        var read = DefinitionFolder.Read(folder);
        leftOut = read.LeftOut;
        return read.Agents;
    }

    /// <summary>The definitions that come with this package.</summary>
    public static IReadOnlyList<AgentDefinition> BuiltIn() =>
        [.. LoadPackage(typeof(AgentDefinitionLoader).Assembly).Select(static result => result.Definition)];

    /// <summary>
    /// The definitions that come with any package: embedded resources whose logical names begin with <c>agents/</c>, by name.
    /// </summary>
    /// <param name="assembly">The package's assembly.</param>
    public static IReadOnlyList<AgentDefinitionResult> LoadPackage(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var results = new List<AgentDefinitionResult>();
        foreach (
            var resource in assembly
                .GetManifestResourceNames()
                .Where(static name => name.StartsWith("agents/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            results.Add(Parse(reader.ReadToEnd(), resource));
        }

        return results;
    }

    private static (AgentDefinitionResult Result, FileKind Kind) Bind(string text, string file, Action<DefinitionSource> report)
    {
        if (IsYaml(file))
        {
            var whole = DefinitionSource.Whole(text, file);
            report(whole);
            return (new AgentDefinitionResult(new YamlAgent(whole).Bind(whole.Body), whole.Diagnostics), FileKind.Agent);
        }

        var source = DefinitionSource.Read(text, file);
        report(source);
        var fields = StrictFrontMatter.Read(source.Front, source.FrontLine, out var problem);
        if (fields is null)
        {
            source.Report(
                "DEF004",
                Severity.Warning,
                problem.Line,
                problem.Column,
                $"The front matter is not YAML: {problem.Message.TrimEnd('.')}. It is read line by line.",
                "Put values that hold ': ' in quotes, or in a block after '|'."
            );
            fields = FrontMatterRecovery.Read(source);
        }

        var definition = new DefinitionBinder(source, fields).Bind();
        return (new AgentDefinitionResult(definition, source.Diagnostics), FileKinds.Of(source, fields));
    }

    private static bool IsYaml(string file) => Path.GetExtension(file).ToLowerInvariant() is ".yaml" or ".yml";
}
