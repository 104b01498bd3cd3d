using System.Text;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions.Writing;

/// <summary>
/// A definition with the bytes that it was read from, to be changed and saved. What is not changed comes back byte for byte: byte order
/// mark, line ends, comments, and what is no UTF-8. Immutable.
/// </summary>
internal sealed class AgentDefinitionFile
{
    private readonly byte[] _bytes;
    private readonly AgentDefinition _read;

    private AgentDefinitionFile(string path, byte[] bytes, AgentDefinitionResult read, AgentDefinition definition)
    {
        Path = path;
        _bytes = bytes;
        _read = read.Definition;
        Diagnostics = read.Diagnostics;
        Definition = definition;
    }

    /// <summary>The file's name.</summary>
    public string Path { get; }

    /// <summary>The definition, as read or as changed.</summary>
    public AgentDefinition Definition { get; }

    /// <summary>What was said when it was read.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static AgentDefinitionFile Load(string path) => Parse(File.ReadAllBytes(path), path);

    /// <summary>Takes the bytes of a file.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="path">The file's name.</param>
    public static AgentDefinitionFile Parse(ReadOnlySpan<byte> bytes, string path)
    {
        var read = AgentDefinitionLoader.Parse(bytes, path);
        return new AgentDefinitionFile(path, bytes.ToArray(), read, read.Definition);
    }

    /// <summary>The file with another definition, in the same form.</summary>
    /// <param name="definition">The definition; its source is ignored.</param>
    public AgentDefinitionFile With(AgentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new AgentDefinitionFile(
            Path,
            _bytes,
            new AgentDefinitionResult(_read, Diagnostics),
            definition with
            {
                Format = _read.Format,
                Source = _read.Source,
            }
        );
    }

    /// <summary>
    /// The file with its front matter written as YAML that every tool reads, wherever it was not, and nothing else changed: neither what
    /// the definition says nor a byte of the prompt.
    /// </summary>
    /// <returns>The bytes; the very same ones where nothing is to be mended, or can't be without loss.</returns>
    public byte[] Fix()
    {
        var mended = FrontMatterFix.Apply(_bytes, Path);
        if (mended is null)
            return [.. _bytes];

        // The promise is kept by looking: what the mended file says is what the file said.
        var again = AgentDefinitionLoader.Parse(mended, Path).Definition;
        return DefinitionEquality.Same(_read, again) ? mended : [.. _bytes];
    }

    /// <summary>The bytes of the file: the ones that were read when the definition was not changed, otherwise written anew.</summary>
    public byte[] ToBytes() =>
        DefinitionEquality.Same(_read, Definition) ? [.. _bytes] : Encoding.UTF8.GetBytes(AgentDefinitionWriter.Write(Definition));

    /// <summary>Writes the file whole, or leaves it as it was.</summary>
    /// <param name="bytes">What to write; null for <see cref="ToBytes"/>.</param>
    /// <exception cref="IOException">The file can't be written; it is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written; it is as it was.</exception>
    public void Save(byte[]? bytes = null)
    {
        var staged = Path + ".new";
        try
        {
            File.WriteAllBytes(staged, bytes ?? ToBytes());
            File.Move(staged, Path, overwrite: true);
        }
        catch
        {
            File.Delete(staged);
            throw;
        }
    }
}
