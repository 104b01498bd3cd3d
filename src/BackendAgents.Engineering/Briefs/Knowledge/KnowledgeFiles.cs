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

    internal sealed class Vocabulary
    {
        public List<string> Generic { get; set; } = [];
        public List<string> Activities { get; set; } = [];
        public List<string> ServiceWords { get; set; } = [];
        public List<string> Envelopes { get; set; } = [];
        public Dictionary<string, string> Singulars { get; set; } = [];
        public Dictionary<string, string> States { get; set; } = [];
        public List<string> Initial { get; set; } = [];
        public Dictionary<string, string> Makes { get; set; } = [];
        public Dictionary<string, List<string>> Connects { get; set; } = [];
    }

    internal sealed class Endpoints
    {
        public Dictionary<string, string> Flags { get; set; } = [];
        public HashSet<string> Setting { get; set; } = [];
        public HashSet<string> Redirect { get; set; } = [];
        public HashSet<string> Count { get; set; } = [];
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

        public List<string> Owners { get; set; } = [];
        public List<string> Market { get; set; } = [];
        public List<string> Anonymous { get; set; } = [];
        public List<string> Endings { get; set; } = [];
        public List<string> Things { get; set; } = [];
    }

    internal sealed class Technologies
    {
        public List<string> Delivered { get; set; } = [];
        public List<string> Requested { get; set; } = [];
        public List<string> Everyday { get; set; } = [];
    }
}
