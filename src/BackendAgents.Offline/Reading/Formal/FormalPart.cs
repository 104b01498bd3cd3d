using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>What a line of a brief says by its form and not by its grammar.</summary>
internal abstract record FormalPart;

/// <summary>The list that follows describes a thing.</summary>
internal sealed record OwnerPart(string Owner) : FormalPart
{
    /// <summary>Whether it stands among the models of the service, and so is one, whatever it is called.</summary>
    public bool IsModel { get; init; }
}

/// <summary>A field of a list, a table, a sample or a table definition.</summary>
/// <param name="Owner">The thing that has it; null for that last spoken of.</param>
/// <param name="Words">The words of its name, lower case.</param>
internal sealed record FieldPart(string? Owner, IReadOnlyList<string> Words) : FormalPart
{
    public FieldDetail Detail { get; init; } = FieldDetail.None;

    /// <summary>Whether it says again of a field above it of what kind it is.</summary>
    public bool IsNote { get; init; }

    /// <summary>The thing that it refers to.</summary>
    public string? Reference { get; init; }

    /// <summary>
    /// What becomes of a row whose other row is deleted: <c>cascade</c>, <c>restrict</c>, <c>set null</c>; null when unsaid.
    /// </summary>
    public string? OnDelete { get; init; }
}

/// <summary>No two rows of a thing are alike in all of these, each by its words.</summary>
internal sealed record TogetherPart(string Owner, IReadOnlyList<string> Names) : FormalPart;

/// <summary>One field comes before another in every row.</summary>
internal sealed record OrderPart(string Left, string Right, bool IsStrict) : FormalPart;

/// <summary>A thing with its fields in one line; Unread is what of the line has no place in them.</summary>
internal sealed record FieldsPart(string Owner, IReadOnlyList<FieldPart> Fields) : FormalPart
{
    public string? Unread { get; init; }

    /// <summary>Whether it stands among the models of the service, and so is one, whatever it is called.</summary>
    public bool IsModel { get; init; }
}

/// <summary>A method and a path, with what is said of them.</summary>
internal sealed record EndpointPart(string Method, string Path) : FormalPart;

/// <summary>Rows of things are managed; who may do it is the role named, or whoever usually may.</summary>
internal sealed record KeepsPart(IReadOnlyList<string> Things, IReadOnlyList<(Deed Deed, string Verb)> Deeds, string? Who) : FormalPart
{
    /// <summary>Whether it shows that there are such rows.</summary>
    public bool IsProof { get; init; } = true;
}

/// <summary>Something that asks for nothing.</summary>
internal sealed record RemarkPart(string Reason) : FormalPart;

/// <summary>Something in a form that isn't read.</summary>
internal sealed record UnreadPart(string Reason) : FormalPart;

/// <summary>What stands behind the name of a field; Unread is what of it has no place in one, null when all has.</summary>
internal sealed record FieldDetail(FieldType? Type, Bounds? Bounds, IReadOnlyList<string> Values, string? Unread)
{
    public static FieldDetail None { get; } = new(null, null, [], null);
}
