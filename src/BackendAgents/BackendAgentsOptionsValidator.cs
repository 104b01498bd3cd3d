using BackendAgents.Models;
using Microsoft.Extensions.Options;

namespace BackendAgents;

/// <summary>Checks the options when the host starts, rather than at the first call.</summary>
internal sealed class BackendAgentsOptionsValidator : IValidateOptions<BackendAgentsOptions>
{
    public ValidateOptionsResult Validate(string? name, BackendAgentsOptions options)
    {
        List<string> problems = ModelOptionsValidation.Read(options.Models, Environment.GetEnvironmentVariable, out _);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
