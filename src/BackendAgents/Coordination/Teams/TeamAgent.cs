using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using BackendAgents.Coordination.Events;
using BackendAgents.Engineering.Projects;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace BackendAgents.Coordination.Teams;

/// <summary>
/// A team as one agent, for everything that takes an <see cref="AIAgent"/>: a workflow, a bigger team, a host. Each run is a new
/// piece of work; the brief is what the messages say. In a session whose last run waits for a person, and is kept in a journal, what the
/// messages say is the answer, and the run goes on. Thread-safe; a session takes one run at a time.
/// </summary>
/// <remarks>Several questions are answered in lines of the form <c>id: answer</c>. Without ids the text answers all of them, approvals
/// excepted.</remarks>
internal sealed class TeamAgent : AIAgent
{
    /// <summary>
    /// Key under which the <see cref="TeamResult"/> stands in the additional properties of the response, and of the last update.
    /// </summary>
    public const string ResultKey = "backendAgents.team";

    private readonly string _name;
    private readonly Func<BackendProject, BackendTeam> _newTeam;

    internal TeamAgent(string name, Func<BackendProject, BackendTeam> newTeam)
    {
        _name = name;
        _newTeam = newTeam;
    }

    /// <inheritdoc />
    public override string Name => _name;

    /// <inheritdoc />
    public override string? Description => "A team that turns a brief in plain language into a reviewed backend.";

    /// <inheritdoc />
    protected override string IdCore => _name;

    /// <summary>The result in a response of a team; null in any other response.</summary>
    /// <param name="response">The response.</param>
    public static TeamResult? ResultOf(AgentResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.AdditionalProperties?.TryGetValue(ResultKey, out var value) == true ? value as TeamResult : null;
    }

    /// <inheritdoc />
    protected override ValueTask<AgentSession> CreateSessionCoreAsync(CancellationToken cancellationToken = default) =>
        new(new TeamAgentSession());

    /// <inheritdoc />
    protected override ValueTask<JsonElement> SerializeSessionCoreAsync(
        AgentSession session,
        JsonSerializerOptions? jsonSerializerOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        new(
            JsonSerializer.SerializeToElement(
                new SessionState(_name, (session as TeamAgentSession)?.RunId, (session as TeamAgentSession)?.Questions ?? []),
                JsonSerializerOptions.Web
            )
        );

    /// <inheritdoc />
    /// <exception cref="JsonException">It is no session of a team.</exception>
    protected override ValueTask<AgentSession> DeserializeSessionCoreAsync(
        JsonElement serializedState,
        JsonSerializerOptions? jsonSerializerOptions = null,
        CancellationToken cancellationToken = default
    )
    {
        var state = serializedState.Deserialize<SessionState>(JsonSerializerOptions.Web);
        var session = new TeamAgentSession();
        if (state?.RunId is not null)
            session.Wait(state.RunId, state.Questions ?? []);
        return new(session);
    }

    /// <inheritdoc />
    protected override async Task<AgentResponse> RunCoreAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var project = new BackendProject();
        var result = await _newTeam(project)
            .RunAsync(Request(messages, project, session as TeamAgentSession), cancellationToken)
            .ConfigureAwait(false);
        (session as TeamAgentSession)?.Note(result);
        cancellationToken.ThrowIfCancellationRequested();
        return new AgentResponse(new ChatMessage(ChatRole.Assistant, Say(result)) { AuthorName = Name })
        {
            AgentId = Id,
            ResponseId = result.RunId,
            Usage = UsageOf(result),
            AdditionalProperties = new AdditionalPropertiesDictionary { [ResultKey] = result },
        };
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<AgentResponseUpdate> RunCoreStreamingAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var project = new BackendProject();
        await foreach (
            var happened in _newTeam(project)
                .RunStreamingAsync(Request(messages, project, session as TeamAgentSession), cancellationToken)
                .ConfigureAwait(false)
        )
        {
            if (happened is RunEnded { Result: var result })
            {
                (session as TeamAgentSession)?.Note(result);
                cancellationToken.ThrowIfCancellationRequested();
                yield return Update(Say(result), result.RunId, result);
                yield return new AgentResponseUpdate(ChatRole.Assistant, [new UsageContent(UsageOf(result))])
                {
                    AgentId = Id,
                    ResponseId = result.RunId,
                };
            }
            else if (Line(happened) is { } line)
            {
                yield return Update(line + "\n", null, null);
            }
        }
    }

    /// <summary>What people are told of an event, in one line; null for events that are only for machines.</summary>
    internal static string? Line(TeamEvent happened) =>
        happened switch
        {
            TurnStarted turn => $"{turn.Task.Role}: {turn.Task.Kind.ToString().ToLowerInvariant()}, round "
                + $"{turn.Task.Round.ToString(CultureInfo.InvariantCulture)}",
            VerdictGiven { Verdict: var verdict } => $"{verdict.Reviewer}: {(verdict.Approves ? "approves" : "asks for changes")}",
            ReviewerFailed failed => $"{failed.Reviewer}: no verdict ({failed.Failure.Kind})",
            VerificationEnded { Result: var result } => $"{result.Verifier}: {result.Outcome}",
            _ => null,
        };

    private AgentResponseUpdate Update(string text, string? run, TeamResult? result) =>
        new(ChatRole.Assistant, text)
        {
            AgentId = Id,
            AuthorName = Name,
            ResponseId = run,
            AdditionalProperties = result is null ? null : new AdditionalPropertiesDictionary { [ResultKey] = result },
        };

    private static TeamRequest Request(IEnumerable<ChatMessage> messages, BackendProject project, TeamAgentSession? session)
    {
        var text = string.Join(
            '\n',
            messages
                .Where(static message => message.Role != ChatRole.System)
                .Select(static message => message.Text)
                .Where(static text => text.Length > 0)
        );
        return session?.RunId is { } waiting
            ? new TeamRequest
            {
                RunId = waiting,
                Resume = true,
                Project = project,
                Answers = session.Answers(text),
            }
            : new TeamRequest { Brief = text, Project = project };
    }

    private static UsageDetails UsageOf(TeamResult result) =>
        new()
        {
            InputTokenCount = result.Usage.InputTokens,
            OutputTokenCount = result.Usage.OutputTokens,
            TotalTokenCount = result.Usage.InputTokens + result.Usage.OutputTokens,
        };

    /// <summary>The result in words, for agents and people that take no structure.</summary>
    internal static string Say(TeamResult result)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{result.Stop.Kind}: {result.Stop.Message}\n");
        if (result.Blueprint is { } blueprint)
            text.Append(
                CultureInfo.InvariantCulture,
                $"Service {blueprint.Service.Name}: {blueprint.Entities.Count} entities, {blueprint.Operations.Count} "
                    + $"operations, {result.Artifacts.Count} files.\n"
            );
        foreach (var question in result.Stop.Questions)
            text.Append(CultureInfo.InvariantCulture, $"Question {question.Id}: {question.Text}\n");
        return text.ToString();
    }

    private sealed record SessionState(string Team, string? RunId, IReadOnlyList<Question>? Questions);
}
