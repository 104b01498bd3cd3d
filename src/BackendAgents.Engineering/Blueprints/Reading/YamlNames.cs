using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>How the model's members are written in YAML: keys in camel case, values of enums in kebab case.</summary>
internal static class YamlNames
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, PropertyInfo>> s_properties = [];

    /// <summary>
    /// The properties of a record by key, in the order in which they are declared; internal ones, too, for parts of the form that have no
    /// public type.
    /// </summary>
    public static IReadOnlyDictionary<string, PropertyInfo> Properties(Type type) => s_properties.GetOrAdd(type, static found => found
                .GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
                .Where(static property => property is { CanWrite: true, GetMethod: { IsPublic: true } or { IsAssembly: true } })
                // What is derived has no form.
                .Where(static property => !property.IsDefined(typeof(JsonIgnoreAttribute)))
                .OrderBy(static property => property.MetadataToken)
                .ToDictionary(static property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..], StringComparer.Ordinal));

    /// <summary>The value as YAML writes it.</summary>
    public static string Of(Enum value) => Conventions.Kebab(value.ToString());
}
