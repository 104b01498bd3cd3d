using BackendAgents.Models;
using Microsoft.Extensions.Options;

namespace BackendAgents;

/// <summary>Checks the options when the host starts, rather than at the first call.</summary>
/// <param name="azure">Makes connectors to Azure; null when the host has not added its package.</param>
internal sealed class BackendAgentsOptionsValidator(AzureConnector? azure = null) : IValidateOptions<BackendAgentsOptions>
{
    public ValidateOptionsResult Validate(string? name, BackendAgentsOptions options)
    {
        var problems = ModelOptionsValidation.Read(options.Models, Environment.GetEnvironmentVariable, out var targets);
        if (azure is null)
            problems.AddRange(
                targets
                    .Values.Where(static target => target.Provider == ModelProvider.AzureOpenAI)
                    .Select(static target => ModelServiceFactory.NoAzure(target.ServiceId))
            );
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
