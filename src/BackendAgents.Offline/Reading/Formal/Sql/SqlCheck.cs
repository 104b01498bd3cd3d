using System.Globalization;
using BackendAgents.Engineering.Briefs.Facts;

namespace BackendAgents.Offline.Reading.Formal.Sql;

/// <summary>What a check holds one column to: <c>price >= 0</c>, <c>rating BETWEEN 1 AND 5</c>, <c>state IN ('new', 'done')</c>.</summary>
internal sealed record SqlCheck(string Column, Bounds? Bounds, IReadOnlyList<string> Values)
{
    /// <summary>Reads the condition of a check; null where it says something else.</summary>
    /// <param name="condition">What stands in its brackets.</param>
    /// <param name="step">The least difference between two values of a column by its name; null where nobody knows one.</param>
    public static SqlCheck? Read(IReadOnlyList<SqlToken> condition, Func<string, decimal?> step)
    {
        var tokens = Plain(condition);
        if (Either(tokens) is { } either)
            return either;
        if (tokens.Count < 3 || !tokens[0].IsName)
            return null;
        var cursor = new SqlCursor(tokens.Skip(1).ToList());
        var column = tokens[0].Text;
        if (cursor.Takes("in") && cursor.Bracket() is { } list && cursor.IsAtEnd)
            return OneOf(column, [.. list.Where(static token => !token.Is(","))]);
        if (cursor.Takes("between") && Number(cursor) is { } least && cursor.Takes("and") && Number(cursor) is { } most && cursor.IsAtEnd)
            return new SqlCheck(column, new Bounds { Min = least, Max = most }, []);
        var bounds = Compared(cursor, step(column));
        // 'rating >= 1 AND rating <= 5' speaks of one column twice.
        if (bounds is not null && cursor.Takes("and") && cursor.Next() is { } other)
            bounds =
                other.Text.Equals(column, StringComparison.OrdinalIgnoreCase) && Compared(cursor, step(column)) is { } more
                    ? bounds.Merge(more)
                    : null;
        return bounds is not null && cursor.IsAtEnd ? new SqlCheck(column, bounds, []) : null;
    }

    /// <summary>
    /// The two columns of which one comes before the other: <c>begins_at &lt; ends_at</c>; null where it says something else.
    /// </summary>
    public static (string Left, string Right, bool IsStrict)? Order(IReadOnlyList<SqlToken> condition)
    {
        condition = Plain(condition);
        if (condition.Count is not (3 or 4) || !condition[0].IsName || !condition[^1].IsName)
            return null;
        if (condition[^1].Text is [] or [>= '0' and <= '9', ..])
            return null;
        var isStrict = condition.Count == 3;
        if (!isStrict && !condition[2].Is("="))
            return null;
        return condition[1].Is("<") ? (condition[0].Text, condition[^1].Text, isStrict)
            : condition[1].Is(">") ? (condition[^1].Text, condition[0].Text, isStrict)
            : null;
    }

    // 'state = 'new' OR state = 'done'', as some databases write a list when they are asked for their schema.
    private static SqlCheck? Either(List<SqlToken> tokens)
    {
        if (tokens.Count < 7 || !tokens[0].IsName || tokens.Count % 4 != 3)
            return null;
        var values = new List<SqlToken>();
        for (var at = 0; at < tokens.Count; at += 4)
        {
            var isOne =
                tokens[at].Text.Equals(tokens[0].Text, StringComparison.OrdinalIgnoreCase)
                && tokens[at + 1].Is("=")
                && tokens[at + 2].Kind == SqlKind.Quoted
                && (at + 3 == tokens.Count || tokens[at + 3].Is("or"));
            if (!isOne)
                return null;
            values.Add(tokens[at + 2]);
        }

        return OneOf(tokens[0].Text, values);
    }

    // Without brackets that change nothing: where AND and OR are not mixed all but those of calls and lists, else those around one token.
    private static List<SqlToken> Plain(IReadOnlyList<SqlToken> condition)
    {
        var tokens = condition.ToList();
        var isMixed = tokens.Exists(static token => token.Is("and")) && tokens.Exists(static token => token.Is("or"));
        var opened = new Stack<int>();
        var idle = new HashSet<int>();
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Is("("))
                opened.Push(at);
            if (!tokens[at].Is(")") || !opened.TryPop(out var start))
                continue;
            var isCall = start > 0 && tokens[start - 1].Kind == SqlKind.Word && !tokens[start - 1].Is("and") && !tokens[start - 1].Is("or");
            if (!isCall && (!isMixed || at == start + 2))
                idle.UnionWith([start, at]);
        }

        List<SqlToken> plain = [.. tokens.Where((_, at) => !idle.Contains(at))];
        // Where a value is missing, no check fails anyhow.
        return plain.Count > 4 && plain[0].IsName && plain[1].Is("is") && plain[2].Is("null") && plain[3].Is("or") && !isMixed
            ? plain[4..]
            : plain;
    }

    // Whole numbers without a gap are a range, and 0 and 1 say no and yes where there is no other type for it.
    private static SqlCheck? OneOf(string column, List<SqlToken> values)
    {
        if (values.TrueForAll(static value => value.Kind == SqlKind.Quoted))
            return new SqlCheck(column, null, [.. values.Select(static value => value.Text)]);
        int[] numbers = [.. values.Select(static value => int.TryParse(value.Text, out var number) ? number : int.MinValue).Order()];
        if (numbers is [0, 1])
            return new SqlCheck(column, new Bounds { Flag = true }, []);
        return numbers[0] > int.MinValue && numbers[^1] - numbers[0] == numbers.Length - 1
            ? new SqlCheck(column, new Bounds { Min = numbers[0], Max = numbers[^1] }, [])
            : null;
    }

    private static Bounds? Compared(SqlCursor cursor, decimal? step)
    {
        var (above, below) = (cursor.Takes(">"), cursor.Takes("<"));
        var equal = cursor.Takes("=");
        if (above == below || Number(cursor) is not { } number)
            return null;
        if (!equal && step is null)
            return null;
        var next = equal ? 0 : step!.Value;
        return above ? new Bounds { Min = number + next } : new Bounds { Max = number - next };
    }

    private static decimal? Number(SqlCursor cursor)
    {
        var negative = cursor.Takes("-");
        return
            cursor.Token is { Kind: SqlKind.Word } token
            && decimal.TryParse(token.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && cursor.Next() is not null
            ? negative
                ? -number
                : number
            : null;
    }
}
