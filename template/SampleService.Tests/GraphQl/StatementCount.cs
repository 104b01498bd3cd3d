using System.Diagnostics;

namespace SampleService.Tests;

/// <summary>Counts the statements that the service sends to its database.</summary>
internal sealed class StatementCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly List<IDisposable> _subscriptions = [];
    private int _statements;

    /// <summary>What some work answers, and how many statements it took.</summary>
    public static async Task<(T Answer, int Statements)> OfAsync<T>(Func<Task<T>> work)
    {
        var count = new StatementCount();
        using (DiagnosticListener.AllListeners.Subscribe(count))
        {
            var answer = await work();
            count._subscriptions.ForEach(static subscription => subscription.Dispose());
            return (answer, count._statements);
        }
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
            _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting")
            Interlocked.Increment(ref _statements);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
