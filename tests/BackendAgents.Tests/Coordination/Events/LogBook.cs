using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace BackendAgents.Tests.Coordination.Events;

/// <summary>Takes down what is logged at every level, with its properties and its scopes.</summary>
internal sealed class LogBook : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<Line> Lines { get; } = new();

    public IEnumerable<Line> Ours => Lines.Where(static line => line.Category.StartsWith("BackendAgents", StringComparison.Ordinal));

    public IEnumerable<Line> Named(string happened) => Lines.Where(line => line.Event == happened);

    public ILoggerFactory Factory() => LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(this));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() { }

    internal sealed record Line(
        string Category,
        LogLevel Level,
        string? Event,
        string Text,
        IReadOnlyDictionary<string, object?> Properties,
        IReadOnlyDictionary<string, object?> Scope
    )
    {
        public IEnumerable<string> Texts =>
            [Text, .. Properties.Values.Concat(Scope.Values).Select(static value => value?.ToString() ?? "")];
    }

    private sealed class Logger(LogBook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => book._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var scope = new Dictionary<string, object?>();
            book._scopes.ForEachScope(static (one, all) => Take(one, all), scope);
            var properties = new Dictionary<string, object?>();
            Take(state, properties);
            book.Lines.Enqueue(new Line(category, logLevel, eventId.Name, formatter(state, exception) + exception, properties, scope));
        }

        private static void Take(object? state, Dictionary<string, object?> all)
        {
            foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
                all[name] = value;
        }
    }
}
