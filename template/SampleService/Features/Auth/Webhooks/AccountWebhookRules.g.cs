// Generated from backend.yaml: of which events accounts have addresses told. Change the blueprint, not this file.
#nullable enable

using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>What the blueprint says about the webhooks of accounts.</summary>
internal static class AccountWebhookRules
{
    /// <summary>Most addresses of an account.</summary>
    public const int MaxPerAccount = 3;

    /// <summary>Calls in a row that fail until an address is switched off.</summary>
    public const int MostFailures = 2;

    /// <summary>Types of the events that accounts may have told.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "sample-service.note-closed.v1",
        "sample-service.note-written.v1",
    ];

    /// <summary>Addresses whose accounts may hear of an event: whose the row is, or all where it is nobody's.</summary>
    public static IQueryable<AccountWebhook> Hearing(AppDb db, IQueryable<AccountWebhook> hooks, string type, Guid subject) =>
        type switch
        {
            "sample-service.note-closed.v1" => hooks.Where(hook =>
                db.SampleNotes.Any(row =>
                    row.Id == subject && row.AuthorId == hook.AccountId)),
            "sample-service.note-written.v1" => hooks.Where(hook =>
                db.SampleNotes.Any(row =>
                    row.Id == subject && row.AuthorId == hook.AccountId)),
            _ => hooks,
        };
}
