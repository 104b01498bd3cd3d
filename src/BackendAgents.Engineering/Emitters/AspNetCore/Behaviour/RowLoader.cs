using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>
/// The rows that generated statements have at hand: those with a name, and those that references lead to, which are locked and read when
/// they are first asked for. One instance a block of code.
/// </summary>
/// <param name="text">Takes the statements that read rows.</param>
/// <param name="outer">The block around this one; null for a whole method.</param>
internal sealed class RowLoader(CodeWriter text, RowLoader? outer = null)
{
    private readonly Dictionary<string, string> _locals = new(StringComparer.Ordinal);
    private int _hoisted;

    /// <summary>Whether rows are read as they are, and not held.</summary>
    public bool IsLooking { get; init; }

    /// <summary>Takes the statements that come before the one being written.</summary>
    public CodeWriter Text => text;

    /// <summary>The variable of a row in memory.</summary>
    public string Local(Node row) =>
        row switch
        {
            RowNode named => Name(named),
            ReferenceNode reference => Find(Key(reference)) ?? Load(reference),
            _ => throw new InvalidOperationException($"{row} is no row."),
        };

    /// <summary>Keeps a value in a variable of its own, for queries that can't compute it.</summary>
    public string Keep(string code)
    {
        if (Find("= " + code) is { } kept)
            return kept;
        var local = "known" + Next();
        text.Line($"var {local} = {code};");
        return _locals["= " + code] = local;
    }

    /// <summary>Forgets what was read by a reference that has changed.</summary>
    public void Forget()
    {
        _locals.Clear();
        outer?.Forget();
    }

    /// <summary>The variable of a row with a name.</summary>
    public static string Name(RowNode row) => row.Name is "row" or "found" ? row.Name : row.Name + (row.IsLambda ? "Item" : "Row");

    private string Load(ReferenceNode reference)
    {
        var owner = Local(reference.Owner);
        var local = owner + ServiceModel.Property(reference.Relation);
        if (outer is not null || _locals.ContainsValue(local))
            local += Next();
        var key = owner + (reference.Owner.Type.IsNullable ? "?." : ".") + ServiceModel.Key(reference.Relation);
        var entity = reference.Type.Entity!;
        var read = IsLooking
            ? $"await db.{ServiceModel.Set(entity)}.FirstOrDefaultAsync(found => found.Id == {Searched(key)}, cancellationToken)"
            : $"await work.HoldAsync<{ServiceModel.Class(entity)}>({key}, cancellationToken)";
        text.Line($"var {local} = {(reference.Type.IsNullable ? read : $"({read})!")};");
        return _locals[Key(reference)] = local;
    }

    // A query can't ask 'row?.Id'.
    private string Searched(string key) => key.Contains('?', StringComparison.Ordinal) ? Keep(key) : key;

    private string? Find(string key) => _locals.TryGetValue(key, out var local) ? local : outer?.Find(key);

    // Variables of inner blocks may not hide those of outer ones.
    private int Next() => outer?.Next() ?? ++_hoisted;

    private static string Key(Node row) =>
        row switch
        {
            RowNode named => Name(named),
            ReferenceNode reference => Key(reference.Owner) + "." + reference.Relation.Id,
            _ => "",
        };
}
