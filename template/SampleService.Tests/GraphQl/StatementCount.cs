using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SampleService.Tests;

/// <summary>
/// Counts the statements that services send to their databases. It has to be there before a service starts: Entity Framework asks only now
/// and then whether somebody listens.
/// </summary>
internal sealed class StatementCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<IDisposable> _subscriptions = [];
    private int _statements;

    public StatementCount() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>What some work answers, and how many statements it took.</summary>
    public async Task<(T Answer, int Statements)> OfAsync<T>(Func<Task<T>> work)
    {
        var before = Volatile.Read(ref _statements);
        var answer = await work();
        return (answer, Volatile.Read(ref _statements) - before);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name is "Microsoft.EntityFrameworkCore" or "MongoDB.Driver")
            _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key is "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting" or "CommandStarted" && !IsOfSession(value.Value))
            Interlocked.Increment(ref _statements);
    }

    // Whether a session goes on is asked now and then, whatever is called.
    private static bool IsOfSession(object? told) =>
        ((told as CommandEventData)?.Command.CommandText ?? told as string)?.Contains("refresh_tokens", StringComparison.Ordinal) == true;

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose() => _subscriptions.ForEach(static subscription => subscription.Dispose());
}
