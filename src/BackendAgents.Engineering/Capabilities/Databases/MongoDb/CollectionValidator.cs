using System.Globalization;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Storage;

namespace BackendAgents.Engineering.Capabilities.Databases.MongoDb;

/// <summary>What MongoDB checks of each document that is stored: types, bounds, values of enums, and how elements compare.</summary>
internal static class CollectionValidator
{
    /// <summary>Whole digits of a decimal that .NET keeps.</summary>
    private const int Digits = 28;

    /// <summary>The element of a column; that of a key of one column is _id.</summary>
    public static string Element(Table table, string column) => table.PrimaryKey.Columns is [var key] && key == column ? "_id" : column;

    /// <summary>The validator of a table's documents.</summary>
    public static JsonObject Of(Table table)
    {
        var schema = new JsonObject
        {
            ["bsonType"] = "object",
            // What may be missing may be so in documents that instances of an earlier release still store.
            ["required"] = new JsonArray([
                .. table
                    .Columns.Where(static column => !column.Nullable && column.Default is null)
                    .Select(column => (JsonNode)Element(table, column.Name)),
            ]),
            ["properties"] = new JsonObject(
                table.Columns.Select(column => KeyValuePair.Create(Element(table, column.Name), (JsonNode?)Property(column, table)))
            ),
        };
        var validator = new JsonObject { ["$jsonSchema"] = schema };
        var comparisons = table
            .Checks.Select(static check => check.Condition)
            .OfType<ComparisonCondition>()
            .Select(check => Compared(check, table));
        if (comparisons.OfType<JsonNode>().ToList() is { Count: > 0 } expressions)
            validator["$expr"] = new JsonObject { ["$and"] = new JsonArray([.. expressions]) };
        return validator;
    }

    /// <summary>The BSON type of a column.</summary>
    public static string Type(Column column) =>
        column.Type.Kind switch
        {
            ColumnKind.Integer => "int",
            ColumnKind.BigInt => "long",
            ColumnKind.Numeric => "decimal",
            ColumnKind.DoublePrecision => "double",
            ColumnKind.Boolean => "bool",
            ColumnKind.Timestamp => "date",
            ColumnKind.Uuid or ColumnKind.Binary => "binData",
            _ => "string",
        };

    /// <summary>A constant, as the service would write it.</summary>
    public static JsonNode? Constant(Literal literal, ColumnKind kind) =>
        (literal.Kind, kind) switch
        {
            (LiteralKind.Number, ColumnKind.Numeric) => new JsonObject { ["$numberDecimal"] = literal.Text },
            (LiteralKind.Number, ColumnKind.BigInt) => new JsonObject { ["$numberLong"] = literal.Text },
            (LiteralKind.Number, ColumnKind.DoublePrecision) => new JsonObject { ["$numberDouble"] = literal.Text },
            (LiteralKind.Number, _) => new JsonObject { ["$numberInt"] = literal.Text },
            (LiteralKind.Boolean, _) => literal.Text == "true",
            (LiteralKind.Timestamp, _) => new JsonObject { ["$date"] = literal.Text },
            (LiteralKind.Uuid, _) => new JsonObject { ["$uuid"] = literal.Text },
            (LiteralKind.Binary, _) => new JsonObject
            {
                ["$binary"] = new JsonObject
                {
                    ["base64"] = Convert.ToBase64String(Convert.FromHexString(literal.Text)),
                    ["subType"] = "00",
                },
            },
            (LiteralKind.Time, _) => TimeOnly
                .Parse(literal.Text, CultureInfo.InvariantCulture)
                .ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
            (LiteralKind.Now, _) => throw new InvalidOperationException("The present is no constant."),
            _ => literal.Text,
        };

    private static JsonObject Property(Column column, Table table)
    {
        var type = Type(column);
        var property = new JsonObject { ["bsonType"] = column.Nullable ? new JsonArray(type, "null") : type };
        if (column.Description.Length > 0)
            property["description"] = column.Description;
        if (column.Type is { Kind: ColumnKind.Text, Length: { } longest })
            property["maxLength"] = longest;
        // Whole digits that the other databases have room for; beyond this .NET's own decimals end.
        if (column.Type is { Kind: ColumnKind.Numeric, Precision: { } precision, Scale: { } scale } && precision - scale < Digits)
        {
            var most = (decimal)Math.Pow(10, precision - scale);
            property["minimum"] = Bound(-most, column);
            property["maximum"] = Bound(most, column);
        }

        foreach (var check in table.Checks.Where(check => check.Condition.Columns is [var one] && one == column.Name))
            Bound(property, check.Condition, column);
        return property;
    }

    // MongoDB takes a bare number with a point for a double, and a double 0.01 is more than a decimal 0.01.
    private static JsonNode Bound(decimal bound, Column column)
    {
        var text = bound.ToString(CultureInfo.InvariantCulture);
        return column.Type.Kind switch
        {
            ColumnKind.Numeric => new JsonObject { ["$numberDecimal"] = text },
            ColumnKind.DoublePrecision => new JsonObject { ["$numberDouble"] = text },
            _ => bound,
        };
    }

    private static void Bound(JsonObject property, CheckCondition condition, Column column)
    {
        switch (condition)
        {
            case RangeCondition range:
                if (range.Min is { } least)
                    property["minimum"] = Bound(least, column);
                if (range.Max is { } most)
                    property["maximum"] = Bound(most, column);
                break;
            case LengthCondition { Bytes: false } length:
                if (length.Min is { } shortest)
                    property["minLength"] = shortest;
                if (length.Max is { } longest)
                    property["maxLength"] = longest;
                break;
            case PatternCondition pattern:
                property["pattern"] = pattern.Pattern;
                break;
            case OneOfCondition one:
                property["enum"] = new JsonArray([
                    .. one.Values.Select(static value => (JsonNode?)value),
                    .. column.Nullable ? new JsonNode?[] { null } : [],
                ]);
                break;
        }
    }

    // What is null meets each condition.
    private static JsonObject? Compared(ComparisonCondition check, Table table)
    {
        if (check.RightValue is { Kind: LiteralKind.Now })
            return null;
        var kind = table.FindColumn(check.Column)?.Type.Kind ?? ColumnKind.Text;
        var left = "$" + Element(table, check.Column);
        JsonNode? right = check.RightColumn is { } column
            ? "$" + Element(table, column)
            : new JsonObject { ["$literal"] = check.RightValue is { } value ? Constant(value, kind) : null };
        var operation = check.Operator switch
        {
            Comparison.Equal => "$eq",
            Comparison.NotEqual => "$ne",
            Comparison.Less => "$lt",
            Comparison.LessOrEqual => "$lte",
            Comparison.Greater => "$gt",
            Comparison.GreaterOrEqual => "$gte",
            _ => throw new InvalidOperationException($"Unknown comparison {check.Operator}."),
        };
        var alternatives = new JsonArray(new JsonObject { [operation] = new JsonArray(left, right) }, IsNull(left));
        if (check.RightColumn is { } other)
            alternatives.Add(IsNull("$" + Element(table, other)));
        return new JsonObject { ["$or"] = alternatives };
    }

    private static JsonObject IsNull(string element) => new() { ["$lte"] = new JsonArray(element, null) };
}
