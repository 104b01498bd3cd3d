// Generated from backend.yaml: rows that accounts hear of. Change the blueprint, not this file.
#nullable enable

using SampleService.Features;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Rows that events tell of.</summary>
internal static class AccountWebhookSamples
{
    /// <summary>Whether rows that an event tells of belong to accounts.</summary>
    public static bool IsOwned(string type) => type is "sample-service.note-closed.v1" or "sample-service.note-written.v1";

    /// <summary>A row of an account that an event tells of, stored.</summary>
    public static async Task<Guid> RowAsync(AppDb db, string type, Guid owner) =>
        type switch
        {
            "sample-service.note-closed.v1" => (await SampleNoteSample.RowAsync(db, owner)).Id,
            "sample-service.note-written.v1" => (await SampleNoteSample.RowAsync(db, owner)).Id,
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
}
