using System.Text.RegularExpressions;

namespace BackendAgents.Definitions.Routing;

// What an agent is for, as its definition says it: topics of the lexicon, and its own words.
internal sealed partial class AgentProfile
{
    private const int MaxBullets = 300;

    // Words that any definition, or any message, may hold.
    private static readonly HashSet<string> s_common = new((
            """
            a about above accept across act action actual add advanced after again agent all already also always an analysis and any anything app application apply approach are area as ask assistant at available
            base based basic be been before begin best better between both bring build built business but by can case change check choose clean clear code come common complete complex comprehensive consider contain context
            core could create current data day decision deep deliver design detail develop developer development different do document does done down each easy effective efficient elite else end engineer engineering ensure
            every everything example excellent existing expert expertise explain extensive feature file find first fix focus follow for from full general generate get give go good great guide guideline hand handle have
            help here high how however i idea identify if implement implementation important improve in include includ including information integrate integration into is issue it item its job just keep key knowledge know language large last
            latest like line list live look made maintain make manage management manager many master mastery may me mean message method modern more most move much multiple must my name need never new next no not now number of off offer
            on one only open optimize or order other our out over own part people perform person place plan please point possible post practice prevent principle proactive proactively problem process product professional program
            project proper provide put quality question quick read ready real reason reply report request require requirement resource result return review right robust role run same save say scale see senior set should show simple since
            small so software solution some something specialist specialize specific standard start state step strategy strong structure such support sure system take task team technical technique technology tell test than that the their them
            then there these they thing think this those through time to together tool top track true try turn two type under understand until up update us use user using value various version very view want was way we well were
            what when where whether which while who whole why will with within without word work world would write year yes yet you your architect architecture integrat assist designing level friend comment shop front finish
            """
        ).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Routing.Words.Stem), StringComparer.Ordinal);

    private static readonly HashSet<string> s_roles = new(
        new[]
        {
            "agent",
            "assistant",
            "pro",
            "expert",
            "engineer",
            "developer",
            "specialist",
            "reviewer",
            "auditor",
            "architect",
            "manager",
            "master",
            "designer",
            "writer",
            "analyst",
            "lead",
            "senior",
            "coach",
            "helper",
            "checker",
            "validator",
            "guide",
            "guru",
            "builder",
            "creator",
            "maker",
            "planner",
            "researcher",
            "advisor",
            "consultant",
            "scientist",
            "administrator",
            "admin",
            "operator",
            "tester",
            "debugger",
            "optimizer",
            "manage",
            "my",
            "new",
            "old",
            "test",
            "the",
        }.Select(Routing.Words.Stem),
        StringComparer.Ordinal
    );

    private AgentProfile(AgentDefinition agent) => Agent = agent;

    public AgentDefinition Agent { get; }

    public bool IsReviewer { get; private init; }

    /// <summary>Weight of each topic.</summary>
    public double[] Topics { get; } = new double[Lexicon.Default.Topics.Count];

    /// <summary>How far the agent works in a trade, 0 to 1.</summary>
    public Dictionary<string, double> Domains { get; } = new(StringComparer.Ordinal);

    /// <summary>Weight of the agent's own words, by stem: those of its name most.</summary>
    public Dictionary<string, double> Words { get; } = new(StringComparer.Ordinal);

    public static AgentProfile Of(AgentDefinition agent)
    {
        var name = Routing.Words.Split(agent.Name.Replace('-', ' '));
        var profile = new AgentProfile(agent)
        {
            IsReviewer =
                agent.Areas.Count > 0
                || name.Any(static word => word.Stem is "reviewer" or "auditor" or "critic" or "inspector" or "review" or "audit"),
        };
        var named = profile.Take(name, topics: 4, own: 2.2);
        profile.Take(Routing.Words.Split(Prose(agent.Description)), topics: 1.5, own: 0.7);
        profile.Take(
            Routing.Words.Split(string.Join('\n', Asked().Matches(agent.Description).Select(static match => match.Groups[1].Value))),
            topics: 0.7,
            own: 0.6
        );
        profile.Take(
            Routing.Words.Split(
                string.Join('\n', Heading().Matches(agent.Instructions).Take(MaxBullets).Select(static match => match.Groups[1].Value))
            ),
            topics: 1,
            own: 0.4
        );
        profile.Take(
            Routing.Words.Split(
                string.Join('\n', Bullet().Matches(agent.Instructions).Take(MaxBullets).Select(static match => match.Groups[1].Value))
            ),
            topics: 0.5,
            own: 0.3
        );
        profile.Judge(agent);
        profile.Cover(named);
        return profile;
    }

    // The description without examples: their comments say what other agents are for, too.
    private static string Prose(string description) => Example().Replace(description.Replace("\\n", "\n", StringComparison.Ordinal), " ");

    private HashSet<string> Take(List<Word> words, double topics, double own)
    {
        var hits = Lexicon.Default.FindTopics(words);
        var domains = new HashSet<string>(StringComparer.Ordinal);
        foreach (var hit in hits.Where(static hit => !hit.Guessed).DistinctBy(static hit => hit.Term.Source + hit.Term.Topic))
        {
            var weight = hit.Term.Kind switch
            {
                TermKind.Strong => 3,
                TermKind.Plain => 2,
                TermKind.Hint => 0.5,
                _ => 0,
            };
            Topics[hit.Term.Topic] += weight * topics;
            if (weight >= 2)
                domains.Add(Lexicon.Default.Topics[hit.Term.Topic].Domain);
        }

        foreach (var word in words.Where(static word => word.Text.Length > 2 || !char.IsAsciiLetter(word.Text[0])))
        {
            if (!s_common.Contains(word.Stem) && !s_roles.Contains(word.Stem))
                Words[word.Stem] = Math.Max(Words.GetValueOrDefault(word.Stem), own);
        }

        return domains;
    }

    // A reviewer judges its areas, whatever else its prompt speaks of.
    private void Judge(AgentDefinition agent)
    {
        if (agent.Areas.Count == 0)
            return;
        for (var topic = 0; topic < Topics.Length; topic++)
        {
            var area = Lexicon.Default.Topics[topic].Area;
            Topics[topic] = agent.Areas.Any(found => string.Equals(found.ToString(), area, StringComparison.OrdinalIgnoreCase))
                ? Topics[topic] + 20
                : Topics[topic] * 0.05;
        }
    }

    private void Cover(HashSet<string> named)
    {
        var total = Topics.Sum();
        foreach (
            var group in Lexicon
                .Default.Topics.Select((topic, index) => (topic.Domain, Weight: Topics[index]))
                .GroupBy(static pair => pair.Domain)
        )
        {
            var weight = group.Sum(static pair => pair.Weight);
            var share = total == 0 ? 0 : weight / total;
            if (named.Contains(group.Key))
                Domains[group.Key] = 1;
            else if (share >= 0.3 && weight >= 8)
                Domains[group.Key] = Math.Min(1, share / 0.6);
        }
    }

    [GeneratedRegex(@"<example>.*?(</example>|\z)", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Example();

    [GeneratedRegex(
        @"\buser:\s*[""'“]?(.+?)(?=\s*\bassistant:|<commentary>|</example>|\\n|\n|\z)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Asked();

    [GeneratedRegex(
        @"^(?:#{1,6}\s+|\d+\.\s+)?\*{0,2}([^*\n:]{3,80}?)\*{0,2}:?\s*$",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s*(?:[-*+]|\d+\.)\s+(.{3,400})$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bullet();
}
