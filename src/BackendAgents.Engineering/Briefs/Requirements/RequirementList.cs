using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Validation;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Judgement;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Engineering.Briefs.Sayings;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Briefs.Requirements;

/// <summary>
/// Makes one requirement of each sentence. It is placed only when what the sentence says is in the blueprint: a rule, a figure, a
/// message, a
/// schedule or a technology is not placed by the existence of its nouns.
/// </summary>
internal static partial class RequirementList
{
    private const int Most = RequirementValidation.Most - 1;

    private const int MostBeside = 8;

    private static readonly HashSet<string> s_negations = new(StringComparer.Ordinal)
    {
        "no",
        "not",
        "never",
        "without",
        "don't",
        "doesn't",
        "already",
        "now",
        "moment",
        "today",
        "currently",
        // Who logs in how is more than by what channel a code comes.
        "log",
        "login",
        "sign",
        // One of several providers is not all of them, and some of the people are not all.
        "only",
        "google",
        "microsoft",
        "gitlab",
    };

    private static readonly string[] s_told = ["job", "notification", "operation"];

    public static IReadOnlyList<Requirement> Make(Draft draft, IReadOnlyList<FactSentence> sentences, IReadOnlyList<BriefSentence> trace)
    {
        var facts = draft.Facts.ToLookup(static fact => fact.Sentence);
        var unplaced = draft.Unplaced.Distinct().ToLookup(static unplaced => unplaced.Sentence);
        var all = sentences
            .Zip(trace)
            .Where(pair => !pair.First.IsHeading && !facts[pair.First.Number].Any(static fact => fact is RemarkFact))
            .Select(pair => Make(pair.Second, pair.First.Plain, [.. facts[pair.First.Number]], [.. unplaced[pair.First.Number]]))
            .ToList();
        if (all.Count <= Most)
            return all;
        var rest = all.Skip(Most).Count(static requirement => requirement.IsUnmet);
        return
        [
            .. all.Take(Most),
            new Requirement
            {
                Id = "requirement-rest",
                Text = $"The {all.Count - Most} further sentences of the brief.",
                State = rest == 0 ? RequirementState.Placed : RequirementState.Open,
                Reason = rest == 0 ? "" : $"{rest} of them are open; docs/brief.md lists them.",
            },
        ];
    }

