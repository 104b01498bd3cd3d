using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Capabilities.LoadTesting;

/// <summary>What is called under load: what needs no row that would have to be there.</summary>
internal static class LoadMix
{
    private const int Most = 20;

    /// <summary>Paths that anybody may read.</summary>
    public static IReadOnlyList<string> PublicReads(HttpContract contract) =>
        [.. Reads(contract).Where(static endpoint => !endpoint.RequiresAuthentication).Select(static endpoint => endpoint.Path).Take(Most)];

    /// <summary>Reads without a part of the path or a required parameter that somebody would have to fill.</summary>
    public static IEnumerable<HttpEndpoint> Reads(HttpContract contract) =>
        contract.Endpoints.Where(static endpoint =>
            endpoint is { Method: "GET", Success.Status: < 300 }
            && !endpoint.Path.Contains('{', StringComparison.Ordinal)
            && !endpoint.Parameters.Any(static parameter => parameter.Required)
        );
}
