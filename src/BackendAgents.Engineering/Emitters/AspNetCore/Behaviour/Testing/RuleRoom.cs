using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour.Testing;

/// <summary>
/// How the rows of a delivered test of one rule keep out of the way of the entity's other rules: those would refuse them first.
/// </summary>
internal sealed class RuleRoom
{
    private readonly ServiceModel _model;
    private readonly Entity _entity;
    private readonly HashSet<string> _alike;

    /// <summary>Looks at the other rules.</summary>
    /// <param name="model">The service.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="rule">The rule that is tested.</param>
    /// <param name="rows">How many rows are stored that it counts, with the one that it refuses.</param>
    public RuleRoom(ServiceModel model, Entity entity, EntityRule rule, int rows)
    {
        (_model, _entity) = (model, entity);
        Others = [.. entity.Rules.Where(other => other != rule)];
        Alike = [.. Names(rule)];
        _alike = [.. Alike];
        Sent =
        [
            .. ContractFiles.Inputs(entity).Select(static field => field.Name),
            .. ContractFiles.InputRelations(model, entity).Select(Conventions.ForeignKeyProperty),
        ];
        // A test of a rule about likeness stores one row and another like it.
        var similar = Others.Where(other => rule.Capacity is not null && other.Capacity is null && Names(other).All(IsSame)).ToList();
        Spread = similar.Select(static other => other.NoOverlap).OfType<NoOverlapRule>().FirstOrDefault(IsSent);
        var alone = similar.Where(other => other.NoOverlap is null || other.NoOverlap != Spread).ToList();
        IsApart = alone.Count > 0 || Of(Others, IsSame) < rows;
        IsBlocked = alone.Exists(other => Names(other).All(_alike.Contains)) || Of(Others, _alike.Contains) < rows || IsIndexed;
        Most = Of(Others, IsSame);
    }

    /// <summary>What a request to create one can hold, by name.</summary>
    public HashSet<string> Sent { get; }

    /// <summary>The other rules.</summary>
    public IReadOnlyList<EntityRule> Others { get; }

    /// <summary>What two rows have in common that the rule refuses, by the names in requests.</summary>
    public IReadOnlyList<string> Alike { get; }

    /// <summary>Whether each row has a caller of its own, since one caller may not have so many.</summary>
    public bool IsApart { get; }

    /// <summary>Whether another rule refuses the rows whoever calls.</summary>
    public bool IsBlocked { get; }

    /// <summary>How many rows of one caller other rules let be.</summary>
    public int Most { get; }

    /// <summary>The interval that rows have one after another; null where none need to.</summary>
    public NoOverlapRule? Spread { get; }

    /// <summary>Whether a row is let be by the other rules because it differs in one reference.</summary>
    public bool TellsApart(string key) => Others.All(other => other.Capacity is not null || Names(other).Contains(key));

    // What the samples of one caller have alike: what the rule is about, the caller, and what samples don't tell apart.
    private bool IsSame(string name) =>
        _alike.Contains(name)
        || (BlueprintIndex.FieldByName(_entity, name) is { } field && !SampleValues.IsDistinct(_entity, field))
        || _model
            .Index.RelationsTo(_entity.Id)
            .Any(relation =>
                Conventions.ForeignKeyProperty(relation) == name && _model.Index.IsAccount(_model.Index.EntityById(relation.From)!)
            );

    private bool IsSent(NoOverlapRule interval) => Sent.Contains(interval.From) && Sent.Contains(interval.To);

    private IEnumerable<string> Names(EntityRule rule)
    {
        IReadOnlyList<string> names = rule.NoOverlap is { } interval ? [interval.From, interval.To, interval.Per] : rule.Among();
        return names.Select(name =>
            _model.Index.Reference(_entity.Id, name) is { } relation ? Conventions.ForeignKeyProperty(relation) : name
        );
    }

    // The database refuses rows that are so much alike, by another code.
    private bool IsIndexed =>
        _entity.Indexes.Any(index =>
            index.Unique
            && index.Columns.All(column =>
                _model.Index.FieldById(column) is { } own
                    ? _alike.Contains(own.Name)
                    : _model.Index.RelationById(column) is { } relation && _alike.Contains(Conventions.ForeignKeyProperty(relation))
            )
        );

    // The lowest limit that is written as a figure.
    private int Of(IEnumerable<EntityRule> rules, Func<string, bool> isSame) =>
        rules
            .Where(other => other.Capacity is not null && Names(other).All(isSame))
            .Select(static other =>
                int.TryParse(other.Capacity!.Limit, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : int.MaxValue
            )
            .DefaultIfEmpty(int.MaxValue)
            .Min();
}
