using System.Net;
using System.Text;

namespace BackendAgents.Coordination.Reports;

/// <summary>What the brief asks for and the delivery does not hold: it comes first, whatever the verdicts say.</summary>
internal static class Missing
{
    private const string Document = "docs/requirements.md";
    private static readonly string[] s_headings = ["Requested but not delivered", "Not placed"];

    /// <summary>A line each.</summary>
    public static IReadOnlyList<string> Of(TeamResult result)
    {
        if (result.Stop.Kind == StopKind.Incomplete)
            return result.Stop.Undone;
        // The document tells how the brief was read at first; the requirements tell what became of it.
        if (result.Approved && result.Requirements.Count > 0)
            return [];
        var listed = (result.Artifacts.Find(Document)?.Content ?? "")
            .Split('\n')
            .Aggregate((Wanted: false, Lines: new List<string>()), static (state, line) =>
            {
                if (line.StartsWith('#'))
                    return (s_headings.Contains(line.TrimStart('#').Trim(), StringComparer.OrdinalIgnoreCase), state.Lines);
                if (state.Wanted && line.StartsWith("- ", StringComparison.Ordinal))
                    state.Lines.Add(Plain(line[2..]));
                return state;
            })
            .Lines;
        // A named technology of an open requirement often occurs in the document as well.
        var named = (result.Blueprint?.Deployment.Requested ?? [])
            .Where(name => !listed.Exists(line => line.Contains(name, StringComparison.OrdinalIgnoreCase)))
            .Select(static name => $"{name}: asked for by name, and not delivered.");
        return [.. result.Approved ? [] : result.Stop.Undone, .. named, .. listed.Distinct(StringComparer.Ordinal)];
    }

    // The document escapes Markdown. This is plain text.
    private static string Plain(string markdown)
    {
        var text = new StringBuilder(markdown.Length);
        for (var i = 0; i < markdown.Length; i++)
        {
            if (markdown[i] == '\\' && i + 1 < markdown.Length && !char.IsLetterOrDigit(markdown[i + 1]))
                i++;
            text.Append(markdown[i]);
        }

        return WebUtility.HtmlDecode(text.ToString());
    }
}
