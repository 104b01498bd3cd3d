using BackendAgents.Cli.Output;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Verification;

namespace BackendAgents.Cli.Commands;

/// <summary>What became of each scenario, a line each.</summary>
internal static class ScenarioLines
{
    public static void Print(VerificationResult result, Blueprint? blueprint, CliConsole console)
    {
        foreach (var played in result.Scenarios)
        {
            var scenario = blueprint?.Scenarios.FirstOrDefault(scenario => scenario.Id == played.Scenario);
            var (word, style) =
                played.Failure is not null ? ("fails", "red")
                : played.Proves ? ("passes", "green")
                : ($"passes, and would if {string.Join(", ", played.Unshown)} did nothing", "yellow");
            console.Line($"  {word}: {scenario?.Title ?? played.Scenario}", style);
        }
    }
}
