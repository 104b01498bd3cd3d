using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The properties of a class: those of one line stand together, and an empty line sets off the others.</summary>
internal sealed class MemberList
{
    private readonly List<IReadOnlyList<string>> _members = [];

    /// <summary>Adds a property.</summary>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="summary">What there is to say of it beyond its name; nothing when empty.</param>
    /// <param name="attributes">Its attributes, without brackets.</param>
    public void Add(string declaration, string summary = "", params IReadOnlyList<string> attributes)
    {
        var lines = new List<string>();
        if (!string.IsNullOrWhiteSpace(summary))
            lines.Add($"/// <summary>{CSharp.Comment(summary)}</summary>");
        if (attributes.Count > 0)
            lines.Add($"[{string.Join(", ", attributes)}]");
        lines.Add(declaration);
        _members.Add(lines);
    }

    /// <summary>Writes them, with an empty line at the end where something follows.</summary>
    public void Write(CodeWriter body, bool isLast = false)
    {
        for (var i = 0; i < _members.Count; i++)
        {
            if (i > 0 && _members[i - 1].Count + _members[i].Count > 2)
                body.Line();
            body.Lines(_members[i]);
        }

        if (!isLast && _members.Count > 0)
            body.Line();
    }
}
