using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>
/// The part of a delivery that depends on the blueprint by a few names only. It is kept as real projects in the folder <c>template</c>,
/// compiled and tested there against a small sample, and delivered with the sample's names replaced.
/// </summary>
internal static partial class Template
{
    /// <summary>The service's folder in the template.</summary>
    public const string Service = "SampleService/";

    /// <summary>The folder of the service's tests in the template.</summary>
    public const string Tests = "SampleService.Tests/";

    /// <summary>What stands above every file that comes from the template.</summary>
    public const string Header = "// Generated from backend.yaml. Change the blueprint, not this file.\n#nullable enable\n\n";

    private const string Prefix = "Template/";

    /// <summary>Paths in the template, ordered.</summary>
    public static IReadOnlyList<string> Paths { get; } =
    [
        .. typeof(Template)
            .Assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(static name => name[Prefix.Length..].Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The names of the sample that stand for a service's own, as whole words, and what each becomes.</summary>
    public static IReadOnlyDictionary<string, string> Names(ServiceModel model)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { ["SampleService"] = model.Namespace };
        if (!model.HasAuthentication)
            return names;
        var account = ServiceModel.Class(model.Account);
        names["SampleAccount"] = account;
        names["SampleAccounts"] = ServiceModel.Set(model.Account);
        names["SampleAccountResponse"] = account + "Response";
        names["SampleAccountSample"] = account + "Sample";
        if (!model.KeepsAccounts)
            return names;
        names["LoginName"] = ServiceModel.Property(model.Login);
        names["loginName"] = model.Login.Name;
        return names;
    }

    /// <summary>The delivered files of those in a folder of the template, not of the folders below it.</summary>
    public static IEnumerable<Artifact> Folder(ServiceModel model, string folder)
    {
        var names = Names(model);
        return Paths
            .Where(path => path[..(path.LastIndexOf('/') + 1)] == folder)
            .Select(path => new Artifact(
                Delivered(model, path),
                Header + Routed(model, Words().Replace(Text(path), word => names.GetValueOrDefault(word.Value, word.Value)))
            ));
    }

    // Where a brief has people log in elsewhere than the template does.
    private static string Routed(ServiceModel model, string text) =>
        model.Blueprint.Authentication.Routes is not null
            ? AuthenticationRoutes.Operations.Aggregate(text, (routed, operation) =>
                routed.Replace(
                    $"\"{AuthenticationRoutes.Usual(operation)}\"",
                    $"\"{AuthenticationRoutes.Of(model.Blueprint, operation)}\"",
                    StringComparison.Ordinal
                )
            )
            : text;

    /// <summary>A file of the template as it stands there.</summary>
    public static string Text(string path)
    {
        var assembly = typeof(Template).Assembly;
        using var stream = assembly.GetManifestResourceStream(Prefix + path)
            ?? assembly.GetManifestResourceStream(Prefix + path.Replace('/', '\\'))!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>Where a file of the template is delivered.</summary>
    public static string Delivered(ServiceModel model, string path) =>
        (
            path.StartsWith(Tests, StringComparison.Ordinal)
                ? $"{model.TestFolder}/{path[Tests.Length..]}"
                : $"{model.SourceFolder}/{path[Service.Length..]}"
        ).Replace(".cs", ".g.cs", StringComparison.Ordinal);

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
