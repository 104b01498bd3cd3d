using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;
using MongoDB.Bson;

// The root of a search is of EF Core's own.
#pragma warning disable EF1001

namespace SampleService.Infrastructure;

/// <summary>A query as stages of an aggregation over one collection.</summary>
/// <param name="parameters">The values of the query's parameters.</param>
/// <param name="parent">The query that it is part of; null when it stands alone.</param>
internal sealed class MongoPipeline(IReadOnlyDictionary<string, object?> parameters, MongoPipeline? parent = null)
{
    private readonly Dictionary<(string, INavigation), MongoRow> _references = [];
    private int _names;

    /// <summary>The stages so far.</summary>
    public List<BsonDocument> Stages { get; } = [];

    /// <summary>The entity that the first stage reads.</summary>
    public IEntityType Source { get; private set; } = null!;

    /// <summary>The entity of the rows that it finds.</summary>
    public IEntityType Root { get; private set; } = null!;

    /// <summary>The query as one filter; null where it is more than conditions.</summary>
    public BsonDocument? Filter =>
        Stages.Count == 0 ? []
        : Stages.TrueForAll(static stage => stage.Contains("$match"))
            ? new BsonDocument("$and", new BsonArray(Stages.Select(static one => one["$match"])))
        : null;

    /// <summary>What a document stands for after the last stage.</summary>
    public MongoShape Shape { get; private set; } = null!;

    /// <summary>Whether rows are tracked.</summary>
    public bool IsTracked { get; private set; } = true;

    /// <summary>What the query is called.</summary>
    public string? Tag { get; private set; }

    /// <summary>The values of the query's parameters.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => parameters;

    /// <summary>The query that it is part of.</summary>
    public MongoPipeline? Parent => parent;

    /// <summary>The variable by which a part of this query names its documents.</summary>
    public string Variable => parent is null ? "o" : parent.Variable + "o";

    /// <summary>A name for what is computed.</summary>
    public string Name(string prefix) => $"_{prefix}{_names++}";

    /// <summary>Adds what a query does.</summary>
    public void Add(Expression query, MongoExpressions within)
    {
        switch (query)
        {
            case FromSqlQueryRootExpression found:
                Begin(found.EntityType);
                var words = (object?[])((MongoConstant)within.Shape(found.Argument)).Value!;
                Match(BsonDocument.Parse(found.Sql.Replace("{0}", (string)words[0]!, StringComparison.Ordinal)));
                break;
            case EntityQueryRootExpression root:
                Begin(root.EntityType);
                break;
            case MethodCallExpression call:
                Add(call.Arguments[0], within);
                Apply(call, within);
                break;
            default:
                throw MongoExpressions.Refuse(query);
        }
    }

    /// <summary>Adds a condition.</summary>
    public void Match(BsonDocument filter) => Stages.Add(new BsonDocument("$match", filter));

    /// <summary>Adds a condition of the documents as they are.</summary>
    public void Where(Expression lambda, MongoExpressions within)
    {
        var (body, inner) = within.Bind(lambda, Shape);
        Match(new MongoFilters(inner).Of(body));
    }

    /// <summary>The row that a reference leads to.</summary>
    public MongoRow Follow(MongoRow row, INavigation navigation)
    {
        // A row of the query around this one: it has to be looked up there.
        if (parent is not null && row.Path.StartsWith("$" + parent.Variable, StringComparison.Ordinal))
            return parent.Inside(parent.Follow(row with { Path = row.Path[(parent.Variable.Length + 1)..].TrimStart('.') }, navigation));
        if (_references.TryGetValue((row.Path, navigation), out var known))
            return known;
        if (!navigation.IsOnDependent)
            throw new NotSupportedException($"MongoDB follows no {navigation.Name}: it leads to many.");
        var name = Name("n");
        var target = navigation.TargetEntityType;
        Stages.Add(
            new BsonDocument(
                "$lookup",
                new BsonDocument
                {
                    { "from", MongoValues.Collection(target) },
                    { "localField", row.Of(navigation.ForeignKey.Properties[0])[1..] },
                    { "foreignField", MongoValues.Element(navigation.ForeignKey.PrincipalKey.Properties[0]) },
                    { "as", name },
                }
            )
        );
        Stages.Add(new BsonDocument("$set", new BsonDocument(name, new BsonDocument("$first", "$" + name))));
        return _references[(row.Path, navigation)] = new MongoRow(target, name);
    }

    /// <summary>A row of this query as a part of it sees it.</summary>
    public MongoRow Inside(MongoRow row) => row with { Path = row.Path.Length == 0 ? "$" + Variable : $"${Variable}.{row.Path}" };

    private void Begin(IEntityType type) => (Source, Root, Shape) = (type, type, new MongoRow(type, ""));

