using System.Text.Json;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>Edits that mend a problem, as they can be sent to <c>blueprint-edit</c> word by word.</summary>
internal static class ProblemEdit
{
    /// <summary>Puts a value at a path.</summary>
    /// <param name="path">The path, as problems name it.</param>
    /// <param name="json">The value as JSON.</param>
    public static string Set(string path, string json) => $"[{One(path, json)}]";

    /// <summary>Puts a text at a path.</summary>
    public static string SetText(string path, string text) => Set(path, JsonSerializer.Serialize(text));

    /// <summary>Several values at several paths.</summary>
    public static string Set(params IEnumerable<(string Path, string Json)> values) =>
        $"[{string.Join(',', values.Select(static value => One(value.Path, value.Json)))}]";

    /// <summary>Takes out what is at a path.</summary>
    public static string Remove(string path) => $"[{{\"op\":\"remove\",\"path\":{JsonSerializer.Serialize(path)}}}]";

    private static string One(string path, string json) => $"{{\"op\":\"set\",\"path\":{JsonSerializer.Serialize(path)},\"value\":{json}}}";
}
