using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace BackendAgents.Offline.Words;

/// <summary>Reads the embedded files of the lexicon.</summary>
internal static class LexiconFiles
{
    public static T Read<T>(string file)
    {
        using var stream = typeof(LexiconFiles).Assembly.GetManifestResourceStream("Words." + file)
            ?? throw new InvalidOperationException($"The lexicon lacks '{file}'.");
        using var reader = new StreamReader(stream);
        return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<T>(reader);
    }

    internal sealed class Words
    {
        public List<string> Determiners { get; set; } = [];
        public List<string> ManyWords { get; set; } = [];
        public List<string> EachWords { get; set; } = [];
        public List<string> Possessives { get; set; } = [];
        public List<string> OwnWords { get; set; } = [];
        public List<string> Pronouns { get; set; } = [];
        public List<string> Prepositions { get; set; } = [];
        public List<string> Conjunctions { get; set; } = [];
        public List<string> Relatives { get; set; } = [];
        public List<string> Subordinators { get; set; } = [];
        public List<string> Modals { get; set; } = [];
        public List<string> Auxiliaries { get; set; } = [];
        public List<string> Negations { get; set; } = [];
        public List<string> Adverbs { get; set; } = [];
        public List<string> Fillers { get; set; } = [];
        public List<string> OptionalWords { get; set; } = [];
        public List<string> UniqueWords { get; set; } = [];
        public List<string> RequiredWords { get; set; } = [];
        public Dictionary<string, int> Numbers { get; set; } = [];
        public Dictionary<string, string> Phrases { get; set; } = [];
        public Dictionary<string, Dictionary<string, string>> Separable { get; set; } = [];
        public List<string> Corrected { get; set; } = [];
        public List<string> GerundNouns { get; set; } = [];
        public List<string> Wrappers { get; set; } = [];
    }

    internal sealed class Honesty
    {
        /// <summary>Read once for all that ask it.</summary>
        public static Honesty Instance { get; } = Read<Honesty>("honesty.yaml");

        public HashSet<string> NeutralNouns { get; set; } = [];
        public HashSet<string> SceneryNouns { get; set; } = [];
        public HashSet<string> NeutralVerbs { get; set; } = [];
        public HashSet<string> RowVerbs { get; set; } = [];
        public HashSet<string> RelationVerbs { get; set; } = [];
        public Dictionary<string, string> RecordVerbs { get; set; } = [];
        public HashSet<string> UndoneVerbs { get; set; } = [];
        public HashSet<string> Restricting { get; set; } = [];
        public HashSet<string> NeutralAdverbs { get; set; } = [];
        public HashSet<string> Conditions { get; set; } = [];
        public HashSet<string> Vague { get; set; } = [];
        public HashSet<string> CharacterClasses { get; set; } = [];
        public HashSet<string> Everyday { get; set; } = [];
        public HashSet<string> Ourselves { get; set; } = [];
        public HashSet<string> ThingWords { get; set; } = [];
        public HashSet<string> RowGerunds { get; set; } = [];
        public HashSet<string> WorkedOut { get; set; } = [];
        public HashSet<string> Containers { get; set; } = [];
        public HashSet<string> PuttingVerbs { get; set; } = [];
        public HashSet<string> AskingVerbs { get; set; } = [];
        public HashSet<string> Figures { get; set; } = [];
        public string OfOthers { get; set; } = "";
        public string InContainer { get; set; } = "";
    }

    internal sealed class Verbs
    {
        public Dictionary<string, List<string>> Classes { get; set; } = [];
        public List<string> AlsoNouns { get; set; } = [];
        public List<string> Other { get; set; } = [];
        public Dictionary<string, List<string>> Irregular { get; set; } = [];
    }
}
