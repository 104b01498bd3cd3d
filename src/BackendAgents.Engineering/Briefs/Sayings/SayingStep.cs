using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>
/// Declares the behaviour that whole sentences say: 'a seat cannot be reserved twice', 'the manager sees the revenue per month'. Behaviour
/// that the model can't have is left out, and its sentence stays open.
/// </summary>
internal static class SayingStep
{
    private const int MaxLength = 240;

    // How far back 'it' refers.
    private const int Back = 3;
    private const string Given = "given";
    private const string Passwords = "feature passwords";

    private static readonly Dictionary<string, Func<SayingModel, Said, Declared?>> s_kinds = new(StringComparer.Ordinal)
    {
        ["unique"] = UniqueSaying.Declare,
        ["capacity"] = CapacitySaying.Declare,
        ["overlap"] = OverlapSaying.Declare,
        ["floor"] = FieldSaying.Floor,
        ["sum"] = FieldSaying.Sum,
        ["copy"] = FieldSaying.Copy,
        ["take"] = StockSaying.Take,
        ["give"] = StockSaying.Give,
        ["window"] = GuardSaying.Window,
        ["closed"] = GuardSaying.Closed,
        ["report"] = ReportSaying.Declare,
        ["nothing"] = static (_, _) => null,
        ["count"] = FieldSaying.Count,
        ["calls"] = LimitSaying.Calls,
        ["rows"] = LimitSaying.Rows,
        ["list"] = ListSaying.Declare,
        ["sort"] = SortSaying.Declare,
        ["initial"] = FieldSaying.Initial,
        ["upload"] = UploadSaying.Declare,
        ["cache"] = CacheSaying.Declare,
        ["event"] = EventSaying.Publish,
        ["told"] = EventSaying.Told,
        ["token"] = ListSaying.Token,
        ["login"] = LoginSaying.Declare,
        ["logout"] = LogoutSaying.Declare,
        ["cascade"] = DeletionSaying.Cascades,
        ["keep"] = DeletionSaying.Keeps,
        ["transfer"] = TransferSaying.Declare,
        [Given] = static (_, _) => null,
    };

    public static Blueprint Apply(Draft draft, IReadOnlyList<FactSentence> sentences, Blueprint blueprint)
    {
        blueprint = SessionsStep.Apply(draft, KeysStep.Apply(draft, UsualStep.Apply(draft, sentences, blueprint)));
        foreach (var sentence in sentences.Where(static sentence => sentence.Text.Length <= MaxLength))
        {
            if (Declared(draft, sentence, blueprint) is not var (kind, declared))
                continue;
            blueprint = declared.Blueprint;
            foreach (var element in declared.Elements)
                draft.Note(sentence.Number, element);
            draft.Assumptions.AddRange(declared.Assumptions);
            draft.Note(sentence.Number, $"{Behaves}{kind}");
        }

        return blueprint;
    }

    // By what a sentence says as a whole, else by its words.
    private static (string Kind, Declared Declared)? Declared(Draft draft, FactSentence sentence, Blueprint blueprint)
    {
        foreach (var saying in SayingFile.Instance.Sayings)
        {
            var it = Spoken(draft, blueprint, sentence.Number);
            if (
                Matches(saying, sentence)
                    .Select(match => Declare(saying, new SayingModel(blueprint), new Said(match) { It = it }))
                    .FirstOrDefault(static found => found is not null && BlueprintValidator.Validate(found.Blueprint).Count == 0) is
                { } declared
            )
                return (saying.Kind, declared);
        }

        return GivenOf(sentence, new SayingModel(blueprint)) is { } given ? (Given, given) : null;
    }

    // Tests that the service keeps are not those of its code.
    private static Declared? GivenOf(FactSentence sentence, SayingModel model)
    {
        if (sentence.IsHeading)
            return null;
        var asked = GivenFile.Instance.Read(sentence.Text);
        return
            asked.Count == 0
            || asked.Any(feature => feature.Accounts && model.Account is null)
            || GivenFile.Instance.Own(asked, sentence.Text).Any(word => model.Entity(word) is { } thing && thing != model.Account)
            ? null
            : new Declared(model.Blueprint, [.. asked.Select(static feature => feature.Element).Distinct()]);
    }

