using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BackendAgents.Coordination.Events;
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

    private readonly IAnsiConsole _out;
    private readonly TextWriter _raw;
    private readonly Lock _gate = new();

    public CliConsole(TextWriter output, TextWriter error, bool json)
    {
        IsJson = json;
        _raw = output;
        Error = error;
        _out = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(json ? error : output) });
        if (!_out.Profile.Out.IsTerminal)
            _out.Profile.Width = 10_000;
    }

    /// <summary>Whether the caller wants one JSON document and nothing else on standard output.</summary>
    public bool IsJson { get; }

    /// <summary>Whether a person is watching, so that progress may be drawn over.</summary>
    public bool IsLive => !IsJson && _out.Profile.Out.IsTerminal;

    /// <summary>The console for tables and live progress.</summary>
    public IAnsiConsole Ansi => _out;

    private TextWriter Error { get; }

    /// <summary>A line for people; nothing when JSON was asked for.</summary>
    public void Line(string text = "", string? style = null)
    {
        if (IsJson)
            return;
        lock (_gate)
        {
            if (style is null || !_out.Profile.Out.IsTerminal)
                _out.WriteLine(text);
            else
                _out.MarkupLine($"[{style}]{Markup.Escape(text)}[/]");
        }
    }

    /// <summary>
    /// Does something long while showing what happens: on a terminal below the lines a moving status, elsewhere the lines alone.
    /// </summary>
    public Task<T> WatchAsync<T>(Func<IProgress<TeamEvent>, Task<T>> work)
    {
        if (!IsLive)
            return work(new RunProgress(this));
        return _out.Status()
            .Spinner(Spinner.Known.Dots)
            .StartAsync("Starting", context => work(new RunProgress(this, status => context.Status(Markup.Escape(status)))));
    }

    /// <summary>An error with its remedy, on standard error.</summary>
    public void Problem(string message, string? remedy = null)
    {
        lock (_gate)
        {
            Error.WriteLine("error: " + message);
            if (!string.IsNullOrEmpty(remedy))
                Error.WriteLine("  " + remedy);
        }
    }

    /// <summary>The one JSON document; nothing unless JSON was asked for.</summary>
    public void Json(object document)
    {
        if (IsJson)
            _raw.WriteLine(JsonSerializer.Serialize(document, s_json));
    }
}
