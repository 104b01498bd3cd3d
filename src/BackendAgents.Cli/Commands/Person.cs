using BackendAgents.Cli.Output;
using BackendAgents.Coordination;

namespace BackendAgents.Cli.Commands;

/// <summary>The person at the terminal: is asked what a run can't decide, and answers at once.</summary>
internal sealed class Person(CliConsole console)
{
    /// <summary>What stands in a printed command where a person's answer goes.</summary>
    public const string Placeholder = "YOUR ANSWER";

    private const int MaxArguments = 2_000;

    /// <summary>Asks; null when the person leaves it open.</summary>
    public async ValueTask<Answer?> AnswerAsync(Question question, CancellationToken cancellationToken)
    {
        console.Line();
        Print(question, console);
        while (
            await console.AskAsync(question.Call is null ? "Your answer (empty: later): " : "yes or no (empty: later): ", cancellationToken)
                is { } line
        )
        {
            var text = line.Trim();
            if (text.Length == 0)
                break;
            if (question.Call is not null && text.Equals("y", StringComparison.OrdinalIgnoreCase))
                text = Answer.Yes;
            if (
                question.Call is not null
                || question.Choices.Count == 0
                || question.Choices.Contains(text, StringComparer.OrdinalIgnoreCase)
            )
                return new Answer(question.Id, text) { By = Environment.UserName };
            console.Line("  One of: " + string.Join(", ", question.Choices), "yellow");
        }

        console.Line("Left open.", "yellow");
        return null;
    }

    /// <summary>Prints a question with what belongs to it.</summary>
    public static void Print(Question question, CliConsole console)
    {
        console.Line($"{question.AskedBy} asks: {question.Text}", "bold");
        if (question.Call is { } call)
            console.Line(
                $"  {call.Function} {(call.Arguments.Length > MaxArguments ? call.Arguments[..MaxArguments] + "… (cut)" : call.Arguments)}"
            );
        else if (question.Choices.Count > 0)
            console.Line("  one of: " + string.Join(", ", question.Choices));
    }
}
