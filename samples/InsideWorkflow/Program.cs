// The team as one step of a Microsoft Agent Framework workflow: a clerk before it, an archivist after it.
using BackendAgents;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Teams;
using BackendAgents.Engineering.Projects;
using Microsoft.Agents.AI;
using Microsoft.Agents.AI.Workflows;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

await using var services = new ServiceCollection().AddBackendAgents().BuildServiceProvider();
var builder = services.GetRequiredService<BackendBuilder>();

// Made anew for each run, since the members' tools work on the project of one run.
Func<BackendProject, BackendTeam> newTeam = project => builder.CreateTeam(project);
AIAgent team = newTeam.AsAIAgent("backend-team");

// Any agents stand around it; here two whose model is a line of code.
AIAgent clerk = Says("clerk", static ticket => ticket.Replace("[ticket]", "A library lends books to members.", StringComparison.Ordinal));
AIAgent archivist = Says("archivist", static report => "Filed: " + report.TrimEnd().Split('\n')[^1]);

var workflow = AgentWorkflowBuilder.BuildSequential(clerk, team, archivist);
await using var run = await InProcessExecution.RunStreamingAsync(
    workflow,
    new List<ChatMessage> { new(ChatRole.User, "[ticket] Every book has a title and a unique isbn. Members borrow books.") }
);
await run.TrySendMessageAsync(new TurnToken(emitEvents: true));
await foreach (var happened in run.WatchStreamAsync())
{
    if (happened is AgentResponseUpdateEvent { Update: { Text.Length: > 0 } update })
        Console.WriteLine($"{update.AuthorName ?? "?"}: {update.Text.TrimEnd()}");
    else if (happened is WorkflowErrorEvent or ExecutorFailedEvent)
        return 1;
}

return 0;

static AIAgent Says(string name, Func<string, string> say) => new ChatClientAgent(new LineClient(say), name: name);

internal sealed class LineClient(Func<string, string> say) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, say(messages.Last().Text))));

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() { }
}
