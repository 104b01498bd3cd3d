using System.Text.Json.Serialization;

namespace BackendAgents.Engineering.Diagnostics;

/// <summary>
/// A place in the blueprint or in a file. Written as <c>file:line:column#element@path</c>, each part left out where it is not known;
/// <see cref="Parse"/> reads what <see cref="ToString"/> writes.
/// </summary>
/// <param name="File">Path of the file; <see cref="BlueprintFile"/> for the blueprint itself, empty when it is no file's.</param>
/// <param name="Element">Id of the element of the blueprint, or the name of a part of the file.</param>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Column">Column in that line, from 1; only with a line.</param>
/// <param name="Path">The way to a value within the document: <c>entities[1].fields[0].maxLength</c>.</param>
[JsonConverter(typeof(PlaceJson))]
public sealed record Place(string File, string? Element = null, int? Line = null, int? Column = null, string? Path = null)
{
    /// <summary>Path of the blueprint in a workspace.</summary>
    public const string BlueprintFile = "backend.yaml";

    /// <summary>No place: what is said concerns everything.</summary>
    public static Place None { get; } = new("");

    /// <summary>An element of the blueprint.</summary>
    public static Place Of(string element) => new(BlueprintFile, element);

    /// <summary>Reads what <see cref="ToString"/> writes. Every text is a place, so nothing is refused.</summary>
    public static Place Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PlaceText.Read(text);
    }

    /// <inheritdoc />
    public override string ToString() => PlaceText.Write(this);
}
