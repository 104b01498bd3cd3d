using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>Reads the embedded files of the knowledge base.</summary>
internal static class KnowledgeFiles
{
    public static T Read<T>(string file)
    {
        var assembly = typeof(KnowledgeFiles).Assembly;
        using var stream = assembly.GetManifestResourceStream("Briefs." + file)
            ?? throw new InvalidOperationException($"The knowledge base lacks '{file}'.");
        using var reader = new StreamReader(stream);
        return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<T>(reader);
    }

    public static IEnumerable<string> Entities =>
        typeof(KnowledgeFiles)
            .Assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith("Briefs.entities-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(static name => name["Briefs.".Length..]);

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
        public List<string> Generic { get; set; } = [];
        public List<string> Activities { get; set; } = [];
        public List<string> GerundNouns { get; set; } = [];
        public List<string> Wrappers { get; set; } = [];
        public List<string> ServiceWords { get; set; } = [];
        public Dictionary<string, string> Singulars { get; set; } = [];
    }

    internal sealed class Verbs
    {
        public Dictionary<string, List<string>> Classes { get; set; } = [];
        public Dictionary<string, string> States { get; set; } = [];
        public List<string> Initial { get; set; } = [];
        public Dictionary<string, string> Makes { get; set; } = [];
        public Dictionary<string, List<string>> Connects { get; set; } = [];
        public List<string> AlsoNouns { get; set; } = [];
        public List<string> Other { get; set; } = [];
        public Dictionary<string, List<string>> Irregular { get; set; } = [];
    }

    internal sealed class Fields
    {
        public Dictionary<string, string> Phrases { get; set; } = [];
        public Dictionary<string, string> Heads { get; set; } = [];
        public List<string> Flags { get; set; } = [];
        public List<string> EnumHeads { get; set; } = [];
        public Dictionary<string, string> Patterns { get; set; } = [];
        public List<string> DefaultStatus { get; set; } = [];
    }

    internal sealed class People
    {
        public List<string> Admin { get; set; } = [];
        public List<string> Account { get; set; } = [];
        public List<string> Public { get; set; } = [];
        public List<string> Staff { get; set; } = [];
        public List<string> Partners { get; set; } = [];
        public List<string> Groups { get; set; } = [];
        public List<string> Posts { get; set; } = [];
        public List<string> Market { get; set; } = [];
        public List<string> Anonymous { get; set; } = [];
        public List<string> Endings { get; set; } = [];
        public List<string> Things { get; set; } = [];
    }

    internal sealed class Technologies
    {
        public List<string> Postgres { get; set; } = [];
        public List<string> Sqlite { get; set; } = [];
        public List<string> Delivered { get; set; } = [];
        public List<string> Requested { get; set; } = [];
    }
}
