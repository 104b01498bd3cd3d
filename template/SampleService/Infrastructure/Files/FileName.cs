using System.Text.RegularExpressions;

namespace SampleService.Infrastructure;

/// <summary>Names of kept files: an id, and an ending that tells the type. Nothing of it comes from callers.</summary>
internal static partial class FileName
{
    /// <summary>A name that no file had before.</summary>
    public static string New(FileType type) => $"{Guid.CreateVersion7():n}.{type.Ending}";

    /// <summary>Whether a text is such a name.</summary>
    public static bool Is(string name) => Shape().IsMatch(name);

    [GeneratedRegex(@"\A[0-9a-f]{32}\.[a-z0-9]{3,4}\z")]
    private static partial Regex Shape();
}
