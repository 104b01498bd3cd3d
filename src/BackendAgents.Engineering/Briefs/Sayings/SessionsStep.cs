using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>
/// Lets access tokens end with their session where a brief asks for that by name. Without accounts there are no sessions, so the sentence
/// is open.
/// </summary>
internal static class SessionsStep
{
    public static Blueprint Apply(Draft draft, Blueprint blueprint)
    {
        var asking = draft.Trace.Where(static pair => pair.Value.Contains(LogoutSaying.Element)).Select(static pair => pair.Key).ToList();
        if (asking.Count == 0)
            return blueprint;
        var revocable = blueprint with { Authentication = blueprint.Authentication with { Revocable = true } };
        if (Blueprints.Sessions.AreUsed(revocable) && BlueprintValidator.Validate(revocable).Count == 0)
            return revocable;
        foreach (var sentence in asking)
        {
            draft.Trace[sentence].Remove(LogoutSaying.Element);
            draft.Unplaced.Add(new Unplaced(sentence, "Sessions", "A session belongs to an account, and nobody has one here."));
        }

        return blueprint;
    }
}
