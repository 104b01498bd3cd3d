using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Judgement;

/// <summary>
/// Holds who sees what, as a sentence says it, against the access of the operations that show it: 'see only their own', 'clerks see all',
/// 'only clerks can see'. Pure.
/// </summary>
internal sealed partial class SightClaim(Blueprint blueprint)
{
    private readonly AccessWords _words = new(blueprint);

    /// <summary>What a sentence says of who sees what and access doesn't; empty where all is so, or nothing is said.</summary>
    public IEnumerable<string> Lacking(Requirement requirement)
    {
        var said = requirement.Text.ToLowerInvariant();
        if (
            Own().Match(said) is { Success: true } own
            && _words.Thing(own.Groups["thing"].Value) is { } theirs
            && _words.Roles(said[..own.Index]) is { Count: > 0 } owners
            && Showing(theirs, own.Groups["verb"].Value).FirstOrDefault(operation => Reaches(operation, owners)) is { } wide
        )
            yield return $"that they reach their own alone: {wide.Name} lets them at all";
        foreach (Match all in All().Matches(said))
        {
            var roles = _words.Roles(all.Groups["who"].Value);
            var things = Things(all.Groups["thing"].Value, requirement).ToList();
            if (roles.Count == 0 || things.Count == 0)
                continue;
            if (!things.SelectMany(static thing => thing).Any(operation => Reaches(operation, roles)))
                yield return $"that {all.Groups["who"].Value} see all: nothing shows it to them";
        }

        if (
            Only().Match(said) is { Success: true } only
            && _words.Thing(only.Groups["thing"].Value) is { } kept
            && _words.Roles(only.Groups["who"].Value) is { Count: > 0 } few
            && Showing(kept, "see")
                .SelectMany(static operation => operation.Access)
                .FirstOrDefault(rule => rule.Scope == AccessScope.Any && !few.Contains(rule.Role) && !AccessWords.IsAdmin(rule.Role))
                is { } other
        )
            yield return $"that nobody else sees it: {other.Role} may, too";
    }

    // What shows the thing that is named; where none is, the things that the requirement cites.
    private IEnumerable<IEnumerable<Operation>> Things(string named, Requirement requirement) =>
        _words.Thing(named) is { } thing
            ? [Showing(thing, "see")]
            : blueprint
                .Entities.Where(entity => requirement.Proof.Contains("entity " + entity.Id) && entity.Owner.Count > 0)
                .Select(entity => Showing(entity, "see"));

    private IEnumerable<Operation> Showing(Entity entity, string verb) =>
        blueprint.Operations.Where(operation =>
            operation.Entity == entity.Id
            && (
                verb is "edit" or "update" or "change" ? operation.Kind is OperationKind.Update
                : verb is "delete" ? operation.Kind is OperationKind.Delete
                : operation.Kind is OperationKind.Get or OperationKind.List
            )
        );

    private static bool Reaches(Operation operation, HashSet<string> roles) =>
        operation.Access.Any(rule => rule.Scope == AccessScope.Any && AccessWords.Covers(rule, roles));

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"\b(?:(?<verb>see|view|read|list|access|edit|update|change|delete)s? only|(?:can |may )?only (?:see|view|read|list|access))"
            + @" (?:the |those of )?(?:their|his|her|his or her|its) own (?<thing>[a-z]+(?: [a-z]+)?)",
        Options
    )]
    private static partial Regex Own();

    [GeneratedRegex(
        @"\b(?<who>[a-z]+(?: [a-z]+)?) (?:can |may )?(?:see|view|read|list|browse)s? (?:all|any|every)\b(?: (?:of )?(?:the"
            + @" )?(?<thing>[a-z]+"
            + @"(?: [a-z]+)?))?",
        Options
    )]
    private static partial Regex All();

    [GeneratedRegex(
        @"\bonly (?:the )?(?<who>[a-z]+(?:[ -][a-z]+)?) (?:can |may |are allowed to )?(?:see|view|read|list|access"
            + @"|browse)s? (?:(?:all|the|any) )*"
            + @"(?<thing>[a-z]+(?: [a-z]+)?)",
        Options
    )]
    private static partial Regex Only();
}
