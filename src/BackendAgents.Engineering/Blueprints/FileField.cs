namespace BackendAgents.Engineering.Blueprints;

/// <summary>What operations on files have to do with: the field, what it takes, and how they refuse.</summary>
internal static class FileField
{
    /// <summary>Greatest size of a file whose field states none, in bytes.</summary>
    public const int UsualBytes = 5_000_000;

    /// <summary>Code of the problem when a file has more bytes than its field allows.</summary>
    public const string TooLarge = "file-too-large";

    /// <summary>Code of the problem when a file is of another type than its field allows, or isn't what it says it is.</summary>
    public const string TypeRefused = "file-type-refused";

    /// <summary>All file fields with their entities.</summary>
    public static IEnumerable<(Entity Entity, Field Field)> All(Blueprint blueprint) =>
        from entity in blueprint.Entities
        from field in entity.Fields
        where field.Type == FieldType.File
        select (entity, field);

    /// <summary>The field on whose file an operation works: the one that it names, or the only one. Null when there is none.</summary>
    public static Field? Of(Operation operation, Entity entity)
    {
        var files = entity.Fields.Where(static field => field.Type == FieldType.File).ToList();
        return operation.File is { } named ? files.Find(field => field.Id == named)
            : files.Count == 1 ? files[0]
            : null;
    }

    /// <summary>Media types of the file on which an operation works.</summary>
    public static IReadOnlyList<string> Types(Operation operation, Entity entity) => Of(operation, entity)?.ContentTypes ?? [];

    /// <summary>Greatest size in bytes.</summary>
    public static int MaxBytes(Field field) => field.MaxLength ?? UsualBytes;

    /// <summary>Most bytes of a request: files may be larger than all else.</summary>
    public static long MaxRequestBytes(Blueprint blueprint) =>
        Math.Max(4 * 1024 * 1024, All(blueprint).Select(static file => MaxBytes(file.Field) + 65_536L).DefaultIfEmpty().Max());
}
