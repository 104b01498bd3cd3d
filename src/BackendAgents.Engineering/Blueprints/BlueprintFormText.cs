using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BackendAgents.Engineering.Blueprints.Reading;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>Writes the sections of <see cref="BlueprintForm"/> from the records and what their documentation says.</summary>
internal static partial class BlueprintFormText
{
    /// <summary>A section for each record that a blueprint is made of, by the key under which it stands.</summary>
    /// <param name="documentation">The documentation file of the compiler.</param>
    public static string Write(XDocument documentation)
    {
        var words = documentation
            .Descendants("member")
            .ToDictionary(
                static member => member.Attribute("name")!.Value,
                static member => member.Element("summary"),
                StringComparer.Ordinal
            );
        var text = new StringBuilder(
            "# The form of a blueprint\n\nGenerated from the records that `backend.yaml` is read into; the tests fail when it drifts. "
                + "Set `UPDATE_GENERATED=1` to write it anew.\nAn example is in the answer of the function `blueprint-form`.\n"
        );
        var seen = new HashSet<Type>();
        var open = new Queue<(string Name, Type Type)>([("blueprint", typeof(Blueprint))]);
        while (open.TryDequeue(out var section))
        {
            if (!seen.Add(section.Type))
                continue;
            text.Append($"\n## {section.Name}\n\n{Words(words, "T:" + section.Type.FullName)}\n\n");
            var plain = Activator.CreateInstance(section.Type);
            foreach (var (key, property) in YamlNames.Properties(section.Type))
            {
                var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
                var item =
                    type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;
                var needed = key != "id" && property.IsDefined(typeof(RequiredMemberAttribute), inherit: false) ? ", required" : "";
                var preset =
                    !needed.StartsWith(',') && property.GetValue(plain) is { } value && Preset(value) is { Length: > 0 } said
                        ? $", default {said}"
                        : "";
                text.Append($"- `{key}` ({Type(item ?? type, item is not null)}{needed}{preset}): ");
                text.Append(Meaning(words, property)).Append('\n');
                var inner = item ?? type;
                if (
                    inner is { IsClass: true, IsGenericType: false }
                    && inner != typeof(string)
                    && inner.Assembly == typeof(Blueprint).Assembly
                )
                    open.Enqueue((seen.Count > 1 && IsTaken(key) ? $"{section.Name}.{key}" : key, inner));
            }

            bool IsTaken(string key) =>
                open.Any(waiting => waiting.Name == key) || text.ToString().Contains($"\n## {key}\n", StringComparison.Ordinal);
        }

        return text.ToString();
    }

    private static string Type(Type type, bool many)
    {
        var name =
            type.IsEnum ? string.Join(" | ", Enum.GetValues(type).Cast<Enum>().Select(YamlNames.Of))
            : type == typeof(string) ? "text"
            : type == typeof(bool) ? "true | false"
            : type == typeof(int) || type == typeof(long) ? "integer"
            : type == typeof(decimal) ? "number"
            : type.IsGenericType || type == typeof(TimeSpan) || type == typeof(DateTimeOffset) ? "text"
            : "mapping";
        return many ? $"list of {name}" : name;
    }

    private static string Preset(object value) =>
        value switch
        {
            bool flag => flag ? "true" : "",
            string text => text,
            Enum named => YamlNames.Of(named),
            int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => "",
        };

    // A property that inherits its words is told by one of the same name.
    private static string Meaning(Dictionary<string, XElement?> words, PropertyInfo property)
    {
        var own = Words(words, $"P:{property.DeclaringType!.FullName}.{property.Name}");
        return own.Length > 0
            ? own
            : words
                .Keys.Where(key =>
                    key.StartsWith("P:" + typeof(Blueprint).Namespace, StringComparison.Ordinal)
                    && key.EndsWith("." + property.Name, StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal)
                .Select(key => Words(words, key))
                .FirstOrDefault(static text => text.Length > 0)
                ?? "";
    }

    private static string Words(Dictionary<string, XElement?> words, string member)
    {
        if (words.GetValueOrDefault(member.Replace('+', '.')) is not { } summary)
            return "";
        var text = string.Concat(
            summary
                .Nodes()
                .Select(static node =>
                    node switch
                    {
                        XText plain => plain.Value,
                        XElement { Name.LocalName: "see" } see => "'" + Key(see.Attribute("cref")?.Value ?? "") + "'",
                        XElement element => element.Value,
                        _ => "",
                    }
                )
        );
        return Space().Replace(text, " ").Trim();
    }

    private static string Key(string reference)
    {
        var name = reference[(reference.LastIndexOf('.') + 1)..];
        return name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
