using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Judgement;

/// <summary>
/// Holds who may change or delete what, as a sentence says it, against the access of the operations that do: 'every user can delete any
/// post' isn't met where each deletes the own ones, nor 'can be deleted by its author' where nothing deletes. Pure.
/// </summary>
internal sealed partial class AccessClaim(Blueprint blueprint)
{
    private readonly AccessWords _words = new(blueprint);
    private readonly AccessGrants _grants = new(blueprint);

    /// <summary>
    /// What a sentence says of changing and deleting that no operation does; empty where all is done, or nothing is said.
    /// </summary>
    public IEnumerable<string> Lacking(Requirement requirement)
    {
        var said = requirement.Text.ToLowerInvariant();
        if (Never().Match(said) is { Success: true } never)
        {
            if (!Conditions().IsMatch(said) && Deleting(Thing(never)) is { } deletes)
                yield return $"that nobody deletes it: {deletes.Name} does";
            yield break;
        }

        if (AccessGrants.Denies(said))
            yield break;
        if (Deleted().Match(said) is { Success: true } deleted && Thing(deleted) is { } thing && Deleting(thing) is null)
            yield return "that it is deleted: no operation does";
        if (Onlys().Match(said) is { Success: true } only && Thing(only) is { } kept && Others(kept, only) is { } other)
            yield return $"that nobody else does it: {other} may, too";
        else if (OnlyWho().Match(said) is { Success: true } who && OthersOf(requirement, who) is { } more)
            yield return $"that nobody else does it: {more} may, too";
        if (_grants.Granted(said) is { } grant && !grant.Operations.Any(operation => operation.Access.Any(grant.Covers)))
            yield return "that it is done to rows of others: who is named may do it to own rows at most";
    }

    // A role that may do what only another is to do. Who runs the service may do everything.
    private string? Others(Entity entity, Match only)
    {
        var named = _words.Roles(only.Groups["who"].Value);
        if (named.Count == 0)
            return null;
        return Beside(named, _grants.Operations(entity, only.Groups["verb"].Value));
    }

    // What only some do in other words than those for changes: the operations that it cites and that change something.
    private string? OthersOf(Requirement requirement, Match only)
    {
        var named = _words.Roles(only.Groups["who"].Value);
        var cited = blueprint.Operations.Where(operation =>
            requirement.Proof.Contains("operation " + operation.Id)
            && operation.Kind is not OperationKind.Get and not OperationKind.List and not OperationKind.Report
            && Conventions.Phrase(operation.Name).Split(' ')[0].Equals(only.Groups["verb"].Value, StringComparison.OrdinalIgnoreCase)
        );
        return named.Count == 0 ? null : Beside(named, cited);
    }

    private static string? Beside(HashSet<string> named, IEnumerable<Operation> operations) =>
        operations
            .SelectMany(static operation => operation.Access)
            .Select(static rule => rule.Role)
            .FirstOrDefault(role => !named.Contains(role) && !AccessWords.IsAdmin(role));

    private Operation? Deleting(Entity? entity) =>
        entity is null
            ? null
            : blueprint.Operations.FirstOrDefault(operation => operation.Entity == entity.Id && AccessGrants.IsDeletion(operation));

    private Entity? Thing(Match match) => _words.Thing(match.Groups["thing"].Value);

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"\b(?<thing>[a-z]+) (?:(?:can|may|must|should|shall|will) (?:never|not)(?: ever)?|can't|cannot|never) be (?:deleted|erased)\b",
        Options
    )]
    private static partial Regex Never();

    [GeneratedRegex(@"\b(?:if|once|when|while|after|before|unless|until|by|except|but|that|which|who|only)\b", Options)]
    private static partial Regex Conditions();

    [GeneratedRegex(
        @"\b(?<thing>[a-z]+) (?:can|may|could) (?:also |only )?be (?:edited (?:and|or) )?deleted\b|\b(?:can|may) (?:also "
            + @"|only )?(?:[a-z]+ (?:and|or) )?delete (?:a |an |the |their |his |her |its |any |every |all |own"
            + @" )*(?<thing>[a-z]+)\b",
        Options
    )]
    private static partial Regex Deleted();

    [GeneratedRegex(
        @"\bonly (?:the )?(?<who>[a-z]+) (?:can |may )?(?<verb>delete|remove|edit|update|change|modify) (?:a |an |the |any"
            + @" |all )?(?<thing>[a-z]+)\b",
        Options
    )]
    private static partial Regex Onlys();

    [GeneratedRegex(@"\bonly (?:the )?(?<who>[a-z]+(?: [a-z]+)?) (?:can|may|are allowed to) (?<verb>[a-z]+) ", Options)]
    private static partial Regex OnlyWho();
}
