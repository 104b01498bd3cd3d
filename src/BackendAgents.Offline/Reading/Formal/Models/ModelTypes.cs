using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Offline.Reading.Formal.Models;

/// <summary>The types that languages of models have, by the types that fields have.</summary>
internal static class ModelTypes
{
    private static readonly Dictionary<string, FieldType> s_types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["string"] = FieldType.String,
        ["varchar"] = FieldType.String,
        ["text"] = FieldType.Text,
        ["textblob"] = FieldType.Text,
        ["int"] = FieldType.Int,
        ["integer"] = FieldType.Int,
        ["number"] = FieldType.Int,
        ["long"] = FieldType.Long,
        ["bigint"] = FieldType.Long,
        ["decimal"] = FieldType.Decimal,
        ["bigdecimal"] = FieldType.Decimal,
        ["float"] = FieldType.Double,
        ["double"] = FieldType.Double,
        ["bool"] = FieldType.Bool,
        ["boolean"] = FieldType.Bool,
        ["date"] = FieldType.Date,
        ["localdate"] = FieldType.Date,
        ["datetime"] = FieldType.Timestamp,
        ["localdatetime"] = FieldType.Timestamp,
        ["timestamp"] = FieldType.Timestamp,
        ["instant"] = FieldType.Timestamp,
        ["zoneddatetime"] = FieldType.Timestamp,
        ["time"] = FieldType.Time,
        ["localtime"] = FieldType.Time,
        ["uuid"] = FieldType.Uuid,
        ["json"] = FieldType.Json,
        ["email"] = FieldType.Email,
        ["url"] = FieldType.Url,
    };

    /// <summary>The type of a field; null for any other word.</summary>
    public static FieldType? Of(string name) => s_types.TryGetValue(name, out var type) ? type : null;
}
