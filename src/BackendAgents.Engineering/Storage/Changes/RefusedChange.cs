using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Storage.Changes;

/// <summary>A change that no migration is written for.</summary>
/// <param name="Rule">What it breaks.</param>
/// <param name="Element">Id of the element in the blueprint; null for what no element declares.</param>
/// <param name="Message">What is wrong, with the names involved.</param>
internal sealed record RefusedChange(BlueprintRule Rule, string? Element, string Message);
