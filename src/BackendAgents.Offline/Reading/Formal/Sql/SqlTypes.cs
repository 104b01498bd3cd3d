using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Offline.Reading.Formal.Sql;

/// <summary>The types of columns of the usual databases, by the types that fields have.</summary>
internal static class SqlTypes
{
    private static readonly Dictionary<string, FieldType> s_types = new(StringComparer.OrdinalIgnoreCase);

    static SqlTypes()
    {
        Add(FieldType.String, "varchar varchar2 nvarchar nvarchar2 char nchar character bpchar citext string name inet sysname");
        Add(FieldType.Text, "text tinytext mediumtext longtext ntext clob nclob xml");
        Add(FieldType.Int, "int integer int2 int4 smallint mediumint tinyint serial serial4 smallserial year number");
        Add(FieldType.Long, "bigint int8 bigserial serial8 long");
        Add(FieldType.Decimal, "decimal numeric dec fixed");
        Add(FieldType.Money, "money smallmoney");
        Add(FieldType.Double, "float double real float4 float8");
        Add(FieldType.Date, "date");
        Add(FieldType.Time, "time timetz");
        Add(FieldType.Timestamp, "datetime datetime2 smalldatetime datetimeoffset timestamp timestamptz");
        Add(FieldType.Bool, "bool boolean bit");
        Add(FieldType.Uuid, "uuid uniqueidentifier");
        Add(FieldType.Json, "json jsonb");
        Add(FieldType.Binary, "bytea blob tinyblob mediumblob longblob binary varbinary image raw");
    }

    /// <summary>The type of a column; null for one that somebody has declared, or that no field has.</summary>
    /// <param name="name">Its name, without what stands in brackets.</param>
    /// <param name="size">The figures in the brackets behind it.</param>
    public static FieldType? Of(string name, IReadOnlyList<string> size) =>
        !s_types.TryGetValue(name, out var type) ? null
        : name.Equals("tinyint", StringComparison.OrdinalIgnoreCase) && size is ["1"] ? FieldType.Bool
        : name.Equals("number", StringComparison.OrdinalIgnoreCase) && size is [_, not "0"] ? FieldType.Decimal
        : type == FieldType.String && size is ["max" or "MAX"] ? FieldType.Text
        : type;

    /// <summary>Whether a word names a type.</summary>
    public static bool Knows(string name) => s_types.ContainsKey(name);

    /// <summary>Whether the database gives the values of such a column by itself.</summary>
    public static bool IsSerial(string name) => name.Contains("serial", StringComparison.OrdinalIgnoreCase);

    private static void Add(FieldType type, string names)
    {
        foreach (var name in names.Split(' '))
            s_types.Add(name, type);
    }
}
