namespace BackendAgents.Engineering.Blueprints.Expressions;

/// <summary>A text with expressions between braces; <c>{{</c> and <c>}}</c> are braces.</summary>
internal static class TextTemplate
{
    /// <summary>The parts in order: texts, and expressions as they are written.</summary>
    /// <exception cref="ExpressionException">A brace has no other.</exception>
    public static IReadOnlyList<(string Text, bool IsExpression)> Parts(string template)
    {
        var parts = new List<(string, bool)>();
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            if (c is not ('{' or '}'))
            {
                text.Append(c);
                continue;
            }

            if (i + 1 < template.Length && template[i + 1] == c)
            {
                text.Append(c);
                i++;
                continue;
            }

            var end = c == '{' ? End(template, i + 1) : -1;
            if (end < 0)
                throw new ExpressionException(
                    $"A '{c}' has no other in '{Short(template)}'.",
                    "Write {member.name}; a brace of its own is written twice: {{"
                );
            if (text.Length > 0)
                parts.Add((text.ToString(), false));
            text.Clear();
            parts.Add((template[(i + 1)..end].Trim(), true));
            i = end;
        }

        if (text.Length > 0)
            parts.Add((text.ToString(), false));
        return parts;
    }

    // The brace that ends an expression, which may have texts with braces in it.
    private static int End(string template, int from)
    {
        var isQuoted = false;
        for (var i = from; i < template.Length; i++)
        {
            if (template[i] == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && template[i] is '{' or '}')
                return template[i] == '}' ? i : -1;
        }

        return -1;
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