    private static Requirement Make(BriefSentence sentence, string plain, IReadOnlyList<Fact> facts, IReadOnlyList<Unplaced> unplaced)
    {
        var (kind, reasons) = (KindOf(facts), new List<string>());
        // Declared behaviour does all that a sentence says.
        if (SayingStep.IsWhole(sentence.Elements))
            return new Requirement
            {
                Id = $"requirement-{sentence.Number}",
                Text = Cut(sentence.Text),
                // Limits of all calls and logins by others are tried by delivered tests of their own.
                Kind =
                    SayingStep.IsGiven(sentence.Elements)
                    || sentence.Elements.Contains("feature limits")
                    || sentence.Elements.Contains(LoginSaying.Element)
                    || sentence.Elements.Contains(SayingStep.Behaves + "cache")
                        ? RequirementKind.Interface
                        : RequirementKind.Behaviour,
                State = RequirementState.Placed,
                Proof = [.. sentence.Elements.Where(IsElement).Take(100)],
            };
        // So does what asks for a mail.
        if (sentence.Elements.Any(static element => element.StartsWith("notification ", StringComparison.Ordinal)))
            return new Requirement
            {
                Id = $"requirement-{sentence.Number}",
                Text = Cut(sentence.Text),
                Kind = RequirementKind.Behaviour,
                State = RequirementState.Placed,
                Proof = [.. sentence.Elements.Where(static element => s_told.Contains(element.Split(' ')[0]))],
            };
        var declined = facts.OfType<DeclinedFact>().ToList();
        if (RequirementCue.Declined(sentence.Text) is { } channel && IsAbout(sentence.Text, [channel.Words], facts))
            return new Requirement
            {
                Id = $"requirement-{sentence.Number}",
                Text = Cut(sentence.Text),
                Kind = channel.Cue.Kind,
                State = RequirementState.Declined,
                Reason = $"'{channel.Words}': {channel.Cue.Reason}",
            };
        bool IsForPeople(string words) => declined.Exists(fact => fact.Text.Contains(words, StringComparison.OrdinalIgnoreCase));
        var beyond = Beyond(plain, facts);
        foreach (var cue in RequirementCue.All)
        {
            if (cue.Find(beyond) is not { } words || IsForPeople(words) || cue.Unless.Exists(said => Says(facts, said)))
                continue;
            if (reasons.Count == 0)
                kind = cue.Kind;
            reasons.Add($"'{words}': {cue.Reason}");
        }

        if (RequirementCue.Declined(sentence.Text) is { } mixed)
            reasons.Add($"'{mixed.Words}': {mixed.Cue.Reason}");
        var rest = unplaced.Where(open => !IsForPeople(open.Text)).ToList();
        // Where a part is for people, the rest is open only if it asks for something by name; else all of it is for people.
        if (declined.Count > 0)
        {
            var others = facts.OfType<TechnologyFact>().Any(fact => rest.Exists(open => open.Text == fact.Name));
            var about = IsAbout(sentence.Text, [.. declined.Select(static fact => fact.Text)], facts);
            var whole = reasons.Count == 0 && !others && about;
            reasons.InsertRange(0, declined.Select(static fact => $"'{fact.Text}': {fact.Reason}"));
            if (whole)
                return new Requirement
                {
                    Id = $"requirement-{sentence.Number}",
                    Text = Cut(sentence.Text),
                    Kind = RequirementKind.Interface,
                    State = RequirementState.Declined,
                    Reason = Cut(string.Join(' ', reasons.Distinct())),
                    Proof = [.. sentence.Elements.Where(IsElement).Take(100)],
                };
        }

        reasons.AddRange(rest.Select(static open => $"'{open.Text}': {open.Reason}"));
        if (sentence.Elements.Count == 0 && reasons.Count == 0)
            reasons.Add(sentence.Reason ?? "Nothing in the blueprint stands for it.");
        return new Requirement
        {
            Id = $"requirement-{sentence.Number}",
            Text = Cut(sentence.Text),
            Kind = kind,
            State = reasons.Count == 0 ? RequirementState.Placed : RequirementState.Open,
            Reason = Cut(string.Join(' ', reasons.Distinct())),
            Proof = [.. sentence.Elements.Where(IsElement).Take(100)],
        };
    }

    // Only what is about nothing else is declined as a whole: 'no front end, please' and 'we do all that over WhatsApp now' are not, nor
    // is what asks for a technology beside it that is there.
    private static bool IsAbout(string text, IReadOnlyList<string> words, IReadOnlyList<Fact> facts)
    {
        var rest = words.Aggregate(text, static (rest, part) => rest.Replace(part, " ", StringComparison.OrdinalIgnoreCase));
        var beside = rest.Split([' ', ',', '.', ';', ':', '/'], StringSplitOptions.RemoveEmptyEntries);
        // 'Patients book appointments and get messages on WhatsApp' says two things.
        var parts = text.Split([" and ", " but "], StringSplitOptions.None);
        if (
            parts.Any(part =>
                !words.Any(word => part.Contains(word, StringComparison.OrdinalIgnoreCase)) && part.Count(static c => c == ' ') > 1
            )
        )
            return false;
        return beside.Length <= MostBeside
            && !Array.Exists(beside, static word => s_negations.Contains(word.ToLowerInvariant()))
            && !facts.OfType<TechnologyFact>().Any(static fact => CapabilityCatalog.BuiltIn.AskedForBy(fact.Name) is not null);
    }

