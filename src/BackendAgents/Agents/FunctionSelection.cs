using System.IO.Enumeration;
using Microsoft.SemanticKernel;

namespace BackendAgents.Agents;

/// <summary>The functions that a list of tool names stands for.</summary>
/// <param name="Functions">What was found, each once, in the order of the plugins.</param>
/// <param name="Unknown">Names that stand for nothing in this kernel.</param>
public sealed record FunctionSelection(IReadOnlyList<KernelFunction> Functions, IReadOnlyList<string> Unknown)
{
    /// <summary>
    /// Finds functions by name: <c>Schema</c> is a whole plugin, <c>Schema.add_entity</c> or <c>Schema-add_entity</c> one function, and
    /// <c>*</c> and <c>?</c> stand for characters on either side. Case does not matter. No names, no functions.
    /// </summary>
    /// <param name="plugins">Where to look.</param>
    /// <param name="names">The names.</param>
    public static FunctionSelection Of(IEnumerable<KernelPlugin> plugins, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        ArgumentNullException.ThrowIfNull(names);
        string[] asked = [.. names.Where(n => !string.IsNullOrWhiteSpace(n)).Select(n => n.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)];
        HashSet<string> used = new(StringComparer.OrdinalIgnoreCase);
        List<KernelFunction> found = [];
        foreach (KernelFunction function in plugins.SelectMany(p => p))
        {
            string[] matching = [.. asked.Where(n => Matches(n, function))];
            used.UnionWith(matching);
            if (matching.Length > 0)
                found.Add(function);
        }

        return new FunctionSelection(found, [.. asked.Where(n => !used.Contains(n))]);
    }

    private static bool Matches(string name, KernelFunction function)
    {
        int at = name.IndexOfAny(['.', '-', '/']);
        string plugin = at < 0 ? name : name[..at];
        string member = at < 0 ? "*" : name[(at + 1)..];
        return FileSystemName.MatchesSimpleExpression(plugin, function.PluginName ?? "") && FileSystemName.MatchesSimpleExpression(member, function.Name);
    }
}
