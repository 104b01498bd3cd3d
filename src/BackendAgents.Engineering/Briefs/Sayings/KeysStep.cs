using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>
/// Lets programs call by API keys where a brief asks for keys: all that accounts call takes them. Without accounts nobody could have one,
/// so the sentence is open.
/// </summary>
internal static class KeysStep
{
    private const int Days = 365;
    private const string Asked = "capability api-keys";

    public static Blueprint Apply(Draft draft, Blueprint blueprint)
    {
        var asking = draft.Trace.Where(static pair => pair.Value.Contains(Asked)).Select(static pair => pair.Key).ToList();
        if (asking.Count == 0)
            return blueprint;
        var keyed = blueprint with
        {
            Authentication = blueprint.Authentication with { ApiKeys = blueprint.Authentication.ApiKeys ?? new ApiKeys { MaxDays = Days } },
            Operations = [.. blueprint.Operations.Select(operation => operation with { ApiKeys = Takes(blueprint, operation) })],
        };
        if (blueprint.Authentication.Kind == AuthenticationKind.Jwt && BlueprintValidator.Validate(keyed).Count == 0)
        {
            draft.Assumptions.Add(new Assumption("feature authentication", $"An API key is valid for {Days} days at most."));
            return keyed;
        }

        foreach (var sentence in asking)
        {
            draft.Trace[sentence].Remove(Asked);
            draft.Unplaced.Add(new Unplaced(sentence, "API keys", "A key belongs to an account, and nobody has one here."));
        }

        return blueprint;
    }

    private static bool Takes(Blueprint blueprint, Operation operation) =>
        CallLimit.IsOpenToAccounts(operation) && operation.Entity != blueprint.Authentication.Account;
}
