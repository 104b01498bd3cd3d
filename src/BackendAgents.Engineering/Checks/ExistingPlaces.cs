using System.Collections;
using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks;

/// <summary>
/// Which places there are in a blueprint and its files. Whoever cites a place is held against this, so that rules and reviewers speak of
/// the same ones.
/// </summary>
internal static class ExistingPlaces
{
    /// <summary>Why a place does not exist, to follow a subject; null when it does.</summary>
    /// <param name="place">The place.</param>
    /// <param name="blueprint">The blueprint, when there is one.</param>
    /// <param name="artifacts">The files.</param>
    /// <param name="reported">
    /// What machines have reported. Their places exist by definition: a rule may report a file because it is missing.
    /// </param>
    public static string? Missing(Place place, Blueprint? blueprint, ArtifactSet artifacts, IReadOnlyList<Diagnostic> reported)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(artifacts);
        ArgumentNullException.ThrowIfNull(reported);
        if (reported.Any(known => known.Place == place))
            return null;
        var file = artifacts.Find(place.File);
        var isBlueprint = place.File == Place.BlueprintFile && blueprint is not null;
        if (file is null && !isBlueprint)
            return $"artifact '{place.File}' does not exist";
        if (place.Line is { } line && (file is null || line < 1 || line > Lines(file)))
            return $"line {line} does not exist";
        if (place.Element is { } element && !IsElement(element, blueprint) && !IsPart(element, isBlueprint ? null : file))
            return $"element '{element}' does not exist";
        return place.Path is { } path && (!isBlueprint || !IsPath(path, blueprint!)) ? $"path '{path}' does not exist" : null;
    }

    // A section of the blueprint, such as 'deployment', or the id of something in it.
    private static bool IsElement(string element, Blueprint? blueprint) =>
        blueprint is not null
        && (
            YamlNames.Properties(typeof(Blueprint)).ContainsKey(element)
            || BlueprintIds
                .Ids(blueprint)
                .Concat(blueprint.Roles.Select(static role => role.Id))
                .Concat(blueprint.Capabilities.Select(static choice => choice.Id))
                .Contains(element)
        );

    // A name or another text that stands in the file.
    private static bool IsPart(string element, Artifact? file) => file?.Content.Contains(element, StringComparison.Ordinal) == true;

    // Walks 'entities[1].fields[0].maxLength'. What may be written but is not yet there exists, too: that it is missing can be the finding.
    private static bool IsPath(string path, Blueprint blueprint)
    {
        object? at = blueprint;
        var type = typeof(Blueprint);
        foreach (var step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.'))
        {
            if (step.StartsWith('[') && step.EndsWith(']'))
            {
                if (
                    at is not IList list
                    || !int.TryParse(step.AsSpan(1, step.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    || index >= list.Count
                )
                    return false;
                at = list[index];
                type = at?.GetType() ?? typeof(object);
            }
            else if (YamlNames.Properties(type).TryGetValue(step, out var property))
            {
                at = at is null ? null : property.GetValue(at);
                type = at?.GetType() ?? Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static int Lines(Artifact artifact)
    {
        var breaks = artifact.Content.AsSpan().Count('\n');
        return artifact.Content.EndsWith('\n') ? breaks : breaks + 1;
    }
}
