namespace SampleService.Features;

/// <summary>How long it is kept whether a session goes on.</summary>
internal static class SessionLifetimes
{
    /// <summary>That it goes on, in one instance: another one may end it.</summary>
    public static TimeSpan LiveHere { get; } = TimeSpan.FromSeconds(1);

    /// <summary>That it goes on, for all instances: who ends it says so there, unless that can't be reached.</summary>
    public static TimeSpan LiveShared { get; } = TimeSpan.FromSeconds(10);

    /// <summary>That it has ended: longer than any of its access tokens is valid.</summary>
    public static TimeSpan Ended { get; } = TimeSpan.FromMinutes(AuthRules.AccessTokenMinutes + 1);
}
