using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace BackendAgents.Models;

/// <summary>One call of a model as traces and metrics see it. Not thread-safe.</summary>
internal sealed class ModelCall(Activity? span, string? model, string? provider, TimeProvider clock) : IDisposable
{
    private readonly long _started = clock.GetTimestamp();
    private string? _error;
    private string? _answered;

    /// <summary>Whether anybody reads what <see cref="Answered(in ModelReply)"/> is told.</summary>
    public bool IsRecorded => span is { IsAllDataRequested: true } || ModelTelemetry.IsMeasured;

    /// <summary>Who has made the model, or took over; null when unknown.</summary>
    public string? Provider { get; set; } = provider;

    /// <summary>Which model answered, as far as is known without the reply.</summary>
    public void AnsweredBy(string answered)
    {
        if (answered == model)
            return;
        _answered = answered;
        span?.SetTag("gen_ai.response.model", answered);
    }

    /// <summary>What the reply says about itself.</summary>
    public void Answered(in ModelReply reply)
    {
        _answered = reply.Model ?? _answered;
        span?.SetTag("gen_ai.response.model", _answered)
            .SetTag("gen_ai.response.id", reply.Id)
            .SetTag("gen_ai.usage.input_tokens", reply.InputTokens)
            .SetTag("gen_ai.usage.output_tokens", reply.OutputTokens);
        if (reply.FinishReasons is { Count: > 0 } reasons)
            span?.SetTag("gen_ai.response.finish_reasons", reasons.ToArray());
    }

    /// <summary>The call came to nothing. Its message may quote the reply, so only its kind is kept.</summary>
    public void Failed(Exception error)
    {
        _error = (error as ModelCallException)?.Failure.ToString() ?? error.GetType().FullName;
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", _error);
    }

    /// <summary>The service answered with a refusal.</summary>
    public void Refused(HttpStatusCode status)
    {
        _error = ((int)status).ToString(CultureInfo.InvariantCulture);
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", _error);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        span?.Dispose();
        ModelTelemetry.Record(clock.GetElapsedTime(_started), Provider, model, _answered, _error);
    }
}

/// <summary>What a model's reply says about itself; what it does not say is null.</summary>
internal readonly record struct ModelReply(
    string? Id,
    string? Model,
    long? InputTokens,
    long? OutputTokens,
    IReadOnlyList<string>? FinishReasons
);
