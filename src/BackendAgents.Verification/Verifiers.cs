using BackendAgents.Verification.Compile;
using BackendAgents.Verification.Load;
using BackendAgents.Verification.OpenApi;
using BackendAgents.Verification.PostgreSql;
using BackendAgents.Verification.Scenarios;

namespace BackendAgents.Verification;

/// <summary>All verifiers, cheapest first. They execute what was delivered, so a host opts in by using them.</summary>
internal static class Verifiers
{
    /// <summary>New verifiers, to be used once or often.</summary>
    public static IReadOnlyList<IVerifier> All() =>
        [
            new DotNetVerifier(),
            new ScenarioVerifier(),
            new EachService(new OpenApiVerifier()),
            new EachService(new PostgreSqlVerifier()),
            new EachService(new LoadVerifier()),
        ];
}
