using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;

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

    public static Column Text(string name, int length, string description, bool nullable = false) =>
        Of(name, ColumnKind.Text, nullable) with
        {
            Type = new ColumnType(ColumnKind.Text, Length: length),
            Description = description,
        };

    public static Column Instant(string name, string description, bool nullable = false) =>
        Of(name, ColumnKind.Timestamp, nullable) with
        {
            Description = description,
        };

    public static Column Count(string name, string description) => Of(name, ColumnKind.Integer) with { Description = description };

    public static Column Of(Field field)
    {
        var type = FieldTraits.Of(field).Column(field);
        return new Column
        {
            Name = StorageNames.Fit(Conventions.Column(field)),
            Type = type,
            Nullable = !field.Required,
            Default = field.Default is null ? null : LiteralReader.Read(type.Kind, field.Default),
            Description = field.Personal ? $"{field.Description} (personal data)".TrimStart() : field.Description,
            Source = field.Id,
        };
    }

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
            Text(Role, ColumnType.WordLength, "Name of the role that the account holds.") with
            {
                Default = defaultRole is null ? null : new Literal(LiteralKind.Text, defaultRole),
            },
        ];
}
