using System.Text.Json;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Offline.Chat;

/// <summary>
/// What the coordinator sends, read from its text as any model reads it: a heading, and the content in a Markdown fence, again and again.
/// </summary>
internal sealed class OfflineView
{
    private readonly Dictionary<string, string> _sections = new(StringComparer.Ordinal);

    /// <summary>The content of the first section of a name, or null.</summary>
    public string? Find(string name) => _sections.GetValueOrDefault(name);

    /// <summary>The task, when there is a readable one.</summary>
    public OfflineTask? Task => Read<OfflineTask>(Find("Task"));

    /// <summary>The findings; lines that cannot be read, such as one that was cut, are left out.</summary>
    public IReadOnlyList<Diagnostic> Findings => [.. (Find("Findings") ?? "").Split('\n').Select(Read<Diagnostic>).OfType<Diagnostic>()];

    /// <summary>Reads a view.</summary>
    /// <returns>The view, or null when the text is not one: no section, text between sections, an open fence.</returns>
    public static OfflineView? TryParse(string text)
    {
        var view = new OfflineView();
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (string.IsNullOrWhiteSpace(lines[at]))
                continue;
            if (!lines[at].StartsWith("## ", StringComparison.Ordinal) || at + 1 >= lines.Length)
                return null;
            var name = lines[at][3..].Trim();
            var ticks = lines[at + 1].Length - lines[at + 1].TrimStart('`').Length;
            var start = at + 2;
            var end = ticks < 3 || start >= lines.Length ? -1 : Array.FindIndex(lines, start, line => IsFence(line, ticks));
            if (name.Length == 0 || end < 0)
                return null;
            view._sections.TryAdd(name, string.Join('\n', lines[start..end]));
            at = end;
        }

        return view._sections.Count == 0 ? null : view;
    }

    private static bool IsFence(string line, int ticks)
    {
        var trimmed = line.AsSpan().TrimEnd('\r');
        return trimmed.Length == ticks && trimmed.TrimStart('`').IsEmpty;
    }

    private static T? Read<T>(string? json)
        where T : class
    {
        if (string.IsNullOrWhiteSpace(json))
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(json, OfflineAnswers.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
