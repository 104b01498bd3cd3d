using BackendAgents.Engineering.Blueprints;
using CsCheck;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>
/// Whatever the text: a valid blueprint, or problems that say why there is none; never an exception, never text that escapes.
/// </summary>
public sealed class BriefReaderPropertyTests
{
    private static readonly string[] s_words =
    [
        "users",
        "customers",
        "each",
        "order",
        "orders",
        "product",
        "products",
        "have",
        "has",
        "a",
        "an",
        "the",
        "and",
        "or",
        "can",
        "only",
        "see",
        "their",
        "own",
        "create",
        "manage",
        "with",
        "name",
        "price",
        "status",
        "(",
        ")",
        ":",
        ",",
        ".",
        ";",
        "-",
        "\n- ",
        "\n# ",
        "\n1. ",
        "admins",
        "is",
        "are",
        "must",
        "be",
        "unique",
        "optional",
        "from",
        "to",
        "1",
        "5",
        "1000",
        "requests",
        "per",
        "second",
        "many",
        "belongs",
        "belong",
        "to",
        "book",
        "books",
        "field",
        "class",
        "event",
        "string",
        "type",
        "object",
        "namespace",
        "task",
        "id",
        "user",
        "admin",
        "password",
        "follow",
        "each",
        "other",
        "approved",
        "cancelled",
        "pending",
        "by",
        "that",
        "which",
        "who",
        "assigned",
        "reviews",
        "rating",
        "review",
        "children",
        "parent",
        "sub-categories",
        "categories",
        "drivers",
        "driver",
        "route",
        "when",
        "if",
        "whether",
        "not",
        "cannot",
        "delete",
        "nobody",
        "login",
        "without",
        "everything",
        "do",
        "C#",
        "PostgreSQL",
        "99.9%",
        "ms",
        "300",
        "../..",
        "'); DROP TABLE",
        "<script>",
        "\u6F22\u5B57",
        "\uD800",
        "e.g.",
        "w/",
        "i",
        "we",
        "as",
        "want",
        "month",
        "\"x\"",
        "items",
        "item",
        "order's",
        "tickets",
        "venue",
        "invoice",
        "tenants",
    ];

    private static readonly Gen<string> s_sentences = Gen.Int[0, s_words.Length - 1]
        .Array[0, 60]
        .Select(static picks => string.Join(" ", picks.Select(static pick => s_words[pick])));

    // The words of the real briefs, in runs of one to nine that stand together there: whole phrases out of place, and sentences cut short.
    private static readonly string[] s_spoken =
    [
        .. Directory
            .GetFiles(Path.Combine(AppContext.BaseDirectory, "Briefs", "Cases"), "*.md")
            .Order(StringComparer.Ordinal)
            .SelectMany(static file => File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];

    private static readonly Gen<string> s_mixtures = Gen.Select(Gen.Int[0, s_spoken.Length - 10], Gen.Int[1, 9])
        .Array[0, 40]
        .Select(static runs => string.Join(" ", runs.SelectMany(static run => s_spoken.Skip(run.Item1).Take(run.Item2))));

    // How many times as many samples are drawn: 1 in CI, more on demand.
    private static readonly int s_scale = int.TryParse(Environment.GetEnvironmentVariable("BACKEND_AGENTS_FUZZ"), out var scale)
        ? Math.Max(scale, 1)
        : 1;

    [Test]
    public void Any_run_of_words_gives_a_valid_blueprint_or_problems() => s_sentences.Sample(Check, iter: 300 * s_scale);

    [Test]
    public void Any_text_gives_a_valid_blueprint_or_problems() => Gen.String.Sample(Check, iter: 100 * s_scale);

    [Test]
    public void Any_mixture_of_real_briefs_gives_a_valid_blueprint_or_problems() => s_mixtures.Sample(Check, iter: 100 * s_scale);

    private static bool Check(string brief)
    {
        var reading = BriefReader.Read(brief);
        if (reading.Blueprint is not { } blueprint)
            return reading.Problems.Count > 0 && reading.Problems.All(static problem => problem.Remedy.Length > 0);
        return reading.Problems.Count == 0
            && BlueprintValidator.Validate(blueprint).Count == 0
            && BlueprintYaml.Parse(BlueprintYaml.Write(blueprint)).Succeeded
            && reading.Trace.All(static sentence => sentence.Elements.Count > 0 || sentence.Reason is not null);
    }
}
