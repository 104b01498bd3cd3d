using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Facts;

/// <summary>All kinds of facts as they stand in JSON.</summary>
internal static partial class FactForms
{
    private static readonly FactProperty[] s_bounds =
    [
        Number("min", "Least value."),
        Number("max", "Greatest value."),
        Whole("minLength", "Least number of characters."),
        Whole("maxLength", "Greatest number of characters."),
        Whole("digits", "The number of digits of which a text consists."),
        Whole("precision", "Digits of a decimal in all."),
        Whole("scale", "Digits of a decimal behind its point."),
        Flag("required", "false when it may be left out; leave the key out when the sentence does not say."),
        Flag("unique", "No two rows have the same value."),
        Text("default", "The value where none is given."),
        Text("unit", "What it is counted in: kg, minutes."),
        Flag("yesOrNo", "It is true or false."),
    ];

    private static readonly string[] s_methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    private static readonly string[] s_types = [.. Enum.GetNames<FieldType>().Select(Conventions.Kebab)];
    private static readonly string[] s_deletions = ["cascade", "restrict", "set null"];
    private static readonly string[] s_deeds = ["create", "read", "update", "delete"];
    private static readonly string[] s_measures = [.. Enum.GetNames<TargetKind>().Select(Conventions.Kebab)];

