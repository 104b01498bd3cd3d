using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>What the sentences of a brief let roles do to rows of others: 'every user can delete any post'. Pure.</summary>
internal sealed partial class AccessGrants(Blueprint blueprint)
{
    private readonly AccessWords _words = new(blueprint);

    /// <summary>The sentence by which the brief lets a role change or delete rows of others; null where none does.</summary>
    public string? Granting(Operation operation, AccessRule rule) =>
        blueprint
            .Requirements.Where(static requirement => requirement.State is RequirementState.Placed or RequirementState.Open)
            .Select(static requirement => requirement.Text)
            .FirstOrDefault(text =>
                text.ToLowerInvariant() is var said
                && !Denies(said)
                && Granted(said) is { } grant
                && grant.Covers(rule)
                && grant.Operations.Contains(operation)
            );

    /// <summary>What a sentence lets some roles do to rows of anybody; null where it says nothing of that.</summary>
    public Grant? Granted(string said) =>
        Everybodys().Match(said) is { Success: true } any
        && _words.Thing(any.Groups["thing"].Value) is { } row
        && _words.Named(said[..any.Index]) is { Count: > 0 } roles
            ? new Grant(roles, [.. Operations(row, any.Groups["verb"].Value)])
            : null;

    /// <summary>Roles, and what they may do to rows of anybody.</summary>
    internal sealed record Grant(IReadOnlySet<string> Roles, IReadOnlyList<Operation> Operations)
    {
        /// <summary>Whether a rule lets one of them reach all rows.</summary>
        public bool Covers(AccessRule rule) => rule.Scope == AccessScope.Any && Roles.Contains(rule.Role);
    }

    /// <summary>The operations that do to rows of an entity what a verb says.</summary>
    public IEnumerable<Operation> Operations(Entity entity, string verb) =>
        verb is "delete" or "remove"
            ? blueprint.Operations.Where(operation => operation.Entity == entity.Id && IsDeletion(operation))
            : blueprint.Operations.Where(operation =>
                operation.Entity == entity.Id
                && operation.Kind
                    is not OperationKind.Create
                        and not OperationKind.Get
                        and not OperationKind.List
                        and not OperationKind.Delete
            );

    /// <summary>Whether it takes a row away.</summary>
    public static bool IsDeletion(Operation operation) =>
        operation.Kind is OperationKind.Delete
        || operation.Kind is OperationKind.Call or OperationKind.Action
            && Conventions.Phrase(operation.Name).Split(' ')[0].ToLowerInvariant() is "delete" or "remove" or "erase";

    /// <summary>Whether a sentence, in lower case, says that something is not so.</summary>
    public static bool Denies(string said) => Negations().IsMatch(said);

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\b(?:not|never|cannot|can't|mustn't|nobody|no one|none|neither|without)\b", Options)]
    private static partial Regex Negations();

    [GeneratedRegex(
        @"\b(?<verb>delete|remove|edit|update|change|modify) (?:(?:and|or) [a-z]+ )?(?:any|every|all|each other's|others'"
            + @"|other (?:users|members|people)'s?|another (?:user|member|person)'s|someone else's|somebody else's)(?: the)?"
            + @" (?<thing>[a-z]+)\b",
        Options
    )]
    private static partial Regex Everybodys();
}
