using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>A file: the row keeps the name under which it is stored, which is new with every upload.</summary>
internal sealed partial class FileTraits : FieldTraits
{
    /// <summary>Greatest length of a stored name.</summary>
    public const int NameLength = 40;

    public override FieldType Type => FieldType.File;

    public override ValueKind Kind => ValueKind.Text;

    // Of the file, in bytes.
    public override int LongestLength => 1_000_000_000;

    public override bool CanBeUnique => false;

    public override bool CanBeCompared => false;

    public override JsonForm Json(Field field, BlueprintIndex index) => new(JsonType.String, null) { MaxLength = NameLength };

    public override ColumnType Column(Field field) => new(ColumnKind.Text, Length: NameLength);

    public override string? Problem(Field field, string value, BlueprintIndex index) =>
        Name().IsMatch(value) ? null : "is no name of a stored file";

    public override JsonNode? Example(Field field, BlueprintIndex index) =>
        "0197c3a05b1e7c429d3f6a8e2b4c1d05."
        + (FileType.All.FirstOrDefault(type => field.ContentTypes.Contains(type.Media)) ?? FileType.All[0]).Ending;

    [GeneratedRegex(@"\A[0-9a-f]{32}\.[a-z0-9]{3,4}\z")]
    private static partial Regex Name();
}
