using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Contracts;

/// <summary>
/// The HTTP interface that a blueprint means, resolved: every endpoint with its parameters and responses, every schema with its properties
/// in order. The API description and the service both derive from it, so that they cannot disagree. Immutable; safe on any thread.
/// </summary>
internal sealed record HttpContract
{
    /// <summary>Media type of bodies.</summary>
    public const string Json = "application/json";

    /// <summary>Media type of problems (RFC 9457).</summary>
    public const string ProblemJson = "application/problem+json";

    private readonly Dictionary<string, HttpSchema> _byName = [];

    /// <summary>What the interface belongs to.</summary>
    public required ServiceInfo Service { get; init; }

    /// <summary>All endpoints: authentication first, then the blueprint's operations in its order.</summary>
    public required IReadOnlyList<HttpEndpoint> Endpoints { get; init; }

    /// <summary>
    /// All named schemas, enums among them, in the order: enums, entities (resource, input, page), calls (input, output),
    /// authentication, problems.
    /// </summary>
    public required IReadOnlyList<HttpSchema> Schemas
    {
        get;
        init
        {
            field = value;
            _byName = value.DistinctBy(static schema => schema.Name).ToDictionary(static schema => schema.Name, StringComparer.Ordinal);
        }
    }

    /// <summary>The header of API keys; null where there are none.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>Resolves a blueprint.</summary>
    /// <param name="blueprint">A blueprint without errors. An operation whose references do not resolve is left out.</param>
    public static HttpContract Of(Blueprint blueprint)
    {
        var index = new BlueprintIndex(blueprint);
        var endpoints = EndpointBuilder.Build(index);
        return new HttpContract
        {
            Service = blueprint.Service,
            Endpoints = endpoints,
            KeyHeader = blueprint.Authentication.ApiKeys?.Header,
            Schemas = SchemaBuilder.Build(index, endpoints),
        };
    }

    /// <summary>The schema with a name, or null.</summary>
    public HttpSchema? Schema(string? name) => name is null ? null : _byName.GetValueOrDefault(name);

    /// <summary>The endpoint with an operation id, or null.</summary>
    public HttpEndpoint? Endpoint(string? operationId) => Endpoints.FirstOrDefault(endpoint => endpoint.OperationId == operationId);
}
