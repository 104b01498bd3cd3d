using System.Globalization;
using System.Text.Json;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>What a part of a blueprint looks like, for messages: with the writer's own words where there are some.</summary>
internal static class Expected
{
    /// <summary>A value of a type as it is written.</summary>
    public static string Example(Type type, string key = "")
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsGenericType)
            return $"[{Example(plain.GetGenericArguments()[0], key)}]";
        if (plain.IsEnum)
            return YamlNames.Of((Enum)Enum.GetValues(plain).GetValue(0)!);
        if (plain == typeof(bool))
            return "true";
        if (plain == typeof(int) || plain == typeof(decimal) || plain == typeof(long))
            return "1";
        if (plain == typeof(string))
            return Text(key);
        return Record(plain, null, "").Form;
    }

    /// <summary>The values of a closed list, to follow an example; nothing for other types.</summary>
    public static string Values(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } values
            ? $" (one of {string.Join(", ", Enum.GetValues(values).Cast<Enum>().Select(YamlNames.Of))})"
            : "";

    /// <summary>The keys of a record, those that it needs first.</summary>
    public static string Keys(Type type) => string.Join(", ", YamlNames.Properties(type).Keys.Where(static key => key != "id").Take(12));

    /// <summary>A record as it is written, and the edits that write it, from a text that stands in its place.</summary>
    public static (string Form, string? Edits) Record(Type type, string? text, string path)
    {
        var word =
            text is { Length: > 0 and <= 60 } && text.All(static c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ') ? text : null;
        return type.Name switch
        {
            nameof(AccessRule) => ("{ role: admin, scope: any }", null),
            nameof(Field) => Field(word, path),
            nameof(Relation) => ("{ relation: each comment belongs to one post }, " + RelationSentence.Forms, null),
            nameof(Operation) => ($"{{ name: {word ?? "listPosts"}, entity: Post, kind: list, access: [{{ role: member }}] }}", null),
            nameof(Entity) => ("{ name: Post, fields: [{ name: title, type: string, maxLength: 200 }] }", null),
            nameof(Transition) => ($"{{ field: status, from: [open], to: {word ?? "closed"} }}", null),
            nameof(CheckConstraint) => ("{ left: startsAt, operator: less, right: endsAt }, or startsAt < endsAt", null),
            nameof(EnumType) => ($"{{ name: {word ?? "OrderStatus"}, values: [pending, paid] }}", null),
            nameof(ServiceInfo) => ("{ name: social-media, title: Social media }", null),
            nameof(Authentication) => ("{ kind: jwt, account: User, login: email, defaultRole: member }", null),
            nameof(LoginProvider) => ($"{{ name: {word ?? "google"} }}", null),
            nameof(Targets) => ("{ requestsPerSecond: 200, latencyP95Milliseconds: 200 }", null),
            _ => ("{ " + string.Join(", ", YamlNames.Properties(type).Take(4).Select(static pair => $"{pair.Key}: …")) + " }", null),
        };
    }

    /// <summary>The digits of a text, as a number.</summary>
    public static string Number(string text)
    {
        var digits = new string([.. text.Where(static c => char.IsAsciiDigit(c) || c == '.')]).Trim('.');
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? Math.Round(number).ToString(CultureInfo.InvariantCulture)
            : "1";
    }

    /// <summary>What a type means that is none here.</summary>
    public static string Hint(Type values, string text) =>
        values != typeof(FieldType) ? ""
        : text.Contains('[', StringComparison.Ordinal) || text.StartsWith("list", StringComparison.OrdinalIgnoreCase)
            ? " A list is an entity of its own, each belonging to this one; or type json."
        : text.Equals("number", StringComparison.OrdinalIgnoreCase) ? " A count is int, an amount of money is money, a measure is decimal."
        : " A reference to another entity is a relation: 'relation: each comment belongs to one post'.";

    private static (string Form, string? Edits) Field(string? name, string path) =>
        (
            $"{{ name: {name ?? "title"}, type: string, maxLength: 200 }}",
            name is null
                ? null
                : ProblemEdit.Set(path, $"{{\"name\":{JsonSerializer.Serialize(name)},\"type\":\"string\",\"maxLength\":200}}")
        );

    private static string Text(string key) =>
        key switch
        {
            "name" => "title",
            "entity" or "from" or "account" => "Post",
            "to" => "Comment",
            "inverse" => "comments",
            "title" => "\"Social media\"",
            "text" => "\"Members lend books.\"",
            _ => "…",
        };
}
