using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Briefs.Judgement;

/// <summary>
/// Holds what is forbidden, required, unique within something, filtered, and done by whom against what shows it: 'cannot' is shown by a
/// refusal, 'needs a reason' by a field that must be given. Pure.
/// </summary>
internal sealed partial class ConditionClaim(Blueprint blueprint, BlueprintIndex index)
{
    // Of a verb so many letters stay in all its forms.
    private const int Stem = 5;

    private readonly AccessWords _words = new(blueprint);

    /// <summary>What of a sentence's conditions nothing that it cites holds; empty where all is held, or none is said.</summary>
    public IEnumerable<string> Lacking(Requirement requirement)
    {
        var said = requirement.Text.ToLowerInvariant();
        if (Forbids().Match(said) is { Success: true } forbidden && !DeclaresSomething(requirement) && !IsRefused(requirement, forbidden))
            yield return "that it is refused: no scenario or rule that it cites refuses that to a caller who is logged in";
        if (
            Deletes().Match(said) is { Success: true } deleted
            && _words.Thing(deleted.Groups["thing"].Value) is { } gone
            && !blueprint.Operations.Any(operation => operation.Entity == gone.Id && operation.Kind == OperationKind.Delete)
        )
            yield return "that it is deleted: no operation does";
        var fields = requirement.Proof.Where(static proof => proof.StartsWith("field ", StringComparison.Ordinal)).ToList();
        var cited = fields.Select(proof => index.FieldById(proof[6..])).OfType<Field>().ToList();
        if (
            Needs().IsMatch(said)
            && cited.Count > 0
            && cited.TrueForAll(static field => !field.Required)
            && !DeclaresSomething(requirement)
        )
            yield return $"that it must be given: {cited[0].Name} may be left out";
        if (Within().IsMatch(said) && cited.Exists(static field => field.Unique))
            yield return $"where it is unique: {cited.First(static field => field.Unique).Name} is unique among all rows";
        if (
            Filtered().IsMatch(said)
            && !blueprint.Operations.Any(operation => IsCited(operation, requirement) && operation.Filters.Count > 0)
        )
            yield return "that it is filtered: no list that it cites has a filter";
        if (Doer(requirement, said) is { } doer)
            yield return $"that {doer} may: nothing that it cites is open to them";
    }

    // By a scenario, of the operation that is forbidden; what calls and actions do has names of its own. Of what is stored the fields may
    // do it.
    private bool IsRefused(Requirement requirement, Match forbidden)
    {
        var verb = forbidden.Groups["verb"].Value;
        var family = Family(verb);
        if (requirement.Kind is not (RequirementKind.Behaviour or RequirementKind.Access))
            return family is null || requirement.Proof.Any(static proof => proof.Split(' ')[0] is "field" or "feature" or "scenario");
        var scenarios = ProofElements.Scenarios(blueprint, requirement);
        // What has no scenario yet is judged once it has.
        if (scenarios.Count == 0)
            return true;
        var refused = scenarios
            .SelectMany(static scenario => scenario.Steps)
            .Where(static step => step.Expect?.Status is >= 402 and < 500)
            .Select(step => index.OperationById(step.Call))
            .OfType<Operation>()
            .ToList();
        if (family is { } kind)
            return refused.Exists(operation =>
                operation.Kind == kind || Does(operation, verb) || operation.Kind is OperationKind.Call or OperationKind.Action
            );
        return blueprint.Operations.Any(operation => Does(operation, verb))
            ? refused.Exists(operation => Does(operation, verb))
            : refused.Count > 0;
    }

    private static OperationKind? Family(string verb) =>
        Begins(verb, AccessWords.Deleting) ? OperationKind.Delete
        : Begins(verb, AccessWords.Changing) ? OperationKind.Update
        : null;

    private static bool Begins(string verb, string[] starts) => starts.Any(start => verb.StartsWith(start, StringComparison.Ordinal));

    // 'approved' is what approveExpense does.
    private static bool Does(Operation operation, string verb) =>
        Conventions.Phrase(operation.Name).Split(' ')[0] is { Length: > 2 } done
        && verb.StartsWith(done[..Math.Min(Stem, done.Length)], StringComparison.Ordinal);

    // 'Players record games': the one who does it must be let.
    private string? Doer(Requirement requirement, string said)
    {
        if (
            requirement.Kind is not (RequirementKind.Behaviour or RequirementKind.Access)
            || Forbids().IsMatch(said)
            || Subject().Match(said) is not { Success: true } subject
            || _words.Roles(subject.Groups["who"].Value) is not { Count: > 0 } roles
            // 'Employees have a balance that HR tops up': another one does it.
            || _words.Roles(said).Count > roles.Count
        )
            return null;
        var changing = blueprint
            .Operations.Where(operation => OperationTraits.Of(operation).Changes && requirement.Proof.Contains("operation " + operation.Id))
            .ToList();
        return changing.Count == 0 || changing.Exists(operation => operation.Access.Any(rule => AccessWords.Covers(rule, roles)))
            ? null
            : subject.Groups["who"].Value;
    }

    private static bool IsCited(Operation operation, Requirement requirement) =>
        operation.Kind == OperationKind.List
            && (requirement.Proof.Contains("operation " + operation.Id) || requirement.Proof.Contains("entity " + operation.Entity))
        || requirement.Proof.Contains("filter " + operation.Id);

    // Rules, guards, orders and the like have delivered tests of their own.
    private static bool DeclaresSomething(Requirement requirement) =>
        requirement.Proof.Any(static proof =>
            proof.Split(' ', 2)[0]
                is not ("entity" or "field" or "role" or "operation" or "relation" or "feature" or "scenario" or "enum" or "service")
        );

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"\b(?:cannot|can't|can not|can never|must not|mustn't|may not|may never|no longer|nobody can|nobody may|no one"
            + @" can|(?:are|is) never)"
            + @" (?:ever )?(?:be )?(?<verb>[a-z]+)",
        Options
    )]
    private static partial Regex Forbids();

    [GeneratedRegex(@"\bdeleting (?:a |an |the )?(?<thing>[a-z]+)", Options)]
    private static partial Regex Deletes();

    [GeneratedRegex(@"\b(?:needs?|requires?|must be given) (?:a|an|the)\b", Options)]
    private static partial Regex Needs();

    [GeneratedRegex(@"\bunique (?:within|per|in each|for each|inside|among the)\b", Options)]
    private static partial Regex Within();

    [GeneratedRegex(@"\bfilter(?:ed|able|ing)? by\b", Options)]
    private static partial Regex Filtered();

    [GeneratedRegex(@"^(?:(?:the|a|an|each|every|all|any) )?(?<who>[a-z]+(?: [a-z]+)?) (?:can |may |should )?[a-z]+ ", Options)]
    private static partial Regex Subject();
}
