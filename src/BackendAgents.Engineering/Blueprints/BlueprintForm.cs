using System.Text;
using BackendAgents.Engineering.Blueprints.Reading;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// What a blueprint looks like, for whoever writes one: an annotated example, and each section with its keys. The sections come from the
/// records that the reader binds, with their own words, so a new part of the form is told of by itself.
/// </summary>
internal static class BlueprintForm
{
    private static readonly Lazy<string> s_example = new(static () => Resource("blueprint-example.yaml"));
    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_sections = new(static () => Split(Resource("blueprint-form.md")));

    /// <summary>The annotated example; a valid blueprint.</summary>
    public static string Example => s_example.Value;

    /// <summary>The names of sections, in the order of the form.</summary>
    public static IReadOnlyList<string> Sections => [.. s_sections.Value.Keys];

    /// <summary>The example, with what it leaves out named, so that it can be asked for.</summary>
    public static string Short { get; } =
        $"""
            {Example}
            # types of fields: {Values(typeof(FieldType))}
            # kinds of operations: {Values(typeof(OperationKind))}
            # also at the top: {string.Join(", ", YamlNames.Properties(typeof(Blueprint)).Keys.Where(static key => !Has(key)))}
            # sections of blueprint-form: {string.Join(", ", Sections)}
            """;

    /// <summary>One section with its keys and their meaning; the short form for no section; null when there is none of that name.</summary>
    public static string? Of(string? section) =>
        string.IsNullOrWhiteSpace(section) ? Short
        : s_sections.Value.TryGetValue(section.Trim(), out var exactly) ? exactly
        : s_sections
            .Value.FirstOrDefault(pair => LooseEntities.Find([pair.Key, Conventions.Singular(pair.Key)], section) is not null)
            .Value;

    /// <summary>What is in a blueprint, and in words how things belong together, as far as it was not so before.</summary>
    public static string Describe(Blueprint blueprint, Blueprint? before = null)
    {
        const int Most = 40;
        var text = new StringBuilder();
        text.Append(
            $"{blueprint.Entities.Count} {(blueprint.Entities.Count == 1 ? "entity" : "entities")}, "
                + $"{Count(blueprint.Relations.Count, "relation")}, {Count(blueprint.Operations.Count, "operation")}, "
                + $"{Count(blueprint.Roles.Count, "role")}"
        );
        var told = Sentences(blueprint)
            .Where(pair => before?.Relations.Contains(pair.Relation) != true)
            .Select(static pair => pair.Sentence)
            .ToList();
        if (told.Count > 0)
            text.Append(". As written: ")
                .AppendJoin("; ", told.Take(Most))
                .Append(told.Count > Most ? $"; and {told.Count - Most} more" : "");
        return text.ToString();
    }

    /// <summary>Each relation as it is read aloud.</summary>
    public static IEnumerable<(Relation Relation, string Sentence)> Sentences(Blueprint blueprint)
    {
        var names = blueprint.Entities.ToDictionary(static entity => entity.Id, static entity => entity.Name);
        return blueprint.Relations.Select(relation => (relation, RelationSentence.Of(relation, id => names[id])));
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static bool Has(string key) => Example.Contains("\n" + key + ":", StringComparison.Ordinal);

    private static string Values(Type type) => string.Join(", ", Enum.GetValues(type).Cast<Enum>().Select(YamlNames.Of));

    private static Dictionary<string, string> Split(string markdown) =>
        markdown
            .Split("\n## ", StringSplitOptions.None)
            .Skip(1)
            .ToDictionary(static part => part[..part.IndexOf('\n', StringComparison.Ordinal)], static part => part.Trim());

    private static string Resource(string name)
    {
        using var stream = typeof(BlueprintForm).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
