using System.Diagnostics;
using System.Diagnostics.Metrics;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Events;

/// <summary>
/// Traces and metrics, after the OpenTelemetry conventions for generative AI: run &gt; turn &gt; tool call. Prompts, replies, arguments
/// and results are left out unless <see cref="TeamOptions.RecordContent"/> is set.
/// </summary>
internal static class TeamTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "BackendAgents.Coordination";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_turns = s_meter.CreateCounter<long>(
        "backend_agents.turns",
        "{turn}",
        "Turns of members, by outcome."
    );
    private static readonly Counter<long> s_runs = s_meter.CreateCounter<long>(
        "backend_agents.runs",
        "{run}",
        "Runs, by the reason they stopped for."
    );
    private static readonly Counter<long> s_findings = s_meter.CreateCounter<long>(
        "backend_agents.findings",
        "{finding}",
        "Grounded findings of reviewers, by severity."
    );
    private static readonly Counter<double> s_cost = s_meter.CreateCounter<double>(
        "backend_agents.cost",
        "{currency}",
        "Cost of model calls by the price table."
    );
    private static readonly Histogram<long> s_tokens = s_meter.CreateHistogram(
        "gen_ai.client.token.usage",
        "{token}",
        "Tokens of a turn.",
        null,
        // These are the bucket boundaries that the semantic conventions advise.
        new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
        }
    );
    private static readonly Histogram<double> s_turnSeconds = s_meter.CreateHistogram(
        "backend_agents.turn.duration",
        "s",
        "Duration of turns, by outcome.",
        null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900, 1800] }
    );
    private static readonly Histogram<double> s_runSeconds = s_meter.CreateHistogram(
        "backend_agents.run.duration",
        "s",
        "Duration of runs, by the reason they stopped for.",
        null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800] }
    );

    internal static Counter<long> Approvals { get; } =
        s_meter.CreateCounter<long>("backend_agents.approvals", "{approval}", "Answers of people to approvals, by decision.");

    /// <summary>Whether anybody listens to what turns tell.</summary>
    internal static bool IsWatched =>
        s_source.HasListeners() || s_turns.Enabled || s_tokens.Enabled || s_cost.Enabled || s_turnSeconds.Enabled;

    internal static Activity? StartRun(string team, string runId, string brief, TeamOptions options)
    {
        var activity = s_source.StartActivity("invoke_agent " + team, ActivityKind.Internal);
        activity?.SetTag("gen_ai.operation.name", "invoke_agent").SetTag("gen_ai.agent.name", team).SetTag("gen_ai.conversation.id", runId);
        if (options.RecordContent && brief.Length > 0)
            activity?.SetTag("gen_ai.input.messages", MessageJson.Input(brief));
        return activity;
    }

    internal static Activity? StartTurn(TeamTask task, string agentId, string runId, ViewDocument view, TeamOptions options)
    {
        if (!s_source.HasListeners())
            return null;
        var activity = s_source.StartActivity("invoke_agent " + task.Role, ActivityKind.Internal);
        activity
            ?.SetTag("gen_ai.operation.name", "invoke_agent")
            .SetTag("gen_ai.agent.name", task.Role)
            .SetTag("gen_ai.agent.id", agentId)
            .SetTag("gen_ai.conversation.id", runId)
            .SetTag("backend_agents.task.id", task.Id)
            .SetTag("backend_agents.task.kind", task.Kind.ToString())
            .SetTag("backend_agents.round", task.Round);
        if (activity is null)
            return null;
        if (options.RecordContent)
            activity.SetTag("gen_ai.input.messages", MessageJson.Input(view.Render()));
        // A function-calling client that finds itself within a span of this name adds spans of its own, of the same tools, to this very
        // source, with the messages of their exceptions. The name stands again when the turn ends.
        activity.DisplayName = task.Role;
        return activity;
    }

    internal static Activity? StartTool(TeamTask task, string function, string? callId, string key, TeamOptions options, string arguments)
    {
        if (!s_source.HasListeners())
            return null;
        var activity = s_source.StartActivity("execute_tool " + function, ActivityKind.Internal);
        activity
            ?.SetTag("gen_ai.operation.name", "execute_tool")
            .SetTag("gen_ai.tool.name", function)
            .SetTag("gen_ai.tool.type", "function")
            .SetTag("gen_ai.tool.call.id", callId)
            .SetTag("gen_ai.agent.name", task.Role)
            .SetTag("backend_agents.task.id", task.Id)
            .SetTag("backend_agents.idempotency_key", key);
        if (options.RecordContent)
            activity?.SetTag("gen_ai.tool.call.arguments", arguments);
        return activity;
    }

    internal static void EndTool(Activity? activity, string result, TeamOptions options)
    {
        if (options.RecordContent)
            activity?.SetTag("gen_ai.tool.call.result", result);
    }

    internal static void Failed(Activity? activity, Exception error) =>
        activity?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", error.GetType().FullName);

    internal static void EndTurn(Activity? activity, TurnRecord turn, string outcome, TurnModel model, TeamOptions options)
    {
        if (activity is not null)
        {
            activity
                .SetTag("gen_ai.usage.input_tokens", turn.Usage.InputTokens)
                .SetTag("gen_ai.usage.output_tokens", turn.Usage.OutputTokens)
                .SetTag("gen_ai.provider.name", model.Provider)
                .SetTag("gen_ai.request.model", model.Requested)
                .SetTag("gen_ai.response.model", model.Answered);
            if (options.RecordContent)
                activity.SetTag("gen_ai.output.messages", MessageJson.Output(turn.Text, turn.Failure?.Kind));
            // The failure's message is left out, because it may quote members.
            if (turn.Failure is { } failure)
                activity.SetStatus(ActivityStatusCode.Error, failure.Kind).SetTag("error.type", failure.Kind);
        }

        Count(activity, turn.Task, outcome, turn.Duration);
        if (s_tokens.Enabled)
        {
            var tags = new TagList
            {
                { "gen_ai.operation.name", "invoke_agent" },
                { "gen_ai.agent.name", turn.Task.Role },
                { "gen_ai.token.type", "input" },
            };
            Add(ref tags, "gen_ai.provider.name", model.Provider);
            Add(ref tags, "gen_ai.request.model", model.Requested);
            Add(ref tags, "gen_ai.response.model", model.Answered);
            s_tokens.Record(turn.Usage.InputTokens, tags);
            tags[2] = new("gen_ai.token.type", "output");
            s_tokens.Record(turn.Usage.OutputTokens, tags);
        }

        if (s_cost.Enabled)
            s_cost.Add((double)turn.Usage.Cost, new KeyValuePair<string, object?>("gen_ai.agent.name", turn.Task.Role));
    }

    /// <summary>A turn that has no end of its own: its process stops here, or it waits.</summary>
    internal static void LeaveTurn(Activity? activity, TeamTask task, string outcome, TimeSpan duration)
    {
        if (outcome == "error")
            activity?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", "_OTHER");
        Count(activity, task, outcome, duration);
    }

    private static void Count(Activity? activity, TeamTask task, string outcome, TimeSpan duration)
    {
        if (activity is not null)
        {
            activity.DisplayName = activity.OperationName;
            activity.SetTag("backend_agents.outcome", outcome);
        }

        if (s_turns.Enabled)
            s_turns.Add(1, new("gen_ai.agent.name", task.Role), new("outcome", outcome));
        if (s_turnSeconds.Enabled)
            s_turnSeconds.Record(duration.TotalSeconds, new("gen_ai.agent.name", task.Role), new("outcome", outcome));
    }

    private static void Add(ref TagList tags, string name, string? value)
    {
        if (value is not null)
            tags.Add(name, value);
    }

    internal static void Found(Diagnostic finding)
    {
        if (s_findings.Enabled)
            s_findings.Add(1, new("severity", finding.Severity.ToString()), new("rule", finding.Code));
    }

    internal static void EndRun(Activity? activity, StopReason stop, Usage usage, TimeSpan duration)
    {
        activity
            ?.SetTag("backend_agents.stop", stop.Kind.ToString())
            .SetTag("gen_ai.usage.input_tokens", usage.InputTokens)
            .SetTag("gen_ai.usage.output_tokens", usage.OutputTokens);
        if (stop.Kind == StopKind.Failed)
            // The message is left out, because it may quote members.
            activity?.SetStatus(ActivityStatusCode.Error, stop.Kind.ToString());
        s_runs.Add(1, new KeyValuePair<string, object?>("stop", stop.Kind.ToString()));
        s_runSeconds.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("stop", stop.Kind.ToString()));
    }
}
