using BackendAgents.Definitions.Formats;
using BackendAgents.Definitions.Reading;

namespace BackendAgents.Definitions.Writing;

// A field whose value is kept as the file had it.
internal static class RawLines
{
    // The value's own lines where they are YAML; otherwise a text that says the same.
    public static string Of(string key, string value)
    {
        var lines =
            value.Contains('\n', StringComparison.Ordinal) || value.Length == 0
                ? $"{key}:{(value.StartsWith('\n') || value.Length == 0 ? "" : " ")}{value}"
                : $"{key}: {value}";
        return StrictFrontMatter.Read(lines.Split('\n'), 1, out _) is [var field] && field.Key == key
            ? lines
            : YamlText.Field(key, YamlText.Scalar(value));
    }
}
