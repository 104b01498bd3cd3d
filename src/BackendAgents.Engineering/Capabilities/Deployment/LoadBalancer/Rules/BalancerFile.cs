using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer.Rules;

/// <summary>A configuration of a balancer as rules read it: line by line, without comments.</summary>
internal static class BalancerFile
{
    /// <summary>The directives of all of them, each with its place; the words of a directive are separated by one space.</summary>
    public static IEnumerable<(string Directive, Place Place)> Directives(CheckContext context) =>
        Files(context).SelectMany(static file => file);

    /// <summary>The directives, a list for each file.</summary>
    public static IEnumerable<IReadOnlyList<(string Directive, Place Place)>> Files(CheckContext context) =>
        context
            .Artifacts.Where(static file =>
                file.Path.EndsWith("/nginx.conf", StringComparison.Ordinal) || file.Path.EndsWith("/haproxy.cfg", StringComparison.Ordinal)
            )
            .Select(static file =>
                file.Content.Split('\n')
                    .Select(
                        (line, index) =>
                            (
                                string.Join(' ', line.Trim().TrimEnd(';').Split(' ', StringSplitOptions.RemoveEmptyEntries)),
                                new Place(file.Path, Line: index + 1)
                            )
                    )
                    .Where(static pair => pair.Item1.Length > 0 && pair.Item1[0] != '#')
                    .ToList()
            );
}