    // What all services have needs accounts where it is about them.
    private static Declared? Declare(Saying saying, SayingModel model, Said said) =>
        saying.Kind != Given ? s_kinds[saying.Kind](model, said)
        : saying.Element == Passwords && model.Account is null ? null
        : new Declared(model.Blueprint, saying.Element);

    /// <summary>Whether a sentence says by its words what must not or does happen, whatever the model can have of it.</summary>
    public static bool IsRule(FactSentence sentence) =>
        sentence.Text.Length <= MaxLength
        && (
            SayingFile.Instance.Sayings.Exists(saying =>
                saying.Kind is not ("report" or "list" or "token" or "count" or "login") && Matches(saying, sentence).Any()
            ) || IsOfAll(sentence)
        );

    // What says that people log in says that there are accounts.
    private static bool IsOfAll(FactSentence sentence) =>
        GivenFile.Instance.Read(sentence.Text) is { Count: > 0 } asked && !asked.Any(static feature => feature.Accounts);

    /// <summary>
    /// What a rule speaks of by which a thing is taken once: the thing, for what, empty when that isn't said, and the record by which it is
    /// taken. Null when a sentence is no such rule.
    /// </summary>
    public static (string Thing, string Per, string Record)? Taken(FactSentence sentence)
    {
        if (sentence.Text.Length > MaxLength)
            return null;
        foreach (var saying in SayingFile.Instance.Sayings.Where(static saying => saying.Kind == "unique"))
        {
            foreach (var said in Matches(saying, sentence).Select(static match => new Said(match)))
            {
                var verb = said["taken"].Length > 0 ? said["taken"] : said["take"];
                if (said["thing"].Length > 0 && SayingFile.Instance.Records.TryGetValue(verb, out var record))
                    return (said["thing"], said["per"], record);
            }
        }

        return null;
    }

    /// <summary>The figures for which a sentence asks a report.</summary>
    public static IEnumerable<string> Reported(FactSentence sentence) =>
        sentence.Text.Length > MaxLength
            ? []
            : SayingFile
                .Instance.Sayings.Where(static saying => saying.Kind == "report")
                .SelectMany(saying => Matches(saying, sentence))
                .Select(static match => match.Groups["figures"].Value);

    // As it was written, or in plainer words.
    private static IEnumerable<Match> Matches(Saying saying, FactSentence sentence)
    {
        if (saying.Match(Bare(sentence.Text)) is { } written)
            yield return written;
        if (sentence.Plain != sentence.Text && saying.Match(Bare(sentence.Plain)) is { } plain)
            yield return plain;
    }

    // The only thing that the sentences just before speak of.
    private static Entity? Spoken(Draft draft, Blueprint blueprint, int sentence)
    {
        for (var before = sentence - 1; before >= Math.Max(1, sentence - Back); before--)
        {
            if (!draft.Trace.TryGetValue(before, out var elements))
                continue;
            var things = blueprint
                .Entities.Where(entity => entity.Id != blueprint.Authentication.Account && elements.Contains("entity " + entity.Id))
                .ToList();
            if (things.Count > 0)
                return things.Count == 1 ? things[0] : null;
        }

        return null;
    }

    private static string Bare(string sentence) => sentence.Trim().TrimEnd('.', '!', ';', ':').TrimEnd();

    /// <summary>What the trace of a sentence has when all of it is declared behaviour.</summary>
    public const string Behaves = "behaviour ";

    /// <summary>Whether a sentence says what every delivered service does, and its delivered tests try.</summary>
    public static bool IsGiven(IEnumerable<string> elements) => elements.Contains(Behaves + Given);

    /// <summary>Whether all of a sentence is declared behaviour.</summary>
    public static bool IsWhole(IEnumerable<string> elements) =>
        elements.Any(static element => element.StartsWith(Behaves, StringComparison.Ordinal));
}

/// <summary>A blueprint with what a saying declares, and the elements that do it, as kind and id.</summary>
internal sealed record Declared(Blueprint Blueprint, params IReadOnlyList<string> Elements)
{
    /// <summary>What it adds that the sentence doesn't say.</summary>
    public IReadOnlyList<Assumption> Assumptions { get; init; } = [];
}
