namespace BackendAgents.Offline.Reading.Formal.Sql;

/// <summary>What a token of a script is.</summary>
internal enum SqlKind
{
    Word,

    /// <summary>A text or a name within marks, without them.</summary>
    Quoted,
    Sign,
    Comment,
}

/// <summary>A token of a script with its place in the text.</summary>
internal readonly record struct SqlToken(SqlKind Kind, string Text, int Start, int End)
{
    public bool Is(string text) => Kind is SqlKind.Word or SqlKind.Sign && Text.Equals(text, StringComparison.OrdinalIgnoreCase);

    public bool IsName => Kind is SqlKind.Word or SqlKind.Quoted;
}
