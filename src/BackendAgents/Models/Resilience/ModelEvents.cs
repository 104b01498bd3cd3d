using Microsoft.Extensions.Logging;

namespace BackendAgents.Models.Resilience;

/// <summary>Tells the log and the host what the resilience does.</summary>
internal sealed partial class ModelEvents(ILogger logger, Action<ModelEvent>? callback)
{
    /// <summary>Who works with a model on this flow of control and wants to be told, beside the host.</summary>
    public static AsyncLocal<Action<ModelEvent>?> Turn { get; } = new();

    public void Raise(ModelEvent happened)
    {
        Turn.Value?.Invoke(happened);
        ModelTelemetry.Happened(happened);
        Log(logger, happened.Kind, happened.ServiceId, happened.Reason, happened.Attempt, happened.Delay);
        try
        {
            callback?.Invoke(happened);
        }
        catch (Exception error)
        {
            // A broken listener must not break the call that it listens to.
            LogListener(logger, error);
        }
    }

    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Warning,
        Message = "Model service {ServiceId}: {Kind} ({Reason}), attempt {Attempt}, delay {Delay}"
    )]
    private static partial void Log(ILogger logger, ModelEventKind kind, string serviceId, string reason, int attempt, TimeSpan delay);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The listener for model events threw")]
    private static partial void LogListener(ILogger logger, Exception error);
}
