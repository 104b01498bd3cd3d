using BackendAgents.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace BackendAgents;

/// <summary>Adds the verifiers to a host.</summary>
public static class VerificationServices
{
    /// <summary>
    /// Registers verifiers that compile, test, start and call a delivery, and apply its migrations to a server. They execute what was
    /// delivered, so a host asks for them. May be called more than once.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddBackendVerification(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        foreach (var verifier in Verifiers.All())
        {
            // By id, since several are of one type.
            if (!services.Any(known => known.ImplementationInstance is IVerifier registered && registered.Id == verifier.Id))
                services.AddSingleton(verifier);
        }

        return services;
    }
}
