using System.Globalization;

namespace BackendAgents.Cli.Output;

/// <summary>Counts in words.</summary>
internal static class Plural
{
    /// <summary>A number with what it counts: 1 file, 2 files.</summary>
    public static string Of(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
