namespace BackendAgents.Coordination.Teams;

/// <summary>Functions by name, <c>workspace-write</c>, or by its beginning, <c>docker-*</c>. Case does not matter.</summary>
internal sealed class FunctionNames
{
    private readonly List<string> _whole = [];
    private readonly List<string> _beginnings = [];

    /// <summary>Reads a list of names.</summary>
    /// <exception cref="TeamFileException">Something in it can be the name of no function.</exception>
    public FunctionNames(TeamValue list)
    {
        foreach (var item in list.Items())
        {
            var text = item.Text();
            var open = text[^1] == '*';
            var name = open ? text[..^1] : text;
            if (name.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
                throw item.Wrong($"'{TeamValue.Short(text)}' is the name of no function.", "Join plugin and function by '-': 'workspace-write'; a '*' stands at the end only: 'docker-*'.");
            (open ? _beginnings : _whole).Add(name);
        }
    }

    /// <summary>Whether a function is among them.</summary>
    public bool Has(string function) =>
        _whole.Exists(name => name.Equals(function, StringComparison.OrdinalIgnoreCase)) || _beginnings.Exists(name => function.StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
