using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Planning;

/// <summary>
/// Reads the options of a capability's choice into its record, whose attributes (<c>Range</c>, <c>RegularExpression</c>) bound them: they
/// reach manifests and shell commands.
/// </summary>
internal static class CapabilityOptions
{
    /// <summary>The options, with defaults where the blueprint names none.</summary>
    public static T Read<T>(CapabilityChoice? choice)
        where T : class, new()
    {
        var record = new T();
        foreach (var (key, text) in choice?.Options ?? new Dictionary<string, string>())
        {
            if (YamlNames.Properties(typeof(T)).GetValueOrDefault(key) is { } property && Value(property, text) is { } value)
                property.SetValue(record, value);
        }

        return record;
    }

    /// <summary>What is wrong with a choice.</summary>
    public static IEnumerable<Diagnostic> Validate(CapabilityChoice choice, Type? record)
    {
        var known = record is null ? new Dictionary<string, PropertyInfo>() : YamlNames.Properties(record);
        foreach (var (key, text) in choice.Options)
        {
            var path = $"capabilities.{choice.Id}.{key}";
            if (!known.TryGetValue(key, out var property))
                yield return BlueprintRules.UnknownKey.At(
                    path,
                    $"'{key}' is no option of {choice.Id}.",
                    known.Count == 0 ? "It has no options: remove it." : $"Known are {string.Join(", ", known.Keys)}."
                );
            else if (Value(property, text) is not { } value)
                yield return BlueprintRules.WrongType.At(path, $"'{path}' can't be '{text}'.", $"Write {Expected(property.PropertyType)}.");
            else if (property.GetCustomAttributes<ValidationAttribute>().FirstOrDefault(bound => !bound.IsValid(value)) is { } broken)
                yield return BlueprintRules.OutOfRange.At(path, $"'{path}' can't be '{text}'.", broken.FormatErrorMessage(key));
        }
    }

    private static object? Value(PropertyInfo property, string text)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(string))
            return text;
        if (type == typeof(bool))
            return bool.TryParse(text, out var flag) ? flag : null;
        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;
        if (type == typeof(decimal))
            return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
        return Enum.GetValues(type).Cast<Enum>().FirstOrDefault(value => YamlNames.Of(value) == text);
    }

    private static string Expected(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(bool) ? "true or false"
            : plain.IsEnum ? "one of " + string.Join(", ", Enum.GetValues(plain).Cast<Enum>().Select(YamlNames.Of))
            : plain == typeof(string) ? "a text"
            : "a number";
    }
}
