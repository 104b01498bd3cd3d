using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>
/// Files whose text hardly depends on the blueprint: kept as C# in the folder Templates, with names between dollar signs to fill in.
/// </summary>
internal static class Templates
{
    private const string Prefix = "AspNetCore/Templates/";

    /// <summary>A template with its names filled in.</summary>
    public static string Render(string template, params IReadOnlyList<(string Name, string Value)> values)
    {
        using var stream = typeof(Templates).Assembly.GetManifestResourceStream(Prefix + template + ".cs.txt")
            ?? throw new InvalidOperationException($"There is no template '{template}'.");
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd().ReplaceLineEndings("\n");
        foreach (var (name, value) in values)
            text = text.Replace($"${name}$", value, StringComparison.Ordinal);
        return text;
    }

    /// <summary>A generated file from a template.</summary>
    public static Artifact File(string path, string purpose, string template, params IReadOnlyList<(string Name, string Value)> values) =>
        new(path, ServiceModel.Header(purpose) + Render(template, values));
}
