using System.Text;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>The one place that knows about newlines and indentation: LF always, four spaces a level. Not thread-safe.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private readonly string _unit;
    private int _level;

    /// <summary>Creates a writer.</summary>
    /// <param name="indent">Spaces a level, 1 to 8.</param>
    public CodeWriter(int indent = 4) => _unit = new string(' ', indent);

    /// <summary>Writes lines at the current level. Text of several lines is indented line by line; an empty line gets no spaces.</summary>
    public CodeWriter Line(string text = "")
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Length > 0)
            {
                for (var i = 0; i < _level; i++)
                    _text.Append(_unit);
                _text.Append(line.TrimEnd());
            }

            _text.Append('\n');
        }

        return this;
    }

    /// <summary>Writes each item as a line.</summary>
    public CodeWriter Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Line(line);
        return this;
    }

    /// <summary>Writes a header, a body one level deeper between braces (or other delimiters), and the end.</summary>
    public CodeWriter Block(string header, Action<CodeWriter> body, string open = "{", string close = "}")
    {
        Line(header);
        if (open.Length > 0)
            Line(open);
        Indented(body);
        return Line(close);
    }

    /// <summary>Writes a body one level deeper.</summary>
    public CodeWriter Indented(Action<CodeWriter> body)
    {
        _level++;
        body(this);
        _level--;
        return this;
    }

    /// <summary>The text so far, ending in exactly one newline.</summary>
    public override string ToString() => _text.ToString().TrimEnd('\n') + "\n";
}
