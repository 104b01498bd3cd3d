using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>
/// Who may call an operation by what stands behind its path: <c>(ADMIN)</c>, <c>- public</c>, <c>auth required</c>,
/// <c>[owner or admin]</c>. Pure.
/// </summary>
internal static partial class EndpointAccess
{
    /// <summary>The operation with that access, and the roles that are named; null where the words say something else.</summary>
    /// <param name="blueprint">Where the roles are.</param>
    /// <param name="operation">The operation, with the access that it has so far.</param>
    /// <param name="rest">What its line says beside method and path.</param>
    public static (Operation Operation, IReadOnlyList<string> Roles)? Apply(Blueprint blueprint, Operation operation, string rest)
    {
        if (blueprint.Authentication.Account is null || rest.Length is 0 or > MaxLength)
            return null;
        var access = new List<AccessRule>();
        var roles = new List<string>();
        foreach (var word in Words(rest.Trim(' ', '(', ')', '[', ']').ToLowerInvariant()))
        {
            if (Rules(blueprint, operation, word) is not { Count: > 0 } rules)
                return null;
            access.AddRange(rules);
            roles.AddRange(Known().IsMatch(word) ? [Role.Authenticated] : rules.Select(static rule => rule.Role));
        }

        if (roles.Count == 0)
            return null;

        // Who runs the service may do what anybody may.
        access.AddRange(operation.Access.Where(static rule => AccessWords.IsAdmin(rule.Role)));
        return (operation with { Access = [.. access.DistinctBy(static rule => rule.Role)] }, [.. roles.Distinct(StringComparer.Ordinal)]);
    }

    private const int MaxLength = 60;
    private static readonly char[] s_separators = [' ', '/', ',', '|', '&', '+', ';', ':'];
    private static readonly HashSet<string> s_neutral = new(
        [
            "or",
            "and",
            "only",
            "the",
            "a",
            "an",
            "its",
            "their",
            "by",
            "for",
            "in",
            "role",
            "roles",
            "needs",
            "requires",
            "required",
            "needed",
            "-",
        ],
        StringComparer.Ordinal
    );

    private static List<AccessRule>? Rules(Blueprint blueprint, Operation operation, string word)
    {
        if (blueprint.Roles.FirstOrDefault(role => role.Id == word || role.Id + "s" == word) is { } role)
            return
            [
                operation.Access.FirstOrDefault(rule => rule.Role == role.Id || rule.Role == Role.Authenticated) is { } there
                    ? there with
                    {
                        Role = role.Id,
                    }
                    : new AccessRule { Role = role.Id },
            ];
        if (Owners().IsMatch(word))
            return [.. operation.Access.Where(static rule => rule.Scope == AccessScope.Own)];
        if (Everybody().IsMatch(word))
            return operation.Kind is OperationKind.Get or OperationKind.List ? [new AccessRule { Role = Role.Anonymous }] : null;
        if (!Known().IsMatch(word))
            return null;
        var closed = operation.Access.Where(static rule => rule.Role != Role.Anonymous).ToList();
        return closed.Count == operation.Access.Count ? closed : [new AccessRule { Role = Role.Authenticated }, .. closed];
    }

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // 'No auth' as a whole, else one by one.
    private static IEnumerable<string> Words(string rest) =>
        Open().IsMatch(rest)
            ? ["public"]
            : rest.Split(s_separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(static word => !s_neutral.Contains(word));

    [GeneratedRegex("^(?:no|without) (?:auth|authentication|login|token|jwt)(?: (?:required|needed))?$", Options)]
    private static partial Regex Open();

    [GeneratedRegex("^(?:own|owner|author|creator|self)s?$", Options)]
    private static partial Regex Owners();

    [GeneratedRegex("^(?:public|open|anonymous|guests?|everyone|everybody|anyone)$", Options)]
    private static partial Regex Everybody();

    [GeneratedRegex(
        "^(?:auth|authenticated|authentication|authorization|login|logged(?:-in)?|jwt|token|bearer|protected|private|users?)$",
        Options
    )]
    private static partial Regex Known();
}
