using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace BackendAgents.Cli.Output;

/// <summary>
/// Where commands write: people get text (with colour on a terminal), programs get one JSON document. Thread-safe for lines.
/// </summary>
internal sealed class CliConsole
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly CliIo _io;
    private readonly IAnsiConsole _out;
    private readonly Lock _gate = new();
    private StatusLine? _status;

    public CliConsole(CliIo io, bool json)
    {
        _io = io;
        IsJson = json;
        _out = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(json ? io.Error : io.Out) });
        if (!_out.Profile.Out.IsTerminal)
            _out.Profile.Width = 10_000;
    }

    /// <summary>Whether the caller wants one JSON document and nothing else on standard output.</summary>
    public bool IsJson { get; }

    /// <summary>Whether a person is watching, so that progress may be drawn over.</summary>
    public bool IsLive => !IsJson && _out.Profile.Out.IsTerminal && _out.Profile.Capabilities.Ansi;

    /// <summary>Whether a person can be asked.</summary>
    public bool CanAsk => !IsJson && _io.IsInteractive;

    /// <summary>How this program is called.</summary>
    public string Program => _io.Program;

    /// <summary>
    /// A line for people; nothing when JSON was asked for. Control characters in it are left out: others may have written it.
    /// </summary>
    public void Line(string text = "", string? style = null)
    {
        if (IsJson)
            return;
        text = Safe(text);
        lock (_gate)
        {
            _status?.Clear();
            if (style is null || !_out.Profile.Out.IsTerminal)
                _out.WriteLine(text);
            else
                _out.MarkupLine($"[{style}]{Markup.Escape(text)}[/]");
            _status?.Draw();
        }
    }

    /// <summary>Does something long, on a terminal above a line that tells how it stands and that time passes.</summary>
    /// <param name="state">How it stands.</param>
    /// <param name="work">What is done.</param>
    public async Task<T> WatchAsync<T>(Func<string> state, Func<Task<T>> work)
    {
        if (!IsLive)
            return await work();
        using var status = new StatusLine(_io.Out, () => _out.Profile.Width, state, _gate);
        lock (_gate)
            _status = status;
        try
        {
            return await work();
        }
        finally
        {
            lock (_gate)
                _status = null;
        }
    }

    /// <summary>Asks a person and waits for a line; null when the input ends.</summary>
    public async Task<string?> AskAsync(string prompt, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _status?.Pause();
            _io.Out.Write(Safe(prompt));
            _io.Out.Flush();
        }

        try
        {
            // A console neither hands back nor listens to a token while it reads.
            return await Task.Run(_io.In.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
                _status?.Resume();
        }
    }

    /// <summary>An error with its remedy, on standard error.</summary>
    public void Problem(string message, string? remedy = null)
    {
        lock (_gate)
        {
            _status?.Clear();
            _io.Error.WriteLine("error: " + Safe(message));
            if (!string.IsNullOrEmpty(remedy))
                _io.Error.WriteLine("  " + Safe(remedy));
        }
    }

    /// <summary>The one JSON document; nothing unless JSON was asked for.</summary>
    public void Json(object document)
    {
        if (IsJson)
            _io.Out.WriteLine(JsonSerializer.Serialize(document, s_json));
    }

    private static string Safe(string text) =>
        text.Any(static c => char.IsControl(c) && c is not ('\n' or '\t'))
            ? new string([.. text.Where(static c => !char.IsControl(c) || c is '\n' or '\t')])
            : text;
}