    public static IReadOnlyList<FactForm> All { get; } =
    [
        FactForm.Of<TitleFact>(
            "title",
            "What the whole is called.",
            [Name("name", "The name.", required: true)],
            static (sentence, values) => new TitleFact(sentence, values.Text("name")!),
            static fact => [("name", fact.Title)]
        ),
        FactForm.Of<MentionFact>(
            "thing",
            "The service keeps such things. Name what the sentence speaks of, never a word of grammar.",
            [
                Name("name", "The thing.", required: true),
                Whole("certainty", "How surely it is kept, 0 to 10: 3 suffices. 5 where the key is left out."),
            ],
            static (sentence, values) => new MentionFact(sentence, values.Text("name")!, values.Whole("certainty") ?? 5),
            static fact => [("name", fact.Noun), ("certainty", fact.Weight)]
        ),
        FactForm.Of<RoleFact>(
            "role",
            "Such people use the service.",
            [Name("name", "The role.", required: true), Flag("stated", "It stands in a list of roles.")],
            static (sentence, values) => new RoleFact(sentence, values.Text("name")!) { IsStated = values.Flag("stated") },
            static fact => [("name", fact.Role), ("stated", fact.IsStated)]
        ),
        FactForm.Of<HasFact>(
            "attribute",
            "A thing has something: a value, or another thing.",
            [
                Name("of", "The thing.", required: true),
                Name("name", "What it has.", required: true),
                Flag("many", "It has several."),
                Flag("plural", "The sentence has the word in the plural."),
                Choice("type", "Its type, where it is given by name.", s_types) with
                {
                    Required = false,
                },
                Texts("values", "The closed list of its values."),
                Texts("parts", "What stands behind it in brackets."),
                Flag("oneOfParts", "The parts are values of which it has one."),
                .. s_bounds,
            ],
            static (sentence, values) => new HasFact(sentence, values.Text("of")!, Noun(values), values.Flag("many")),
            static fact =>
                [
                    ("of", fact.Owner),
                    ("name", fact.Part.Key),
                    ("many", fact.Many),
                    ("plural", fact.Part.Plural),
                    ("type", fact.Part.Type is { } type ? Conventions.Kebab(type.ToString()) : null),
                    ("values", fact.Part.Values),
                    ("parts", fact.Part.Parts),
                    ("oneOfParts", fact.Part.Alternatives),
                    .. BoundsOf(fact.Part.Bounds),
                ]
        ),
        FactForm.Of<LinkFact>(
            "relation",
            "Two things belong together. Read it aloud: each comment belongs to one post.",
            [
                Name("each", "The dependent: comment.", required: true),
                Name("belongsTo", "What it belongs to: post.", required: true),
                Flag("manyToMany", "Each side has many of the other."),
                Flag("required", "There is none without."),
                Name("as", "What the other is for it, where that is not its own name: author."),
                Flag("stated", "The brief says in so many words that one belongs to the other."),
                Choice("whenDeleted", "What becomes of it when the other is deleted.", s_deletions) with
                {
                    Required = false,
                },
            ],
            static (sentence, values) =>
                new LinkFact(
                    sentence,
                    values.Text("each")!,
                    values.Text("belongsTo")!,
                    values.Flag("manyToMany") ? LinkKind.ManyToMany : LinkKind.ManyToOne,
                    values.Flag("required"),
                    values.Text("as")
                )
                {
                    Stated = values.Flag("stated"),
                    OnDelete = values.Text("whenDeleted"),
                },
            static fact =>
                [
                    ("each", fact.From),
                    ("belongsTo", fact.To),
                    ("manyToMany", fact.Kind == LinkKind.ManyToMany),
                    ("required", fact.Required),
                    ("as", fact.Name),
                    ("stated", fact.Stated),
                    ("whenDeleted", fact.OnDelete),
                ]
        ),
        FactForm.Of<TogetherFact>(
            "once",
            "No two rows of a thing are alike in all of these: one review for each member and book.",
            [
                Name("of", "The thing.", required: true),
                Texts("names", "Its fields, or the things that it belongs to.") with
                {
                    Required = true,
                },
            ],
            static (sentence, values) => new TogetherFact(sentence, values.Text("of")!, values.Texts("names")),
            static fact => [("of", fact.Thing), ("names", fact.Names)]
        ),
        FactForm.Of<PermitFact>(
            "action",
            "Somebody may, or may not, do something.",
            [
                Name("who", "The role; left out when the sentence names nobody."),
                Choice("does", "What kind of doing it is.", [.. Enum.GetNames<Deed>().Select(Conventions.Kebab)]),
                Name("verb", "The verb of the sentence.", required: true),
                Name("what", "The thing.", required: true),
                Flag("own", "Only to what is their own."),
                Flag("any", "To what is of others, too."),
                Flag("only", "Nobody else may."),
                Flag("denied", "They may not."),
                Flag("nobody", "Nobody may, whoever it is: leave out who."),
            ],
            static (sentence, values) =>
                new PermitFact(
                    sentence,
                    values.Flag("nobody") ? "*" : values.Text("who") ?? "",
                    values.Enum<Deed>("does"),
                    values.Text("verb")!,
                    values.Text("what")!,
                    values.Flag("own"),
                    values.Flag("only"),
                    values.Flag("denied")
                )
                {
                    Any = values.Flag("any"),
                },
            static fact =>
                [
                    ("who", fact.Role is "" or "*" ? null : fact.Role),
                    ("nobody", fact.Role == "*"),
                    ("does", Conventions.Kebab(fact.Deed.ToString())),
                    ("verb", fact.Verb),
                    ("what", fact.Thing),
                    ("own", fact.Own),
                    ("any", fact.Any),
                    ("only", fact.Only),
                    ("denied", fact.Denied),
                ]
        ),
        FactForm.Of<KeepsFact>(
            "kept",
            "Rows of a thing are managed, and nobody is named who does: 'CRUD for tools', 'POST /tools'.",
            [
                Name("name", "The thing.", required: true),
                Texts("deeds", "What is done to rows: " + string.Join(", ", s_deeds) + "; left out where it isn't said."),
                Flag("known", "Only what is done with them; that there are such rows is said elsewhere."),
            ],
            static (sentence, values) =>
                new KeepsFact(sentence, values.Text("name")!, Deeds(values.Texts("deeds"))) { IsProof = !values.Flag("known") },
            static fact =>
                [
                    ("name", fact.Thing),
                    ("deeds", fact.Deeds.Select(static deed => Conventions.Kebab(deed.ToString())).ToList()),
                    ("known", !fact.IsProof),
                ]
        ),
        FactForm.Of<MakesFact>(
            "record",
            "What somebody does leaves a record: members borrow books, which makes loans.",
            [
                Name("who", "The role; left out when the sentence names nobody."),
                Name("verb", "The verb of the sentence.", required: true),
                Name("makes", "The record.", required: true),
                Name("of", "The thing concerned.", required: true),
                Flag("own", "Only of what is their own."),
            ],
            static (sentence, values) =>
                new MakesFact(
                    sentence,
                    values.Text("who") ?? "",
                    values.Text("verb")!,
                    values.Text("makes")!,
                    values.Text("of")!,
                    values.Flag("own")
                ),
            static fact =>
                [
                    ("who", fact.Role.Length > 0 ? fact.Role : null),
                    ("verb", fact.Verb),
                    ("makes", fact.Record),
                    ("of", fact.Thing),
                    ("own", fact.Own),
                ]
        ),
        FactForm.Of<ConnectFact>(
            "connection",
            "Accounts connect with things, or with each other.",
            [
                Name("who", "The role.", required: true),
                Choice("verb", "How they connect.", [.. Vocabulary.Instance.Connects.Keys.Order(StringComparer.Ordinal)]),
                Name("what", "The thing.", required: true),
            ],
            static (sentence, values) => new ConnectFact(sentence, values.Text("who")!, values.Text("verb")!, values.Text("what")!),
            static fact => [("who", fact.Role), ("verb", fact.Verb), ("what", fact.Thing)]
        ),
        FactForm.Of<OwnDataFact>(
            "own-data",
            "A role sees of everything only what is its own.",
            [Name("who", "The role.", required: true)],
            static (sentence, values) => new OwnDataFact(sentence, values.Text("who")!),
            static fact => [("who", fact.Role)]
        ),
        FactForm.Of<FullAccessFact>(
            "full-access",
            "A role may do everything.",
            [Name("who", "The role.", required: true)],
            static (sentence, values) => new FullAccessFact(sentence, values.Text("who")!),
            static fact => [("who", fact.Role)]
        ),
        FactForm.Of<ValuesFact>(
            "values",
            "The values of an attribute that another sentence names.",
            [
                Name("of", "The thing; left out when the sentence does not say."),
                Name("name", "The attribute.", required: true),
                Texts("values", "The values.") with
                {
                    Required = true,
                },
            ],
            static (sentence, values) => new ValuesFact(sentence, values.Text("of"), values.Text("name")!, values.Texts("values")),
            static fact => [("of", fact.Owner), ("name", fact.Attribute), ("values", fact.Values)]
        ),
        FactForm.Of<BoundsFact>(
            "bounds",
            "What holds for an attribute that another sentence names.",
            [
                Name("of", "The thing; left out when the sentence does not say."),
                Name("name", "The attribute.", required: true),
                .. s_bounds,
            ],
            static (sentence, values) =>
                new BoundsFact(sentence, values.Text("of"), values.Text("name")!, BoundsIn(values) ?? new Bounds()),
            static fact => [("of", fact.Owner), ("name", fact.Attribute), .. BoundsOf(fact.Bounds)]
        ),
        FactForm.Of<OrderFact>(
            "order",
            "One attribute comes before another of the same thing.",
            [Field("first", "The earlier, or smaller."), Field("then", "The later, or greater."), Flag("strict", "They are not equal.")],
            static (sentence, values) => new OrderFact(sentence, values.Text("first")!, values.Text("then")!, values.Flag("strict")),
            static fact => [("first", fact.Left), ("then", fact.Right), ("strict", fact.Strict)]
        ),
        FactForm.Of<FeatureFact>(
            "feature",
            "Something that many services have is asked for by its name.",
            [
                Choice(
                    "name",
                    "The feature.",
                    [.. KnowledgeBase.Instance.Features.Select(static feature => feature.Name).Distinct().Order()]
                ),
                Text("phrase", "The words of the sentence.", required: true),
            ],
            static (sentence, values) => new FeatureFact(sentence, values.Text("name")!, values.Text("phrase")!),
            static fact => [("name", fact.Feature), ("phrase", fact.Phrase)]
        ),
        FactForm.Of<TechnologyFact>(
            "technology",
            "A technology is asked for.",
            [Text("name", "Its name: redis.", required: true)],
            static (sentence, values) => Technology(sentence, values.Text("name")!),
            static fact => [("name", fact.Name)]
        ),
        FactForm.Of<TargetFact>(
            "target",
            "A figure that the service has to reach.",
            [
                Choice("measure", "What is measured: latency in milliseconds, retention in days, recovery in minutes.", s_measures),
                Number("value", "The figure.") with
                {
                    Required = true,
                },
            ],
            static (sentence, values) => new TargetFact(sentence, values.Enum<TargetKind>("measure"), values.Number("value")!.Value),
            static fact => [("measure", Conventions.Kebab(fact.Kind.ToString())), ("value", fact.Value)]
        ),
        FactForm.Of<NoAuthenticationFact>(
            "no-login",
            "No login is wanted.",
            [],
            static (sentence, _) => new NoAuthenticationFact(sentence),
            static _ => []
        ),
        FactForm.Of<EndpointFact>(
            "endpoint",
            "The brief fixes a method and a path.",
            [
                Choice("method", "The HTTP method.", s_methods),
                Text("path", "The path from the root, parameters in braces.", required: true),
                Text("rest", "What the sentence says of it beyond what such an operation does."),
            ],
            static (sentence, values) =>
                new EndpointFact(sentence, values.Text("method")!, values.Text("path")!, values.Text("rest") ?? ""),
            static fact => [("method", fact.Method), ("path", fact.Path), ("rest", fact.Rest.Length == 0 ? null : fact.Rest)]
        ),
        FactForm.Of<UnplacedFact>(
            "open",
            "Something that no other kind can say: a rule, a report, a schedule, a message that is sent.",
            [Text("text", "The words of the sentence.", required: true), Text("reason", "Why it can't be placed.", required: true)],
            static (sentence, values) => new UnplacedFact(sentence, values.Text("text")!, values.Text("reason")!),
            static fact => [("text", fact.Text), ("reason", fact.Reason)]
        ),
        FactForm.Of<DeclinedFact>(
            "declined",
            "Something that no backend can have without people: an app for phones, web pages, a contract with a provider.",
            [
                Text("text", "The words of the sentence.", required: true),
                Text("reason", "Why it is declined, and what a person has to do.", required: true),
            ],
            static (sentence, values) => new DeclinedFact(sentence, values.Text("text")!, values.Text("reason")!),
            static fact => [("text", fact.Text), ("reason", fact.Reason)]
        ),
        FactForm.Of<RemarkFact>(
            "remark",
            "The sentence asks for nothing: a greeting, how the work is handed in, what need not be built. Never one that states a rule.",
            [Text("reason", "Why there is nothing to build.", required: true)],
            static (sentence, values) => new RemarkFact(sentence, values.Text("reason")!),
            static fact => [("reason", fact.Reason)]
        ),
        FactForm.Of<ScopeFact>(
            "scope",
            "The sentence says what the whole is, and nothing of what it does: 'build an API for a library'.",
            [],
            static (sentence, _) => new ScopeFact(sentence),
            static _ => []
        ),
    ];
}
