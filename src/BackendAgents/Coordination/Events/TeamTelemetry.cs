using System.Diagnostics;
using System.Diagnostics.Metrics;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Views;

namespace BackendAgents.Coordination.Events;

/// <summary>
/// Traces and metrics, after the OpenTelemetry conventions for generative AI: run &gt; turn &gt; tool call. Prompts, replies and
/// arguments are left out unless <see cref="TeamOptions.RecordContent"/> is set.
/// </summary>
public static class TeamTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "BackendAgents.Coordination";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Turns = Meter.CreateCounter<long>("backend_agents.turns", "{turn}", "Turns of members, by outcome.");
    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("backend_agents.runs", "{run}", "Runs, by the reason they stopped for.");
    private static readonly Counter<long> Findings = Meter.CreateCounter<long>("backend_agents.findings", "{finding}", "Grounded findings of reviewers, by severity.");
    private static readonly Counter<double> Cost = Meter.CreateCounter<double>("backend_agents.cost", "{currency}", "Cost of model calls by the price table.");
    private static readonly Histogram<long> Tokens = Meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Tokens of a turn.");
    private static readonly Histogram<double> TurnSeconds = Meter.CreateHistogram<double>("backend_agents.turn.duration", "s", "Duration of turns.");
    private static readonly Histogram<double> RunSeconds = Meter.CreateHistogram<double>("backend_agents.run.duration", "s", "Duration of runs.");

    internal static Counter<long> Approvals { get; } = Meter.CreateCounter<long>("backend_agents.approvals", "{approval}", "Answers of people to approvals, by decision.");

    internal static Activity? StartRun(string team, string runId, string brief, TeamOptions options)
    {
        var activity = Source.StartActivity("invoke_agent " + team, ActivityKind.Internal);
        activity?.SetTag("gen_ai.operation.name", "invoke_agent").SetTag("gen_ai.agent.name", team).SetTag("gen_ai.conversation.id", runId);
        if (options.RecordContent)
            activity?.SetTag("gen_ai.input.messages", brief);
        return activity;
    }

    internal static Activity? StartTurn(TeamTask task, string agentId, string runId, ViewDocument view, TeamOptions options)
    {
        if (!Source.HasListeners())
            return null;
        var activity = Source.StartActivity("invoke_agent " + task.Role, ActivityKind.Internal);
        activity?.SetTag("gen_ai.operation.name", "invoke_agent").SetTag("gen_ai.agent.name", task.Role).SetTag("gen_ai.agent.id", agentId)
            .SetTag("gen_ai.conversation.id", runId).SetTag("backend_agents.task.id", task.Id).SetTag("backend_agents.task.kind", task.Kind.ToString()).SetTag("backend_agents.round", task.Round);
        if (options.RecordContent)
            activity?.SetTag("gen_ai.input.messages", view.Render());
        return activity;
    }

    internal static Activity? StartTool(TeamTask task, string function, string key, TeamOptions options, string arguments)
    {
        if (!Source.HasListeners())
            return null;
        var activity = Source.StartActivity("execute_tool " + function, ActivityKind.Internal);
        activity?.SetTag("gen_ai.operation.name", "execute_tool").SetTag("gen_ai.tool.name", function).SetTag("gen_ai.tool.call.id", key).SetTag("gen_ai.agent.name", task.Role);
        if (options.RecordContent)
            activity?.SetTag("gen_ai.tool.call.arguments", arguments);
        return activity;
    }

    internal static void Failed(Activity? activity, Exception error) =>
        activity?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", error.GetType().FullName);

    internal static void EndTurn(Activity? activity, TurnRecord turn, TeamOptions options)
    {
        if (activity is not null)
        {
            activity.SetTag("gen_ai.usage.input_tokens", turn.Usage.InputTokens).SetTag("gen_ai.usage.output_tokens", turn.Usage.OutputTokens);
            if (options.RecordContent)
                activity.SetTag("gen_ai.output.messages", turn.Text);
            if (turn.Failure is { } failure)
                activity.SetStatus(ActivityStatusCode.Error, failure.Kind).SetTag("error.type", failure.Kind);
        }

        if (Turns.Enabled)
            Turns.Add(1, new("gen_ai.agent.name", turn.Task.Role), new("outcome", turn.Failure?.Kind ?? "ok"));
        if (Tokens.Enabled)
        {
            Tokens.Record(turn.Usage.InputTokens, new("gen_ai.agent.name", turn.Task.Role), new("gen_ai.token.type", "input"), new("gen_ai.operation.name", "invoke_agent"));
            Tokens.Record(turn.Usage.OutputTokens, new("gen_ai.agent.name", turn.Task.Role), new("gen_ai.token.type", "output"), new("gen_ai.operation.name", "invoke_agent"));
        }

        if (Cost.Enabled)
            Cost.Add((double)turn.Usage.Cost, new KeyValuePair<string, object?>("gen_ai.agent.name", turn.Task.Role));
        if (TurnSeconds.Enabled)
            TurnSeconds.Record(turn.Duration.TotalSeconds, new KeyValuePair<string, object?>("gen_ai.agent.name", turn.Task.Role));
    }

    internal static void Found(Engineering.Checks.Finding finding)
    {
        if (Findings.Enabled)
            Findings.Add(1, new("severity", finding.Severity.ToString()), new("rule", finding.Rule));
    }

    internal static void EndRun(Activity? activity, StopReason stop, Usage usage, TimeSpan duration)
    {
        activity?.SetTag("backend_agents.stop", stop.Kind.ToString()).SetTag("gen_ai.usage.input_tokens", usage.InputTokens).SetTag("gen_ai.usage.output_tokens", usage.OutputTokens);
        if (stop.Kind == StopKind.Failed)
            // Not the message: it may quote what members said.
            activity?.SetStatus(ActivityStatusCode.Error, stop.Kind.ToString());
        Runs.Add(1, new KeyValuePair<string, object?>("stop", stop.Kind.ToString()));
        RunSeconds.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("stop", stop.Kind.ToString()));
    }
}
