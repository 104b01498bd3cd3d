using System.Collections.Immutable;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints.Expressions;

/// <summary>The names that an expression can use.</summary>
/// <param name="Index">The blueprint.</param>
/// <param name="Row">The entity whose members stand for themselves; null when there is no row.</param>
internal sealed record ExpressionScope(BlueprintIndex Index, Entity? Row)
{
    /// <summary>Name of the row in generated code.</summary>
    public string RowName { get; init; } = "row";

    /// <summary>Whether the database looks at the row, one among many.</summary>
    public bool RowIsLambda { get; init; }

    /// <summary>Rows by name: those of loops, lambdas and creations.</summary>
    public ImmutableDictionary<string, RowNode> Rows { get; init; } = ImmutableDictionary<string, RowNode>.Empty;

    /// <summary>Values of the request by name.</summary>
    public ImmutableDictionary<string, InputNode> Inputs { get; init; } = ImmutableDictionary<string, InputNode>.Empty;

    /// <summary>What their names begin with.</summary>
    public string InputName { get; init; } = "input";

    /// <summary>What the event tells that has arrived, by name; empty where none has.</summary>
    public ImmutableDictionary<string, AmbientNode> Told { get; init; } = ImmutableDictionary<string, AmbientNode>.Empty;

    /// <summary>What other services have answered, by the name of the answer and that of its value.</summary>
    public ImmutableDictionary<string, ImmutableDictionary<string, AmbientNode>> Asked { get; init; } =
        ImmutableDictionary<string, ImmutableDictionary<string, AmbientNode>>.Empty;

    /// <summary>Whether there is a caller.</summary>
    public bool HasCaller { get; init; } = true;

    /// <summary>Whether the caller may be nobody: the clock, another event or a provider's answer, beside people.</summary>
    public bool IsCallerOptional { get; init; }

    /// <summary>What is known here, for messages.</summary>
    public IEnumerable<string> Names =>
        (Row is null ? [] : Members(Row))
            .Concat(Rows.Keys.Order(StringComparer.Ordinal))
            .Concat(Inputs.Keys.Order(StringComparer.Ordinal).Select(name => $"{InputName}.{name}"))
            .Concat(Told.Keys.Order(StringComparer.Ordinal).Select(static name => "payload." + name))
            .Concat(
                Asked.OrderBy(static one => one.Key).SelectMany(static one => one.Value.Keys.Order().Select(name => $"{one.Key}.{name}"))
            )
            .Concat(HasCaller ? ["caller.id", "caller.role"] : [])
            .Append("now");

    /// <summary>Names of what a row has.</summary>
    public IEnumerable<string> Members(Entity entity) =>
        entity
            .Fields.Select(static field => field.Name)
            .Concat(Index.RelationsTo(entity.Id).SelectMany(static relation => new[] { relation.Name, relation.Name + "Id" }))
            .Concat(Index.RelationsFrom(entity.Id).Select(static relation => relation.Inverse))
            .Concat(["id", "createdAt", "updatedAt"]);

    /// <summary>The scope with one more row.</summary>
    public ExpressionScope With(string name, Entity entity, bool isLambda = false) =>
        this with
        {
            Rows = Rows.SetItem(name, new RowNode(name, new ExpressionType(ValueKind.Row, Entity: entity), isLambda)),
        };
}
