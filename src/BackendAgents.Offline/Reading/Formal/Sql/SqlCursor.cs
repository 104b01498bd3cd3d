namespace BackendAgents.Offline.Reading.Formal.Sql;

/// <summary>Walks over the tokens of a statement. Not safe for several threads.</summary>
internal sealed class SqlCursor(IReadOnlyList<SqlToken> tokens)
{
    private int _at;

    public bool IsAtEnd => _at >= tokens.Count;

    public SqlToken? Token => IsAtEnd ? null : tokens[_at];

    /// <summary>The token behind this one.</summary>
    public SqlToken? Following => _at + 1 < tokens.Count ? tokens[_at + 1] : null;

    /// <summary>Whether the words stand here.</summary>
    public bool Sees(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (_at + i >= tokens.Count || !tokens[_at + i].Is(words[i]))
                return false;
        }

        return true;
    }

    /// <summary>Goes behind the words where they stand here.</summary>
    public bool Takes(params ReadOnlySpan<string> words)
    {
        if (!Sees(words))
            return false;
        _at += words.Length;
        return true;
    }

    /// <summary>Goes behind the next token.</summary>
    public SqlToken? Next() => IsAtEnd ? null : tokens[_at++];

    /// <summary>The last part of a name such as <c>dbo.orders</c>; null where none stands here.</summary>
    public string? Name()
    {
        string? name = null;
        while (Token is { IsName: true } token)
        {
            name = token.Text;
            _at++;
            if (!Takes("."))
                break;
        }

        return name;
    }

    /// <summary>The tokens within the brackets that open here, without them; null where none do.</summary>
    public List<SqlToken>? Bracket()
    {
        if (!Sees("("))
            return null;
        var (depth, start) = (0, _at + 1);
        for (; _at < tokens.Count; _at++)
        {
            if (tokens[_at].Is("("))
                depth++;
            else if (tokens[_at].Is(")") && --depth == 0)
                break;
        }

        var inner = tokens.Take(_at).Skip(start).ToList();
        _at++;
        return inner;
    }

    /// <summary>The parts of a list, cut at commas outside brackets.</summary>
    public static List<List<SqlToken>> Parts(IReadOnlyList<SqlToken> list)
    {
        var parts = new List<List<SqlToken>> { new() };
        var depth = 0;
        foreach (var token in list)
        {
            depth +=
                token.Is("(") ? 1
                : token.Is(")") ? -1
                : 0;
            if (depth == 0 && token.Is(","))
                parts.Add([]);
            else
                parts[^1].Add(token);
        }

        return parts.FindAll(static part => part.Count > 0);
    }
}
