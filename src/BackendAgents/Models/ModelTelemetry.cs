using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using BackendAgents.Models.Resilience;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Models;

/// <summary>
/// Traces and metrics of model calls, after the OpenTelemetry conventions for generative AI: one span a call, its retries and fallbacks
/// inside it, below the span of the turn that makes it. Never holds what was said.
/// </summary>
/// <remarks>
/// Told by the configured services, by the offline model, and by <see cref="ResilientChatCompletionService"/>, of which one call holds all
/// requests that its service makes, and the functions between them. A host's own connectors tell of themselves, or not at all.
/// </remarks>
internal static class ModelTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "BackendAgents.Models";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);
    private static readonly Histogram<double> s_seconds = s_meter.CreateHistogram(
        "gen_ai.client.operation.duration",
        "s",
        "Duration of model calls, retries included.",
        null,
        // The semantic conventions' bucket boundaries, with longer ones added, because a request may take minutes.
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries =
            [
                0.01,
                0.02,
                0.04,
                0.08,
                0.16,
                0.32,
                0.64,
                1.28,
                2.56,
                5.12,
                10.24,
                20.48,
                40.96,
                81.92,
                163.84,
                327.68,
            ],
        }
    );
    private static readonly Counter<long> s_events = s_meter.CreateCounter<long>(
        "backend_agents.model.events",
        "{event}",
        "Retries, fallbacks, timeouts and changes of circuits, by kind and service."
    );

    // The calls of these services are reported by an inner layer.
    private static readonly ConditionalWeakTable<IChatCompletionService, object> s_told = [];

    /// <summary>Notes that a service tells of its calls itself.</summary>
    internal static IChatCompletionService Tells(IChatCompletionService service)
    {
        s_told.AddOrUpdate(service, s_told);
        return service;
    }

    internal static bool IsTold(IChatCompletionService service) => s_told.TryGetValue(service, out _);

    /// <summary>Begins a call. The caller ends it, whatever comes of it.</summary>
    internal static ModelCall Begin(ModelTarget target, TimeProvider clock) =>
        Begin(target.Model, Provider(target), target.Endpoint.Host, clock);

    /// <summary>Begins a call of which the model and its maker may be unknown.</summary>
    internal static ModelCall Begin(string? model, string? provider, string? host, TimeProvider clock) =>
        new(
            s_source
                .StartActivity(model is null ? "chat" : "chat " + model, ActivityKind.Client)
                ?.SetTag("gen_ai.operation.name", "chat")
                .SetTag("gen_ai.provider.name", provider)
                .SetTag("gen_ai.request.model", model)
                .SetTag("server.address", host),
            model,
            provider,
            clock
        );

    internal static bool IsMeasured => s_seconds.Enabled;

    internal static void Record(TimeSpan duration, string? provider, string? model, string? answered, string? error)
    {
        if (!s_seconds.Enabled)
            return;
        var tags = new TagList { { "gen_ai.operation.name", "chat" } };
        Add(ref tags, "gen_ai.provider.name", provider);
        Add(ref tags, "gen_ai.request.model", model);
        Add(ref tags, "gen_ai.response.model", answered);
        Add(ref tags, "error.type", error);
        s_seconds.Record(duration.TotalSeconds, tags);
    }

    internal static void Happened(ModelEvent happened)
    {
        if (s_events.Enabled)
            s_events.Add(1, new("kind", happened.Kind.ToString()), new("service", happened.ServiceId));
    }

    private static void Add(ref TagList tags, string name, string? value)
    {
        if (value is not null)
            tags.Add(name, value);
    }

    internal static string Provider(ModelTarget target) =>
        target.Provider switch
        {
            ModelProvider.AzureOpenAI => "azure.ai.openai",
            ModelProvider.OpenAI => "openai",
            _ => target.Provider.ToString().ToLowerInvariant(),
        };
}
