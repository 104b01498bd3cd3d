using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using MongoDB.Bson;

namespace SampleService.Infrastructure;

/// <summary>What a document of a pipeline stands for.</summary>
internal abstract record MongoShape
{
    /// <summary>What has to be read for it, as elements of a projection; reading is by <see cref="Read"/>.</summary>
    /// <param name="elements">Takes the elements.</param>
    public abstract MongoShape Project(BsonDocument elements);

    /// <summary>The object, from a document that <see cref="Project"/> has described.</summary>
    public abstract object? Read(QueryContext context, BsonDocument document, bool isTracked);
}

/// <summary>A row: the document itself, or one that a reference leads to.</summary>
/// <param name="Entity">Which entity it is of.</param>
/// <param name="Path">Where it is; empty for the document itself.</param>
internal sealed record MongoRow(IEntityType Entity, string Path) : MongoShape
{
    /// <summary>The expression of an element.</summary>
    public string Of(IReadOnlyProperty property) => (Path.Length == 0 ? "$" : $"${Path}.") + MongoValues.Element(property);

    /// <summary>The value of a property; null when there is no such.</summary>
    public MongoValue? Find(string? name, Type type) =>
        name is not null && Entity.FindProperty(name) is { } property ? new MongoValue(Of(property), type, property) : null;

    /// <inheritdoc />
    public override MongoShape Project(BsonDocument elements)
    {
        var name = $"r{elements.ElementCount}";
        elements[name] = Path.Length == 0 ? "$$ROOT" : "$" + Path;
        return this with { Path = name };
    }

    /// <inheritdoc />
    public override object? Read(QueryContext context, BsonDocument document, bool isTracked)
    {
        if (Path.Length == 0)
            return MongoRows.Read(context, Entity, document, isTracked);
        return document.TryGetValue(Path, out var found) && found is BsonDocument row
            ? MongoRows.Read(context, Entity, row, isTracked)
            : null;
    }
}

/// <summary>A value that MongoDB computes.</summary>
/// <param name="Expression">How.</param>
/// <param name="Type">Its type in C#.</param>
/// <param name="Property">The property whose notation it has; null when it is a plain value.</param>
internal sealed record MongoValue(BsonValue Expression, Type Type, IProperty? Property = null) : MongoShape
{
    /// <summary>The element that it is, as filters and sorts name it; null when it is computed.</summary>
    public string? Element => Expression is BsonString { Value: ['$', not '$', ..] } path ? path.Value[1..] : null;

    /// <summary>Whether there may be none.</summary>
    public bool MayBeNull => !Type.IsValueType || Nullable.GetUnderlyingType(Type) is not null || Element?.Contains('.') == true;

    /// <inheritdoc />
    public override MongoShape Project(BsonDocument elements)
    {
        var name = $"v{elements.ElementCount}";
        elements[name] = Expression;
        return this with { Expression = "$" + name };
    }

    /// <inheritdoc />
    public override object? Read(QueryContext context, BsonDocument document, bool isTracked) =>
        document.TryGetValue(Element!, out var kept) ? MongoValues.Read(Property, kept, Type) : null;
}

/// <summary>A value that is known before the query.</summary>
internal sealed record MongoConstant(object? Value) : MongoShape
{
    /// <inheritdoc />
    public override MongoShape Project(BsonDocument elements) => this;

    /// <inheritdoc />
    public override object? Read(QueryContext context, BsonDocument document, bool isTracked) => Value;
}

/// <summary>An object that is made of others.</summary>
/// <param name="New">The call of its constructor.</param>
/// <param name="Arguments">What the constructor takes.</param>
/// <param name="Members">What its members are: those that are set, and those of an anonymous type.</param>
internal sealed record MongoObject(
    NewExpression New,
    IReadOnlyList<MongoShape> Arguments,
    IReadOnlyList<(MemberInfo Member, MongoShape Shape)> Members
) : MongoShape
{
    /// <summary>What a member is; null when it is none of these.</summary>
    public MongoShape? Find(MemberInfo member)
    {
        for (var i = 0; i < (New.Members?.Count ?? 0); i++)
        {
            if (New.Members![i].Name == member.Name)
                return Arguments[i];
        }

        return Members.FirstOrDefault(one => one.Member.Name == member.Name).Shape;
    }

    /// <inheritdoc />
    public override MongoShape Project(BsonDocument elements) =>
        this with
        {
            Arguments = [.. Arguments.Select(one => one.Project(elements))],
            Members = [.. Members.Select(one => (one.Member, one.Shape.Project(elements)))],
        };

    /// <inheritdoc />
    public override object? Read(QueryContext context, BsonDocument document, bool isTracked)
    {
        var made = New.Constructor!.Invoke([.. Arguments.Select(one => one.Read(context, document, isTracked))]);
        foreach (var (member, shape) in Members)
            ((PropertyInfo)member).SetValue(made, shape.Read(context, document, isTracked));
        return made;
    }
}

/// <summary>A list of objects.</summary>
internal sealed record MongoItems(IReadOnlyList<MongoShape> Items) : MongoShape
{
    /// <inheritdoc />
    public override MongoShape Project(BsonDocument elements) => new MongoItems([.. Items.Select(item => item.Project(elements))]);

    /// <inheritdoc />
    public override object? Read(QueryContext context, BsonDocument document, bool isTracked) =>
        Items.Select(item => item.Read(context, document, isTracked)).ToArray();
}

/// <summary>Rows that have something in common.</summary>
/// <param name="Key">What they have in common.</param>
/// <param name="Item">Each of them, before they were brought together.</param>
/// <param name="Stage">The stage that brings them together; it takes what is computed of them.</param>
internal sealed record MongoGroup(MongoShape Key, MongoShape Item, BsonDocument Stage) : MongoShape
{
    /// <inheritdoc />
    public override MongoShape Project(BsonDocument elements) => throw new NotSupportedException("Groups are read by what is computed.");

    /// <inheritdoc />
    public override object? Read(QueryContext context, BsonDocument document, bool isTracked) =>
        throw new NotSupportedException("Groups are read by what is computed.");
}
