using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Storage;

/// <summary>Looks up an entity's columns by what indexes and checks name: ids of fields and relations, or a system column.</summary>
internal sealed class EntityColumns(Entity entity, IReadOnlyList<Relation> principals)
{
    /// <summary>The column that an id, or <c>createdAt</c>, <c>updatedAt</c> or <c>id</c>, stands for.</summary>
    /// <exception cref="KeyNotFoundException">The entity has no such field or relation.</exception>
    public string NameOf(string member) =>
        entity.Fields.FirstOrDefault(field => field.Id == member) is { } field ? ColumnMapper.Of(field).Name
        : principals.FirstOrDefault(relation => relation.Id == member) is { } relation ? ColumnMapper.Of(relation).Name
        : member switch
        {
            "createdAt" => ColumnMapper.CreatedAt,
            "updatedAt" => ColumnMapper.UpdatedAt,
            "id" => ColumnMapper.Id,
            _ => throw new KeyNotFoundException($"Entity '{entity.Id}' has no field or relation '{member}'."),
        };

    /// <summary>The kind of the column.</summary>
    public ColumnKind KindOf(string member) =>
        entity.Fields.FirstOrDefault(field => field.Id == member) is { } field ? FieldTraits.Of(field).Column(field).Kind
        : member is "createdAt" or "updatedAt" ? ColumnKind.Timestamp
        : ColumnKind.Uuid;
}
