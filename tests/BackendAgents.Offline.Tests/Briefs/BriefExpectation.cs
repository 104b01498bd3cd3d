using BackendAgents.Engineering.Blueprints;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>
/// What an engineer would draw from a brief. Everything listed must be there; nothing may be there that is not listed; a leading '?'
/// allows without demanding. Fields: <c>title string!*</c> with ! for required and * for unique; enums as <c>status (open|closed)</c>.
/// Relations: <c>Loan.copy -&gt; Copy!</c>, <c>Student.user =&gt; User</c> for one to one, <c>Book.authors &gt;&lt; Author</c> for many
/// to many.
/// Access: <c>librarian: create Book, delete Book</c>; of own rows <c>own read Loan</c>; never <c>not create Book</c>.
/// </summary>
public sealed class BriefExpectation
{
    public List<string> Roles { get; set; } = [];

    public Dictionary<string, string> Entities { get; set; } = [];

    public List<string> Relations { get; set; } = [];

    public Dictionary<string, string> Owners { get; set; } = [];

    // Names of actions and links.
    public List<string> Actions { get; set; } = [];

    public Dictionary<string, string> Access { get; set; } = [];

    public Dictionary<string, string> Targets { get; set; } = [];

    public List<string> Requested { get; set; } = [];

    public static BriefExpectation Parse(string yaml) =>
        new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<BriefExpectation>(yaml);

    /// <summary>Every difference, one a line; empty when the blueprint is what the engineer would draw.</summary>
    public IReadOnlyList<string> Differences(Blueprint blueprint)
    {
        var differences = new List<string>();
        var index = new BlueprintIndex(blueprint);
        Compare(differences, "role", Roles, blueprint.Roles.Select(static role => role.Name));
        Compare(differences, "entity", [.. Entities.Keys, "?User"], blueprint.Entities.Select(static entity => entity.Name));
        foreach (var entity in blueprint.Entities)
        {
            if (Entities.TryGetValue(entity.Name, out var fields) || Entities.TryGetValue("?" + entity.Name, out fields))
                Fields(differences, blueprint, entity, fields);
        }

        Compare(
            differences,
            "relation",
            Relations,
            blueprint.Relations.Select(relation => Line(index, relation)),
            static (expected, actual) => actual == expected || actual == expected + "!"
        );
        foreach (var (name, path) in Owners)
        {
            var entity = index.EntityByName(name);
            var actual = entity is null
                ? "no such entity"
                : string.Join('.', index.OwnerPath(entity).Select(static relation => relation.Name));
            if (actual != path)
                differences.Add($"owner of {name}: expected '{path}', is '{actual}'");
        }

        Compare(
            differences,
            "action",
            Actions,
            blueprint
                .Operations.Where(static operation => operation.Kind is OperationKind.Action or OperationKind.Link)
                .Select(static operation => operation.Name)
        );
        foreach (var (role, rules) in Access)
        {
            foreach (var rule in rules.Split(',', StringSplitOptions.TrimEntries))
                Check(differences, blueprint, index, role, rule);
        }

        foreach (var (name, value) in Targets)
        {
            var actual = typeof(Targets).GetProperty(Conventions.Pascal(name))!.GetValue(blueprint.Targets)?.ToString();
            if (actual != value)
                differences.Add($"target {name}: expected {value}, is {actual ?? "missing"}");
        }

        Compare(differences, "requested", Requested, blueprint.Deployment.Requested);
        return differences;
    }

    private static void Fields(List<string> differences, Blueprint blueprint, Entity entity, string? expected)
    {
        var lines = (expected ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        if (entity.Name == "User")
            lines.AddRange(["?displayName string", "?email email"]);
        Compare(
            differences,
            "field of " + entity.Name,
            lines,
            entity.Fields.Select(field => $"{field.Name} {Type(blueprint, field)}{(field.Required ? "!" : "")}{(field.Unique ? "*" : "")}"),
            Fits
        );
    }

    private static string Type(Blueprint blueprint, Field field) =>
        field.Type == FieldType.Enum
            ? $"({string.Join('|', blueprint.Enums.Single(type => type.Id == field.Enum).Values)})"
            : field.Type.ToString().ToLowerInvariant();

    // What the engineer leaves open may be either.
    private static bool Fits(string expected, string actual)
    {
        var bare = expected.TrimEnd('!', '*');
        return actual.TrimEnd('!', '*') == bare
            && (!expected.Contains('!', StringComparison.Ordinal) || actual.Contains('!', StringComparison.Ordinal))
            && (!expected.EndsWith('*') || actual.EndsWith('*'));
    }

    private static string Line(BlueprintIndex index, Relation relation)
    {
        var (from, to) = (index.EntityById(relation.From)!.Name, index.EntityById(relation.To)!.Name);
        return relation.Kind == RelationKind.ManyToMany
            ? $"{from}.{relation.Inverse} >< {to}"
            : $"{to}.{relation.Name} {(relation.Kind == RelationKind.OneToOne ? "=>" : "->")} {from}{(relation.Required ? "!" : "")}";
    }

    private static void Compare(
        List<string> differences,
        string what,
        IEnumerable<string> expected,
        IEnumerable<string> actual,
        Func<string, string, bool>? fits = null
    )
    {
        fits ??= static (left, right) => left == right;
        var found = actual.ToList();
        var listed = expected.ToList();
        foreach (var line in listed.Where(static line => !line.StartsWith('?')).Where(line => !found.Exists(other => fits(line, other))))
            differences.Add($"missing {what}: {line}");
        foreach (var line in found.Where(line => !listed.Exists(other => fits(other.TrimStart('?'), line))))
            differences.Add($"unexpected {what}: {line}");
    }

    private static void Check(List<string> differences, Blueprint blueprint, BlueprintIndex index, string role, string rule)
    {
        var words = rule.Split(' ').ToList();
        var not = words.Remove("not");
        var own = words.Remove("own");
        var (verb, name) = (words[0], words[1]);
        var entity = index.EntityByName(name);
        var operation = entity is null
            ? null
            : blueprint.Operations.FirstOrDefault(candidate =>
                candidate.Entity == entity.Id
                && (
                    verb switch
                    {
                        "read" => candidate.Kind == OperationKind.List,
                        "create" or "update" or "delete" => candidate.Kind.ToString().Equals(verb, StringComparison.OrdinalIgnoreCase),
                        _ => candidate.Name == verb + name,
                    }
                )
            );
        var granted = operation?.Access.FirstOrDefault(access =>
            access.Role == role
            || (role is not ("anonymous" or "admin") && access.Role == Role.Authenticated)
            || access.Role == Role.Anonymous
        );
        var actual =
            operation is null ? "no such operation"
            : granted is null ? "none"
            : granted.Scope == AccessScope.Own ? "own"
            : "any";
        var wanted =
            not ? "none"
            : own ? "own"
            : "any";
        if (actual != wanted && !(not && operation is null))
            differences.Add($"access of {role} to {verb} {name}: expected {wanted}, is {actual}");
    }
}