    private void Apply(MethodCallExpression call, MongoExpressions within)
    {
        var more = call.Arguments.Skip(1).ToList();
        switch (call.Method.Name)
        {
            case "Where":
                Where(more[0], within);
                break;
            case "AsNoTracking" or "AsNoTrackingWithIdentityResolution":
                IsTracked = false;
                break;
            case "AsTracking":
                IsTracked = true;
                break;
            case "TagWith":
                Tag = within.Known(more[0]) as string;
                break;
            case "TagWithCallSite" or "IgnoreAutoIncludes" or "IgnoreQueryFilters":
                break;
            case "OrderBy" or "ThenBy":
                Sort(more[0], within, 1, call.Method.Name[0] == 'T');
                break;
            case "OrderByDescending" or "ThenByDescending":
                Sort(more[0], within, -1, call.Method.Name[0] == 'T');
                break;
            case "Skip":
                Stages.Add(new BsonDocument("$skip", (int)within.Known(more[0])!));
                break;
            case "Take":
                Take((int)within.Known(more[0])!);
                break;
            case "Select":
                var (body, inner) = within.Bind(more[0], Shape);
                Shape = inner.Shape(body);
                break;
            case "SelectMany" when more.Count == 1:
                Many(more[0], within);
                break;
            case "GroupBy" when more.Count == 1:
                Group(more[0], within);
                break;
            case "Distinct":
                var each = new BsonDocument();
                Shape = Shape.Project(each);
                Stages.Add(new BsonDocument("$group", new BsonDocument("_id", each)));
                Stages.Add(new BsonDocument("$replaceWith", "$_id"));
                break;
            default:
                throw MongoExpressions.Refuse(call);
        }
    }

    // The documents of another collection that are found for each of this.
    private void Many(Expression lambda, MongoExpressions within)
    {
        var (body, around) = within.Bind(lambda, Shape);
        var part = new MongoPipeline(parameters, this);
        part.Add(body, around.Inside(part));
        var name = Name("m");
        Stages.Add(part.Lookup(name));
        Stages.Add(new BsonDocument("$unwind", "$" + name));
        Stages.Add(new BsonDocument("$replaceWith", "$" + name));
        _references.Clear();
        (Root, Shape, IsTracked) = (part.Root, part.Shape, IsTracked && part.IsTracked);
    }

    /// <summary>The stage by which the query around this one asks it, for each document.</summary>
    public BsonDocument Lookup(string name) =>
        new(
            "$lookup",
            new BsonDocument
            {
                { "from", MongoValues.Collection(Source) },
                { "let", new BsonDocument(parent!.Variable, "$$ROOT") },
                { "pipeline", new BsonArray(Stages) },
                { "as", name },
            }
        );

    /// <summary>Only so many.</summary>
    public void Take(int count) =>
        Stages.Add(count == 0 ? new BsonDocument("$match", MongoFilters.Nothing) : new BsonDocument("$limit", count));

    /// <summary>Computes one value of all documents, as the element v.</summary>
    public void Compute(string function, Expression? lambda, MongoExpressions within)
    {
        var shape = Shape;
        if (lambda is not null)
        {
            var (body, inner) = within.Bind(lambda, Shape);
            shape = inner.Shape(body);
        }

        var operation = function switch
        {
            "Sum" => "$sum",
            "Min" => "$min",
            "Max" => "$max",
            _ => "$avg",
        };
        var value = new BsonDocument(operation, MongoExpressions.Value(shape).Expression);
        Stages.Add(new BsonDocument("$group", new BsonDocument { { "_id", BsonNull.Value }, { "v", value } }));
    }

    private void Sort(Expression lambda, MongoExpressions within, int direction, bool isNext)
    {
        var (body, inner) = within.Bind(lambda, Shape);
        var value = MongoExpressions.Value(inner.Shape(body)) as MongoValue ?? throw MongoExpressions.Refuse(lambda);
        var before = isNext ? Stages.FindLastIndex(static stage => stage.Contains("$sort")) : -1;
        var sort = before >= 0 ? Stages[before] : new BsonDocument("$sort", new BsonDocument());
        if (before >= 0)
            Stages.RemoveAt(before);
        var element = value.Element;
        if (element is null)
        {
            element = Name("s");
            Stages.Add(new BsonDocument("$set", new BsonDocument(element, value.Expression)));
        }

        sort["$sort"].AsBsonDocument.Set(element, direction);
        Stages.Add(sort);
    }

    private void Group(Expression lambda, MongoExpressions within)
    {
        var (body, inner) = within.Bind(lambda, Shape);
        var parts = new BsonDocument();
        var key = inner.Shape(body).Project(parts);
        var stage = new BsonDocument("_id", parts);
        Stages.Add(new BsonDocument("$group", stage));
        Shape = new MongoGroup(Within(key, "_id."), Shape, stage);
    }

    private static MongoShape Within(MongoShape shape, string prefix) =>
        shape switch
        {
            MongoValue value => value with { Expression = "$" + prefix + value.Element },
            MongoObject made => made with
            {
                Arguments = [.. made.Arguments.Select(one => Within(one, prefix))],
                Members = [.. made.Members.Select(one => (one.Member, Within(one.Shape, prefix)))],
            },
            _ => shape,
        };
}
