using System.ComponentModel.DataAnnotations;
using System.Net;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>Where an account is told of events, and of which.</summary>
public sealed record WebhookRequest
{
    /// <summary>A public https address.</summary>
    [Required, StringLength(2000, MinimumLength = 1)]
    public string? Url { get; init; }

    /// <summary>Types of the events that it is told of; all, if null.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>Whether it is told of anything; it is, if null.</summary>
    public bool? IsActive { get; init; }

    /// <param name="isOpen">Whether the address may be on the own network and without TLS: in development.</param>
    internal Validation Validate(bool isOpen) =>
        new Validation()
            .Require("url", Url)
            .Length("url", Url, 1, 2000)
            .Holds(Url is null ? null : IsAddress(Url, isOpen), "url", "must be a public https address without a user's name")
            .Holds(
                Events is null
                    || (
                        Events.Count is > 0
                        && Events.Count <= AccountWebhookRules.Types.Count
                        && Events.All(AccountWebhookRules.Types.Contains)
                    ),
                "events",
                $"names types of events: {string.Join(", ", AccountWebhookRules.Types)}"
            );

    internal void ApplyTo(AccountWebhook hook, DateTimeOffset now)
    {
        hook.Url = Url!;
        hook.Events = Events is null ? null : string.Join(' ', Events.Distinct());
        if (IsActive == false)
        {
            hook.SwitchedOffAt ??= now;
            return;
        }

        hook.SwitchedOffAt = null;
        hook.Failures = 0;
    }

    // What a name means is looked at when it is called.
    private static bool IsAddress(string url, bool isOpen) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.UserInfo.Length == 0
        && (isOpen ? address.Scheme is "https" or "http" : address.Scheme is "https")
        && (isOpen || !IPAddress.TryParse(address.DnsSafeHost, out var host) || PublicAddresses.IsPublic(host));
}

/// <summary>An address that is told of events, without its secret.</summary>
public sealed record WebhookResponse
{
    /// <summary>Identifies it.</summary>
    public required Guid Id { get; init; }

    /// <summary>A public https address.</summary>
    public required string Url { get; init; }

    /// <summary>Types of the events that it is told of; all, if null.</summary>
    public required IReadOnlyList<string>? Events { get; init; }

    /// <summary>Whether it is told of anything.</summary>
    public required bool IsActive { get; init; }

    /// <summary>When it was switched off; null while it is on.</summary>
    public required DateTimeOffset? SwitchedOffAt { get; init; }

    /// <summary>Calls in a row that failed until now.</summary>
    public required int Failures { get; init; }

    /// <summary>When a call failed last.</summary>
    public required DateTimeOffset? LastFailedAt { get; init; }

    /// <summary>Why that was.</summary>
    public required string? LastFailure { get; init; }

    /// <summary>When it answered last that it was told.</summary>
    public required DateTimeOffset? LastToldAt { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    internal static WebhookResponse Of(AccountWebhook hook) =>
        new()
        {
            Id = hook.Id,
            Url = hook.Url,
            Events = hook.Events?.Split(' '),
            IsActive = hook.SwitchedOffAt is null,
            SwitchedOffAt = hook.SwitchedOffAt,
            Failures = hook.Failures,
            LastFailedAt = hook.LastFailedAt,
            LastFailure = hook.LastFailure,
            LastToldAt = hook.LastToldAt,
            CreatedAt = hook.CreatedAt,
        };
}

/// <summary>An address, with its secret.</summary>
public sealed record NewWebhookResponse
{
    /// <summary>Identifies it.</summary>
    public required Guid Id { get; init; }

    /// <summary>A public https address.</summary>
    public required string Url { get; init; }

    /// <summary>Types of the events that it is told of; all, if null.</summary>
    public required IReadOnlyList<string>? Events { get; init; }

    /// <summary>The secret of its calls. It is shown only here.</summary>
    public required string Secret { get; init; }

    internal static NewWebhookResponse Of(AccountWebhook hook, AccountWebhookSecrets secrets) =>
        new()
        {
            Id = hook.Id,
            Url = hook.Url,
            Events = hook.Events?.Split(' '),
            Secret = secrets.Text(hook),
        };
}

/// <summary>Addresses of an account.</summary>
public sealed record WebhookList
{
    /// <summary>The addresses, newest first.</summary>
    public required IReadOnlyList<WebhookResponse> Items { get; init; }
}
