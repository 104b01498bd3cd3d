using System.Text.Json.Serialization;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>Technology choices for running the service.</summary>
public sealed record Deployment
{
    /// <summary>Why a requirement is open that asks for a technology which nothing delivers.</summary>
    internal const string NotDelivered = "Asked for by name, noted under deployment, and not delivered yet.";

    /// <summary>
    /// Id of the capability that keeps data in production: <c>postgresql</c>, <c>mysql</c>, <c>sqlite</c>. SQLite always serves for
    /// development.
    /// </summary>
    public string Database { get; init; } = "postgresql";

    /// <summary>
    /// Id of the capability that keeps copies of answers: <c>redis</c>, <c>memcached</c>, <c>memory</c>. Left out where none are kept.
    /// </summary>
    [JsonInclude]
    internal string? Cache { get; init; }

    /// <summary>
    /// Id of the capability that lets caches before the service keep public answers: <c>varnish</c>, or <c>edge</c> for a network of
    /// somebody else. Left out where none may.
    /// </summary>
    [JsonInclude]
    internal string? Cdn { get; init; }

    /// <summary>
    /// What carries events: <c>rabbitmq</c>, <c>kafka</c>, <c>sqs</c>, or <c>inprocess</c>, which is what holds where it is left out.
    /// </summary>
    [JsonInclude]
    internal string? Messaging { get; init; }

    /// <summary>Port on which the container listens, 1024 to 65535.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>
    /// Technologies that the brief asked for by name (<c>redis</c>, <c>kafka</c>, <c>kubernetes</c>, …), in lower case, which no emitter
    /// delivers yet. They are kept, and said aloud in the requirements, so that none is lost.
    /// </summary>
    public IReadOnlyList<string> Requested { get; init; } = [];
}
