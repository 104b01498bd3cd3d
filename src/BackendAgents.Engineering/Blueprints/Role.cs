using System.Text.Json.Serialization;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>A role that an account can hold. An account holds exactly one.</summary>
public sealed record Role
{
    /// <summary>Access rules may name this instead of a role: callers who are not logged in, too.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>Access rules may name this instead of a role: any account that is logged in.</summary>
    public const string Authenticated = "authenticated";

    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Lower-case name as tokens carry it: <c>admin</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What holders of the role are there for.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether a registration may ask for this role. Never true for privileged roles.</summary>
    public bool SelfRegister { get; init; }

    /// <summary>Ids of the roles whose holders give accounts this role through the API, and take it from them.</summary>
    [JsonInclude]
    internal IReadOnlyList<string> GrantedBy { get; init; } = [];
}
