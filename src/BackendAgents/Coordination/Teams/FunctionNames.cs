using BackendAgents.Agents;
using BackendAgents.Coordination.Turns;
using BackendAgents.Definitions.Reading;

namespace BackendAgents.Coordination.Teams;

/// <summary>Functions by name, <c>workspace-write</c>, or by its beginning, <c>docker-*</c>. Case does not matter.</summary>
internal sealed class FunctionNames
{
    private readonly List<string> _whole = [];
    private readonly List<string> _beginnings = [];

    /// <summary>Reads a list of names.</summary>
    /// <param name="list">The list.</param>
    /// <param name="members">The team. Where the functions of all members are known, a name must be that of one.</param>
    /// <exception cref="TeamFileException">Something in it can be the name of no function.</exception>
    public FunctionNames(TeamValue list, IReadOnlyList<TeamMember> members)
    {
        var known = Known(members);
        foreach (var item in list.Items())
        {
            var text = item.Text();
            var open = text[^1] == '*';
            var name = open ? text[..^1] : text;
            if (name.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
                throw item.Wrong(
                    $"'{TeamValue.Short(text)}' is the name of no function.",
                    "Join plugin and function by '-': 'workspace-write'; a '*' stands at the end only: 'docker-*'."
                );
            // A misspelt name here would let a function run without approval.
            if (
                known?.Exists(function =>
                    open
                        ? function.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                        : function.Equals(name, StringComparison.OrdinalIgnoreCase)
                ) == false
            )
                throw item.Wrong(
                    $"No member has a function '{TeamValue.Short(text)}'.",
                    Slips.Nearest(name, known) is { } meant
                        ? $"Write '{meant}'."
                        : $"They have: {string.Join(", ", known.Take(20))}{(known.Count > 20 ? ", …" : "")}."
                );
            (open ? _beginnings : _whole).Add(name);
        }
    }

    /// <summary>Whether a function is among them.</summary>
    public bool Has(string function) =>
        _whole.Exists(name => name.Equals(function, StringComparison.OrdinalIgnoreCase))
        || _beginnings.Exists(name => function.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    // Null when a member does not tell its functions.
    private static List<string>? Known(IReadOnlyList<TeamMember> members)
    {
        var agents = members
            .Select(static member => member.Agent)
            .Concat(members.Select(static member => member.Fallback).OfType<Microsoft.Agents.AI.AIAgent>())
            .Select(static agent => agent.GetService<KernelAgent>())
            .ToList();
        return agents.Contains(null)
            ? null
            :
            [
                .. agents
                    .SelectMany(static agent => agent!.Functions)
                    .Concat(PeopleFunctions.Of(new(), "", ""))
                    .Select(TurnScope.NameOf)
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Order(StringComparer.Ordinal),
            ];
    }
}
