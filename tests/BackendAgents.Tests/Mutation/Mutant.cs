namespace BackendAgents.Tests.Mutation;

/// <summary>A change to the code of a delivered service that its tests should notice.</summary>
/// <param name="Id">Its number, from 1.</param>
/// <param name="File">The file, from the root of the delivery.</param>
/// <param name="Line">The line there.</param>
/// <param name="Kind">What is done, in a word or two.</param>
/// <param name="Before">The code as it is.</param>
/// <param name="After">The code that takes its place; empty when it is taken out.</param>
internal sealed record Mutant(int Id, string File, int Line, string Kind, string Before, string After)
{
    /// <summary>What the file is of: the entity whose endpoints these are.</summary>
    public string Feature => Path.GetFileName(File).Replace(".g.cs", "").Replace("Endpoints", "").Replace("Contracts", "");

    public override string ToString() => $"{File}:{Line} {Kind}: {Short(Before)} -> {Short(After)}";

    private static string Short(string code)
    {
        var line = string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 120 ? line : line[..119] + "…";
    }
}
