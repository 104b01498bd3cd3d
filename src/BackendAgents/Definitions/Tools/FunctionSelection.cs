using System.IO.Enumeration;
using Microsoft.SemanticKernel;

namespace BackendAgents.Definitions.Tools;

/// <summary>The functions that a list of tool names stands for.</summary>
/// <param name="Functions">What was found, each once, in the order of the plugins.</param>
/// <param name="Unknown">Names that stand for nothing in this kernel.</param>
internal sealed record FunctionSelection(IReadOnlyList<KernelFunction> Functions, IReadOnlyList<string> Unknown)
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
        string[] asked =
        [
            .. names.Where(n => !string.IsNullOrWhiteSpace(n)).Select(n => n.Trim()).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
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

    /// <summary>Whether a name stands for any of some functions, given as <c>plugin-function</c>.</summary>
    internal static bool Matches(string name, IEnumerable<string> functions)
    {
        (string plugin, string member) = Split(name);
        return functions.Select(Split).Any(f => Matches(plugin, member, f.Plugin, f.Member));
    }

    private static bool Matches(string name, KernelFunction function)
    {
        (string plugin, string member) = Split(name);
        return Matches(plugin, member, function.PluginName ?? "", function.Name);
    }

    private static bool Matches(string plugin, string member, string pluginName, string functionName) =>
        FileSystemName.MatchesSimpleExpression(plugin, pluginName) && FileSystemName.MatchesSimpleExpression(member, functionName);

    private static (string Plugin, string Member) Split(string name)
    {
        int at = name.IndexOfAny(['.', '-', '/']);
        return at < 0 ? (name, "*") : (name[..at], name[(at + 1)..]);
    }
}
