namespace BackendAgents.Cli.Output;

/// <summary>
/// The last line of a terminal, drawn over several times a second so that its clock moves. Everything happens under the gate of the
/// console whose lines go above it.
/// </summary>
internal sealed class StatusLine : IDisposable
{
    private const string Erase = "\r\u001b[2K";
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(200);

    private readonly TextWriter _out;
    private readonly Func<int> _width;
    private readonly Func<string> _text;
    private readonly Lock _gate;
    private readonly ITimer _timer;
    private bool _paused;
    private bool _ended;

    public StatusLine(TextWriter output, Func<int> width, Func<string> text, Lock gate, TimeProvider? clock = null)
    {
        _out = output;
        _width = width;
        _text = text;
        _gate = gate;
        _timer = (clock ?? TimeProvider.System).CreateTimer(static line => ((StatusLine)line!).Tick(), this, s_pace, s_pace);
    }

    /// <summary>Takes the line away, so that another can be written in its place. The gate is held.</summary>
    public void Clear()
    {
        if (!_paused && !_ended)
            _out.Write(Erase);
    }

    /// <summary>Draws the line. The gate is held.</summary>
    public void Draw()
    {
        if (_paused || _ended)
            return;
        var text = _text();
        var room = Math.Max(_width() - 1, 10);
        _out.Write(Erase + (text.Length > room ? text[..(room - 1)] + "…" : text));
        _out.Flush();
    }

    /// <summary>Takes the line away until <see cref="Resume"/>. The gate is held.</summary>
    public void Pause()
    {
        Clear();
        _paused = true;
    }

    /// <summary>Draws the line again. The gate is held.</summary>
    public void Resume() => _paused = false;

    /// <inheritdoc />
    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            Clear();
            _out.Flush();
            _ended = true;
        }
    }

    private void Tick()
    {
        lock (_gate)
            Draw();
    }
}
