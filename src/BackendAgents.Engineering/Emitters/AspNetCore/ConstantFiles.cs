using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>Tells which delivered files are the template's word by word, but for the names of the service and its account.</summary>
internal static partial class ConstantFiles
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "SampleService",
        "SampleAccount",
        "SampleAccounts",
        "SampleAccountResponse",
        "SampleAccountSample",
        "LoginName",
        "loginName",
    };

    private static readonly Lazy<Dictionary<string, string[]>> s_templates = new(static () =>
        Template
            .Paths.GroupBy(static path => path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal)
            .ToDictionary(
                static group => group.Key,
                static group => group.Select(static path => Template.Header + Template.Text(path)).ToArray(),
                StringComparer.Ordinal
            )
    );

    /// <summary>Whether a file is the same in every delivery.</summary>
    public static bool Has(Artifact artifact)
    {
        var parts = artifact.Path.Split('/', 3);
        return parts is ["src" or "tests", _, var rest]
            && rest.EndsWith(".g.cs", StringComparison.Ordinal)
            && s_templates.Value.TryGetValue(rest.Replace(".g.cs", ".cs", StringComparison.Ordinal), out var templates)
            && templates.Any(template => IsSame(template, artifact.Content));
    }

    private static bool IsSame(string template, string delivered)
    {
        if (Words().Replace(template, "") != Words().Replace(delivered, ""))
            return false;
        var (ours, theirs) = (Words().Matches(template), Words().Matches(delivered));
        if (ours.Count != theirs.Count)
            return false;
        for (var i = 0; i < ours.Count; i++)
        {
            if (ours[i].Value != theirs[i].Value && !s_names.Contains(ours[i].Value))
                return false;
        }

        return true;
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
