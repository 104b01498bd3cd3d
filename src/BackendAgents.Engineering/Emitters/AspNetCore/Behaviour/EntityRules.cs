using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

/// <summary>What has to be kept whenever a row of an entity is written, and the calls that keep it.</summary>
internal sealed class EntityRules
{
    private readonly ServiceModel _model;
    private readonly Entity _entity;

    public EntityRules(ServiceModel model, Entity entity)
    {
        _model = model;
        _entity = entity;
        Copies = [.. entity.Fields.Where(static field => field.Copy is not null)];
        Computed = [.. entity.Fields.Where(static field => field.Computed is not null)];
        Parents =
        [
            .. model
                .Index.RelationsTo(entity.Id)
                .Where(relation => relation.From != entity.Id && Sums(model.Index, model.Index.EntityById(relation.From)!, relation)),
        ];
        Guarding =
        [
            .. entity
                .Rules.SelectMany(static rule => rule.Among())
                .Select(name => model.Index.Reference(entity.Id, name))
                .OfType<Relation>()
                .Distinct(),
        ];
    }

    /// <summary>Fields that are copied at the creation.</summary>
    public IReadOnlyList<Field> Copies { get; }

    /// <summary>Fields that are computed on every write.</summary>
    public IReadOnlyList<Field> Computed { get; }

    /// <summary>References to rows that compute something from rows of this entity.</summary>
    public IReadOnlyList<Relation> Parents { get; }

    /// <summary>References to rows among whose rows a rule counts.</summary>
    public IReadOnlyList<Relation> Guarding { get; }

    /// <summary>Whether it computes something from rows of others, whose writes then refresh it.</summary>
    public bool IsRefreshed =>
        _model.Index.RelationsFrom(_entity.Id).Any(relation => relation.To != _entity.Id && Sums(_model.Index, _entity, relation));

    public bool HasParents => Parents.Count > 0;

    /// <summary>Whether something is to be done before a row is stored.</summary>
    public bool HasFill => Copies.Count + Computed.Count + Parents.Count + Guarding.Count > 0;

    /// <summary>Whether something is to be done once a row is stored.</summary>
    public bool HasStored => _entity.Rules.Count > 0 || HasParents;

    public bool Any => HasFill || HasStored;

    /// <summary>Class of the generated code.</summary>
    public static string Name(Entity entity) => ServiceModel.Class(entity) + "Rules";

    public void Fill(CodeWriter text, string row, bool isNew)
    {
        if (HasFill)
            text.Line($"await {Name(_entity)}.FillAsync({row}, {(isNew ? "isNew: true" : "isNew: false")}, work, cancellationToken);");
    }

    public void Former(CodeWriter text)
    {
        foreach (var relation in Parents)
            text.Line($"var former{ServiceModel.Property(relation)} = row.{ServiceModel.Key(relation)};");
    }

    public void Stored(CodeWriter text, string row, bool withFormer = false)
    {
        if (HasStored)
            text.Line(
                $"if (await {Name(_entity)}.StoredAsync({row}, work, cancellationToken) is {{ }} {Broken(row)})\n    return {Broken(row)};"
            );
        foreach (var relation in withFormer ? Parents : [])
        {
            var former = "former" + ServiceModel.Property(relation);
            text.Line($"if ({former} != row.{ServiceModel.Key(relation)})").Line("{");
            text.Indented(body => Refresh(body, relation, former)).Line("}").Line();
        }
    }

    public void Removed(CodeWriter text, string row)
    {
        foreach (var relation in Parents)
            Refresh(text, relation, $"{row}.{ServiceModel.Key(relation)}");
    }

    /// <summary>Keeps what a parent computes.</summary>
    public void Refresh(CodeWriter text, Relation relation, string id)
    {
        var name = Name(_model.Index.EntityById(relation.From)!);
        var kept = "broken" + ServiceModel.Property(relation) + (id.StartsWith("former", StringComparison.Ordinal) ? "Before" : "");
        text.Line($"if (await {name}.RefreshAsync({id}, work, cancellationToken) is {{ }} {kept})\n    return {kept};");
    }

    private static string Broken(string row) => row == "row" ? "broken" : "broken" + Conventions.Pascal(row);

    // Whether a computed field of the parent is a function of the rows at the other end of the relation.
    private static bool Sums(BlueprintIndex index, Entity parent, Relation relation) =>
        parent
            .Fields.Where(static field => field.Computed is not null)
            .Any(field =>
                ExpressionReader
                    .Read(field.Computed!, BehaviourScopes.OfRow(index, parent), ExpressionType.Of(field, index))
                    .All.OfType<CollectionNode>()
                    .Any(rows => rows.Relation?.Id == relation.Id)
            );
}
