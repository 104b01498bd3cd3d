using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Sayings;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Briefs.Proof;

/// <summary>
/// Tells of declared behaviour what fails without it: the refusal with its code beside the success, the figures of a few rows, the value
/// that was worked out, the row that a filter leaves out.
/// </summary>
internal static class BehaviourStory
{
    private static readonly string[] s_kinds = ["rule", "guard", "effect", "computed", "copy", "floor", "filter", DeletionSaying.Element];

    /// <summary>Whether a requirement cites declared behaviour.</summary>
    /// <param name="cited">What it cites, by kind.</param>
    public static bool Declares(ILookup<string, string> cited) => s_kinds.Any(cited.Contains);

    /// <summary>A draft that tells all of it; null when some can't be told.</summary>
    public static ScenarioDraft? Tell(ServiceModel model, ILookup<string, string> cited, Requirement requirement)
    {
        var draft = new ScenarioDraft(model, cited["role"].FirstOrDefault(id => model.Index.RoleById(id) is not null));
        var told =
            cited["rule"].All(id => RuleStory.Tell(draft, id))
            && Operations(model, cited["guard"]).All(operation => GuardStory.Tell(draft, operation, requirement.Text))
            && Operations(model, cited["effect"])
                .All(operation => TransferStory.Tell(draft, operation) ?? ValueStory.Takes(draft, operation))
            && Operations(model, cited["filter"]).All(operation => FilterStory.Tell(draft, operation, requirement.Text))
            && cited[DeletionSaying.Element].All(id => DeletionStory.Tell(draft, id))
            && cited["floor"].All(id => ValueStory.Floor(draft, id))
            && cited["computed"].Concat(cited["copy"]).All(id => ValueStory.Tell(draft, id));
        return told && draft.Steps.Count > 0 ? draft : null;
    }

    private static IEnumerable<Operation> Operations(ServiceModel model, IEnumerable<string> ids) =>
        ids.Select(model.Index.OperationById).OfType<Operation>();
}
