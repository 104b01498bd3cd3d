using System.Diagnostics;
using System.Diagnostics.Metrics;
using BackendAgents.Models.Resilience;

namespace BackendAgents.Models;

/// <summary>
/// Traces and metrics of model calls, after the OpenTelemetry conventions for generative AI: one span a call, its retries and fallbacks
/// inside it, below the span of the turn that makes it. Never holds what was said.
/// </summary>
public static class ModelTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "BackendAgents.Models";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);
    private static readonly Histogram<double> s_seconds = s_meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "Duration of model calls, retries included.");
    private static readonly Counter<long> s_events = s_meter.CreateCounter<long>("backend_agents.model.events", "{event}", "Retries, fallbacks, timeouts and changes of circuits, by kind and service.");

    internal static Activity? Start(ModelTarget target) => s_source.StartActivity("chat " + target.Model, ActivityKind.Client)?
        .SetTag("gen_ai.operation.name", "chat")
        .SetTag("gen_ai.provider.name", Provider(target))
        .SetTag("gen_ai.request.model", target.Model)
        .SetTag("server.address", target.Endpoint.Host);

    internal static void End(Activity? span, ModelTarget target, ModelTarget answered, TimeSpan duration, Exception? error)
    {
        var type = (error as ModelCallException)?.Failure.ToString() ?? error?.GetType().FullName;
        if (type is not null)
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", type);
        if (!ReferenceEquals(target, answered))
            span?.SetTag("gen_ai.response.model", answered.Model);
        if (s_seconds.Enabled)
            s_seconds.Record(duration.TotalSeconds, new("gen_ai.operation.name", "chat"), new("gen_ai.provider.name", Provider(answered)), new("gen_ai.request.model", target.Model), new("error.type", type));
    }

    internal static void Happened(ModelEvent happened)
    {
        if (s_events.Enabled)
            s_events.Add(1, new("kind", happened.Kind.ToString()), new("service", happened.ServiceId));
    }

    private static string Provider(ModelTarget target) => target.Provider switch
    {
        ModelProvider.AzureOpenAI => "azure.ai.openai",
        ModelProvider.OpenAI => "openai",
        _ => target.Provider.ToString().ToLowerInvariant(),
    };
}
