using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Storage;

/// <summary>Columns of fields, relations and the system.</summary>
internal static class ColumnMapper
{
    public const string Id = "id";
    public const string CreatedAt = "created_at";
    public const string UpdatedAt = "updated_at";
    public const string Version = "version";
    public const string PasswordHash = "password_hash";
    public const string Role = "role";

    // The longest name of a role or of a value of an enum.
    private const int MaxWord = 63;

    private static readonly ColumnType s_timestamp = new(ColumnKind.Timestamp);

    // No default: UUID version 7 comes from the service, because PostgreSQL before 18 cannot make one and version 4 scatters the index.
    public static Column Key { get; } = Of(Id, ColumnKind.Uuid) with { Description = "UUID version 7, given by the service." };

    public static IReadOnlyList<Column> Tail { get; } =
    [
        new()
        {
            Name = CreatedAt,
            Type = s_timestamp,
            Default = Literal.Now,
            Description = "When the row was created, in UTC.",
        },
        new()
        {
            Name = UpdatedAt,
            Type = s_timestamp,
            Default = Literal.Now,
            Description = "When the row last changed, in UTC.",
        },
        Of(Version, ColumnKind.Integer) with
        {
            Default = new Literal(LiteralKind.Number, "1"),
            Description = "Counts changes; the ETag of the resource.",
        },
    ];

    public static Column Of(string name, ColumnKind kind, bool nullable = false) =>
        new()
        {
            Name = name,
            Type = new ColumnType(kind),
            Nullable = nullable,
        };

    public static Column Of(Field field) =>
        new()
        {
            Name = StorageNames.Fit(Conventions.Column(field)),
            Type = TypeOf(field),
            Nullable = !field.Required,
            Default = field.Default is null ? null : LiteralReader.Read(field.Type, field.Default),
            Description = field.Personal ? $"{field.Description} (personal data)".TrimStart() : field.Description,
            Source = field.Id,
        };

    public static Column Of(Relation relation) =>
        new()
        {
            Name = StorageNames.Fit(Conventions.ForeignKeyColumn(relation)),
            Type = new ColumnType(ColumnKind.Uuid),
            Nullable = !relation.Required,
            Description = relation.Description,
            Source = relation.Id,
        };

    public static IEnumerable<Column> OfAccount(string? defaultRole) =>
        [
            Of(PasswordHash, ColumnKind.Text) with
            {
                Description = "Salted hash of the password; never leaves the service. (personal data)",
            },
            Of(Role, ColumnKind.Text) with
            {
                Type = new ColumnType(ColumnKind.Text, Length: MaxWord),
                Default = defaultRole is null ? null : new Literal(LiteralKind.Text, defaultRole),
                Description = "Name of the role that the account holds.",
            },
        ];

    private static ColumnType TypeOf(Field field) =>
        field.Type switch
        {
            FieldType.Int => new ColumnType(ColumnKind.Integer),
            FieldType.Long => new ColumnType(ColumnKind.BigInt),
            FieldType.Decimal => Numeric(field),
            FieldType.Money => new ColumnType(ColumnKind.Numeric, 19, 4),
            FieldType.Double => new ColumnType(ColumnKind.DoublePrecision),
            FieldType.Bool => new ColumnType(ColumnKind.Boolean),
            FieldType.Date => new ColumnType(ColumnKind.Date),
            FieldType.Time => new ColumnType(ColumnKind.Time),
            FieldType.Timestamp => s_timestamp,
            FieldType.Uuid => new ColumnType(ColumnKind.Uuid),
            FieldType.Json => new ColumnType(ColumnKind.Json),
            FieldType.Binary => new ColumnType(ColumnKind.Binary),
            FieldType.Enum => new ColumnType(ColumnKind.Text, Length: MaxWord),
            _ => new ColumnType(ColumnKind.Text, Length: CheckMapper.Length(field).Greatest),
        };

    private static ColumnType Numeric(Field field)
    {
        var precision = field.Precision ?? ColumnType.DefaultPrecision;
        return new ColumnType(ColumnKind.Numeric, precision, Math.Min(field.Scale ?? ColumnType.DefaultScale, precision));
    }
}
