using System.Globalization;
using System.Text;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>
/// Writes values into C# text so that nothing a person or a model wrote can leave its literal or comment. The one place for it.
/// </summary>
internal static class CSharp
{
    private static readonly HashSet<string> s_keywords = new(StringComparer.Ordinal)
    {
        "abstract",
        "as",
        "base",
        "bool",
        "break",
        "byte",
        "case",
        "catch",
        "char",
        "checked",
        "class",
        "const",
        "continue",
        "decimal",
        "default",
        "delegate",
        "do",
        "double",
        "else",
        "enum",
        "event",
        "explicit",
        "extern",
        "false",
        "finally",
        "fixed",
        "float",
        "for",
        "foreach",
        "goto",
        "if",
        "implicit",
        "in",
        "int",
        "interface",
        "internal",
        "is",
        "lock",
        "long",
        "namespace",
        "new",
        "null",
        "object",
        "operator",
        "out",
        "override",
        "params",
        "private",
        "protected",
        "public",
        "readonly",
        "ref",
        "return",
        "sbyte",
        "sealed",
        "short",
        "sizeof",
        "stackalloc",
        "static",
        "string",
        "struct",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "uint",
        "ulong",
        "unchecked",
        "unsafe",
        "ushort",
        "using",
        "virtual",
        "void",
        "volatile",
        "while",
    };

    /// <summary>A string literal.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            literal.Append(
                c switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    _ when char.IsControl(c) || char.IsSurrogate(c) || c > '~' => "\\u"
                        + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                    _ => c.ToString(),
                }
            );
        }

        return literal.Append('"').ToString();
    }

    /// <summary>Text for an XML documentation comment, on one line.</summary>
    public static string Comment(string text)
    {
        var comment = new StringBuilder();
        foreach (var c in text.ReplaceLineEndings(" "))
            comment.Append(
                c switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' => " ",
                    _ => c.ToString(),
                }
            );
        return comment.ToString().Trim();
    }

    /// <summary>
    /// A path of the contract as a string expression, with C# expressions in place of its parameters, in their order.
    /// </summary>
    public static string Path(string path, params IReadOnlyList<string> values)
    {
        var parts = path.Split('{', '}');
        if (parts.Length == 1)
            return Literal(path);
        for (var i = 1; i < parts.Length; i += 2)
            parts[i] = "{" + values[i / 2] + "}";
        return "$\"" + string.Concat(parts) + "\"";
    }

    /// <summary>An identifier, escaped when it is a keyword.</summary>
    public static string Identifier(string name) => s_keywords.Contains(name) ? "@" + name : name;
}
