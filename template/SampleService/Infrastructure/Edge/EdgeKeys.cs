namespace SampleService.Infrastructure;

/// <summary>Surrogate keys: what caches before the service know answers by.</summary>
internal static class EdgeKeys
{
    /// <summary>The header that carries them, with spaces between.</summary>
    public const string Header = "Surrogate-Key";

    private const int Most = 200;

    /// <summary>The keys of names, of letters, digits, underscores and hyphens alone.</summary>
    public static string[] Of(IEnumerable<string> names) =>
        [.. names.Select(static name => name.Replace("/*", "-rows", StringComparison.Ordinal).Replace('/', '-'))];

    /// <summary>The keys of changes; where very many rows have changed, those of whole tables.</summary>
    public static string[] OfChanges(IReadOnlyCollection<string> names) =>
        names.Count <= Most
            ? Of(names)
            : Of(
                names
                    .Select(static name => name.Split('/')[0])
                    .Distinct(StringComparer.Ordinal)
                    .SelectMany(static table => (string[])[CopyNames.Table(table), CopyNames.AllRows(table)])
            );
}
