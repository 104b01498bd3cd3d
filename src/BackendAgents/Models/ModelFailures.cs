using System.Text.Json;
using Microsoft.SemanticKernel;

namespace BackendAgents.Models;

/// <summary>Turns whatever a connector threw into a <see cref="ModelCallException"/>.</summary>
internal static class ModelFailures
{
    public static ModelCallException Translate(Exception error, string? serviceId)
    {
        foreach (Exception cause in Chain(error))
        {
            if (cause is ModelCallException known)
                return known;
        }

        (ModelFailure failure, int? status) = Classify(error);
        string service = serviceId is null ? "The kernel's default model service" : $"The model service '{serviceId}'";
        string said = failure switch
        {
            ModelFailure.Unauthorized => $"refused the credentials (HTTP {status}). Check its key and endpoint.",
            ModelFailure.RateLimited => $"is limiting requests (HTTP {status}). Wait, or configure a fallback service.",
            ModelFailure.BadRequest =>
                $"refused the request (HTTP {status}). Check the model's name, its context length and its support for functions.",
            ModelFailure.Unavailable => status is null
                ? "could not be reached. Check its endpoint and the network."
                : $"failed (HTTP {status}).",
            ModelFailure.Timeout => "did not answer in the time allowed.",
            ModelFailure.BadReply => "sent a reply that was cut off or is not of the expected form.",
            _ => $"failed: {error.GetType().Name}.",
        };
        return new ModelCallException(failure, serviceId, $"{service} {said}", status, error);
    }

    private static (ModelFailure Failure, int? Status) Classify(Exception error)
    {
        foreach (Exception cause in Chain(error))
        {
            int? status = cause switch
            {
                HttpOperationException { StatusCode: { } code } => (int)code,
                System.ClientModel.ClientResultException { Status: > 0 } client => client.Status,
                HttpRequestException { StatusCode: { } code } => (int)code,
                _ => null,
            };
            switch (status)
            {
                // A reply that broke off still carries the successful status of its beginning.
                case >= 200 and < 300:
                    return (ModelFailure.BadReply, null);
                case 401 or 403:
                    return (ModelFailure.Unauthorized, status);
                case 408:
                    return (ModelFailure.Timeout, status);
                case 429:
                    return (ModelFailure.RateLimited, status);
                case >= 500:
                    return (ModelFailure.Unavailable, status);
                case >= 400:
                    return (ModelFailure.BadRequest, status);
            }
        }

        foreach (Exception cause in Chain(error))
        {
            switch (cause)
            {
                case TimeoutException or TaskCanceledException:
                    return (ModelFailure.Timeout, null);
                case HttpIOException or JsonException or EndOfStreamException:
                    return (ModelFailure.BadReply, null);
                case HttpRequestException or System.Net.Sockets.SocketException:
                    return (ModelFailure.Unavailable, null);
                case IOException:
                    return (ModelFailure.BadReply, null);
            }
        }

        return (ModelFailure.Unknown, null);
    }

    private static IEnumerable<Exception> Chain(Exception error)
    {
        Queue<Exception> pending = new([error]);
        for (int seen = 0; seen < 32 && pending.TryDequeue(out Exception? next); seen++)
        {
            yield return next;
            if (next is AggregateException several)
            {
                foreach (Exception one in several.InnerExceptions)
                    pending.Enqueue(one);
            }
            else if (next.InnerException is { } inner)
            {
                pending.Enqueue(inner);
            }
        }
    }
}
