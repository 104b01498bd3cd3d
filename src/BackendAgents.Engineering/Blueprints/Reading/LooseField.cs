using System.Collections.Frozen;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>Types as databases and languages call them, and columns that every entity has anyhow.</summary>
internal static partial class LooseField
{
    private static readonly FrozenDictionary<string, string> s_types = new Dictionary<string, string>
    {
        ["varchar"] = "string",
        ["nvarchar"] = "string",
        ["char"] = "string",
        ["character varying"] = "string",
        ["str"] = "string",
        ["longtext"] = "text",
        ["clob"] = "text",
        ["markdown"] = "text",
        ["integer"] = "int",
        ["int32"] = "int",
        ["smallint"] = "int",
        ["bigint"] = "long",
        ["int64"] = "long",
        ["numeric"] = "decimal",
        ["float"] = "double",
        ["real"] = "double",
        ["double precision"] = "double",
        ["boolean"] = "bool",
        ["datetime"] = "timestamp",
        ["datetimeoffset"] = "timestamp",
        ["timestamptz"] = "timestamp",
        ["instant"] = "timestamp",
        ["date-time"] = "timestamp",
        ["dateonly"] = "date",
        ["timeonly"] = "time",
        ["guid"] = "uuid",
        ["jsonb"] = "json",
        ["object"] = "json",
        ["bytea"] = "binary",
        ["blob"] = "binary",
        ["bytes"] = "binary",
        ["uri"] = "url",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text is a type, as documented or by another of its names.</summary>
    public static bool IsType(string? text) =>
        text is not null
        && Written().Match(text) is { Success: true } parts
        && (
            s_types.ContainsKey(parts.Groups["word"].Value)
            || LooseShape.Documented(typeof(FieldType), parts.Groups["word"].Value) is not null
        );

    public static void Read(YamlMappingNode field, LooseReader reader, string path)
    {
        foreach (var word in (string[])["nullable", "optional"])
        {
            if (
                YamlMaps.TextOf(field, word)?.ToLowerInvariant() is not ("true" or "false" or "yes" or "no")
                || YamlMaps.Get(field, "required") is not null
            )
                continue;
            var required = YamlMaps.TextOf(field, word)!.ToLowerInvariant() is "false" or "no" ? "true" : "false";
            reader.Note(path, $"'{word}' is read as required: {required}.");
            YamlMaps.Remove(field, word);
            YamlMaps.Set(field, "required", required);
        }

        if (YamlMaps.TextOf(field, "type") is not { } type || Written().Match(type) is not { Success: true } parts)
            return;
        var called = parts.Groups["word"].Value;
        var known = s_types.GetValueOrDefault(called) ?? LooseShape.Documented(typeof(FieldType), called);
        if (known is null || known == type)
            return;
        var numbers = parts.Groups["number"].Captures.Select(static number => number.Value).ToList();
        if (numbers.Count > 0 && !Bounds(field, known, numbers))
            return;
        YamlMaps.Set(field, "type", known);
        if (parts.Groups["mark"].Value is { Length: > 0 } mark)
            YamlMaps.Fill(field, "required", mark == "!" ? "true" : "false");
        reader.Note(path + ".type", $"'{YamlMaps.Short(type)}' is read as {known}.");
    }

    // varchar(30), decimal(10, 2).
    private static bool Bounds(YamlMappingNode field, string type, List<string> numbers)
    {
        if (type is "string" or "text" or "binary" && numbers.Count == 1)
        {
            YamlMaps.Fill(field, "maxLength", numbers[0]);
            return true;
        }

        if (type != "decimal" || numbers.Count > 2)
            return false;
        YamlMaps.Fill(field, "precision", numbers[0]);
        if (numbers.Count == 2)
            YamlMaps.Fill(field, "scale", numbers[1]);
        return true;
    }

    /// <summary>A comparison in a line: <c>startsAt &lt; endsAt</c>, <c>price &gt;= 0</c>.</summary>
    public static void Check(YamlMappingNode check, LooseReader reader, string path)
    {
        if (YamlMaps.TextOf(check, "check") is not { } text || Comparison().Match(text) is not { Success: true } parts)
            return;
        var right = parts.Groups["right"].Value;
        YamlMaps.Remove(check, "check");
        YamlMaps.Fill(check, "left", parts.Groups["left"].Value);
        YamlMaps.Fill(check, "operator", LooseShape.Documented(typeof(Comparison), parts.Groups["operator"].Value)!);
        YamlMaps.Fill(check, char.IsLetter(right[0]) && right is not ("true" or "false") ? "right" : "value", right);
        reader.Note(path, $"'{YamlMaps.Short(text)}' is read as a check.");
    }

    /// <summary>Leaves out what every entity has by itself, and what a relation or authentication brings.</summary>
    public static void Complete(YamlMappingNode root, LooseReader reader)
    {
        var account = YamlMaps.Get(root, "authentication") is YamlMappingNode given ? YamlMaps.TextOf(given, "account") : null;
        var enums = YamlMaps.Items(root, "enums").Select(static type => YamlMaps.TextOf(type, "name")).OfType<string>().ToList();
        var entities = new EntityNames(root);
        var keys = YamlMaps
            .Items(root, "relations")
            .ToLookup(
                relation => entities.Find(YamlMaps.TextOf(relation, "to")),
                static relation => YamlMaps.TextOf(relation, "name") + "Id",
                (IEqualityComparer<YamlMappingNode?>)ReferenceEqualityComparer.Instance
            );
        foreach (var (entity, path) in LooseNames.Each(root, "entities"))
        {
            if (YamlMaps.ListOf(entity, "fields") is not { } fields)
                continue;
            var name = YamlMaps.TextOf(entity, "name") ?? "";
            var foreign = keys[entity].ToHashSet(StringComparer.Ordinal);
            var isAccount = ReferenceEquals(entities.Find(account), entity);
            foreach (var field in fields.Children.OfType<YamlMappingNode>().ToList())
            {
                var called = YamlMaps.TextOf(field, "name") ?? "";
                var type = YamlMaps.TextOf(field, "type") ?? "";
                if (LooseEntities.Find(enums, type) is { } listed && YamlMaps.Get(field, "enum") is null)
                {
                    reader.Note(path, $"The type '{type}' of {called} is read as the enum {listed}.");
                    YamlMaps.Set(field, "type", "enum");
                    YamlMaps.Set(field, "enum", listed);
                }

                var why =
                    called is "id" or "createdAt" or "updatedAt" ? "every entity has it"
                    : foreign.Contains(called) && type is "uuid" or "string" or "long" or "int" or "" ? "the relation brings it"
                    : isAccount && called is "password" or "passwordHash" or "role" ? "authentication brings it"
                    : null;
                if (why is null)
                    continue;
                reader.Note(path, $"The field {called} of {name} is left out: {why}.");
                fields.Children.Remove(field);
            }
        }
    }

    [GeneratedRegex(
        @"^\s*(?<word>[A-Za-z][A-Za-z0-9 -]*?)\s*(?:\(\s*(?<number>\d{1,9})\s*(?:,\s*(?<number>\d{1,9})\s*)?\))?\s*(?<mark>[!?]?)\s*$"
    )]
    private static partial Regex Written();

    [GeneratedRegex(@"^\s*(?<left>[A-Za-z]\w*)\s*(?<operator><=|>=|==|!=|<>|=|<|>)\s*(?<right>-?[\w.:+-]+)\s*$")]
    private static partial Regex Comparison();
}