    // Words that name a capability, such as 'nightly backups', are met by it; only what is said beyond them can be a cue.
    private static string Beyond(string text, IReadOnlyList<Fact> facts) =>
        facts
            .OfType<TechnologyFact>()
            .Where(static fact => CapabilityCatalog.BuiltIn.AskedForBy(fact.Name) is not null)
            .Aggregate(Rates().Replace(SqlClaim.WithoutIdentity(text), "$1"), static (rest, fact) =>
                rest.Replace(fact.Name, " ", StringComparison.OrdinalIgnoreCase)
            );

    // 'An hourly rate' is money, and no schedule.
    [GeneratedRegex(
        @"\b(?:hourly|nightly) (rate|price|fee|wage|pay|cost|charge|tariff)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Rates();

    private static bool IsElement(string element) => !element.StartsWith(SayingStep.Behaves, StringComparison.Ordinal);

    private static RequirementKind KindOf(IReadOnlyList<Fact> facts) =>
        facts.Any(static fact => fact is TargetFact) ? RequirementKind.Quality
        : facts.Any(static fact => fact is TechnologyFact) ? RequirementKind.Technology
        : facts.Any(KeepsOut) ? RequirementKind.Access
        : facts.Any(static fact => fact is HasFact or LinkFact or ValuesFact or BoundsFact or OrderFact) ? RequirementKind.Data
        : facts.Any(static fact => fact is PermitFact or OwnDataFact or FullAccessFact or RoleFact) ? RequirementKind.Access
        : facts.Any(static fact => fact is FeatureFact) ? RequirementKind.Behaviour
        : RequirementKind.Data;

    // Whom a sentence keeps from something is shown by a call that is refused, whatever else it says.
    private static bool KeepsOut(Fact fact) =>
        fact is OwnDataFact or PermitFact { Denied: true } or PermitFact { Only: true } or PermitFact { Own: true, Deed: not Deed.Create };

    private static bool Says(IReadOnlyList<Fact> facts, string what) =>
        what switch
        {
            "written" => facts.Any(static fact =>
                fact is PermitFact { Thing: "message", Denied: false } or MakesFact { Record: "message" }
            ),
            "denied" => facts.Any(static fact => fact is PermitFact { Denied: true } or PermitFact { Only: true }),
            "own" => facts.Any(static fact => fact is OwnDataFact or PermitFact { Own: true, Only: true }),
            "mine" => facts.Any(static fact => fact is OwnDataFact or PermitFact { Own: true, Denied: false }),
            "done" => facts.Any(static fact => fact is PermitFact { Denied: false }),
            "rate" => facts.Any(static fact => fact is HasFact has && has.Part.Key.Contains("-per-", StringComparison.Ordinal)),
            "technology" => facts.OfType<TechnologyFact>().Any(static fact => CapabilityCatalog.BuiltIn.AskedForBy(fact.Name) is not null),
            "cache" => facts
                .OfType<TechnologyFact>()
                .Any(static fact => CapabilityCatalog.BuiltIn.AskedForBy(fact.Name)?.Info.Exclusive == "cache"),
            "login" => facts.Any(static fact => fact is FeatureFact { Feature: "authentication" }),
            "order" => facts.Any(static fact => fact is OrderFact),
            "target" => facts.Any(static fact => fact is TargetFact),
            "values" => facts.Any(static fact => fact is ValuesFact || fact is HasFact { Part.Values.Count: > 0 }),
            _ => facts.Any(static fact => fact is BoundsFact || fact is HasFact { Part.Bounds: { } bounds } && bounds != new Bounds()),
        };

    // YAML can't hold half a surrogate pair, whether the brief had one or the cut would make one.
    private static string Cut(string text)
    {
        const int Most = RequirementValidation.MaxText;
        var whole = string.Concat(text.EnumerateRunes());
        if (whole.Length <= Most)
            return whole;
        return whole[..(char.IsHighSurrogate(whole[Most - 2]) ? Most - 2 : Most - 1)] + "…";
    }
}
