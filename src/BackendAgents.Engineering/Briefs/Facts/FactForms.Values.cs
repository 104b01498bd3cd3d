using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Facts;

/// <content>Values and properties of which the forms are made.</content>
internal static partial class FactForms
{
    public static FactForm? Of(string kind) => All.FirstOrDefault(form => form.Kind == kind);

    private static TechnologyFact Technology(int sentence, string name)
    {
        var known = name.ToLowerInvariant();
        return new TechnologyFact(sentence, known, KnowledgeBase.Instance.Technology(known) ?? "requested");
    }

    // What is no deed is left out: a fact says no more than is understood of it.
    private static IReadOnlyList<Deed> Deeds(IReadOnlyList<string> names) =>
        [.. names.Where(s_deeds.Contains).Select(static name => Enum.Parse<Deed>(name, ignoreCase: true))];

    private static FactNoun Noun(FactValues values) =>
        new()
        {
            Words = values.Text("name")!.Split(' '),
            Plural = values.Flag("plural"),
            Type = values.Text("type") is null ? null : values.Enum<FieldType>("type"),
            Values = values.Texts("values"),
            Parts = values.Texts("parts"),
            Alternatives = values.Flag("oneOfParts"),
            Bounds = BoundsIn(values),
        };

    private static Bounds? BoundsIn(FactValues values)
    {
        var bounds = new Bounds
        {
            Min = values.Number("min"),
            Max = values.Number("max"),
            MinLength = values.Whole("minLength"),
            MaxLength = values.Whole("maxLength"),
            Digits = values.Whole("digits"),
            Precision = values.Whole("precision"),
            Scale = values.Whole("scale"),
            Required = values.Choice("required"),
            Unique = values.Flag("unique"),
            Default = values.Text("default"),
            Unit = values.Text("unit"),
            Flag = values.Flag("yesOrNo"),
        };
        return bounds == new Bounds() ? null : bounds;
    }

    private static IEnumerable<(string Key, object? Value)> BoundsOf(Bounds? bounds) =>
        bounds is null
            ? []
            :
            [
                ("min", bounds.Min),
                ("max", bounds.Max),
                ("minLength", bounds.MinLength),
                ("maxLength", bounds.MaxLength),
                ("digits", bounds.Digits),
                ("precision", bounds.Precision),
                ("scale", bounds.Scale),
                ("required", bounds.Required),
                ("unique", bounds.Unique),
                ("default", bounds.Default),
                ("unit", bounds.Unit),
                ("yesOrNo", bounds.Flag),
            ];

    private static FactProperty Name(string key, string meaning, bool required = false) =>
        new(key, FactShape.Name, meaning) { Required = required };

    private static FactProperty Field(string key, string meaning) => new(key, FactShape.Field, meaning) { Required = true };

    private static FactProperty Text(string key, string meaning, bool required = false) =>
        new(key, FactShape.Text, meaning) { Required = required };

    private static FactProperty Texts(string key, string meaning) => new(key, FactShape.Texts, meaning);

    private static FactProperty Flag(string key, string meaning) => new(key, FactShape.Flag, meaning);

    private static FactProperty Whole(string key, string meaning) => new(key, FactShape.Whole, meaning);

    private static FactProperty Number(string key, string meaning) => new(key, FactShape.Number, meaning);

    private static FactProperty Choice(string key, string meaning, IReadOnlyList<string> choices) =>
        new(key, FactShape.Choice, meaning) { Required = true, Choices = choices };
}
