using YamlDotNet.RepresentationModel;

namespace BackendAgents.Definitions.Routing;

// What the words of a message that is not English mean in English, so that it can be compared with definitions, which mostly are.
internal sealed class Glossary
{
    // Where Chinese, Japanese and Korean begin: they put no space between words.
    private const char Unspaced = '\u2e80';

    // Where letters begin that are not Latin: nobody writes English in them.
    private const char OtherScripts = '\u0370';

    private static readonly Lazy<Glossary> s_default = new(static () => new Glossary());

    private readonly TermIndex _terms = new();
    private readonly List<List<Word>> _meanings = [];

    private Glossary()
    {
        using var reader = new StreamReader(typeof(Glossary).Assembly.GetManifestResourceStream("lexicon/glossary.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        foreach (var (meaning, terms) in (YamlMappingNode)yaml.Documents[0].RootNode)
        {
            foreach (
                var term in ((YamlScalarNode)terms).Value!.Split(
                    ',',
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
                )
            )
                _terms.Add(Parse(term, _meanings.Count));
            _meanings.Add(Words.Split(((YamlScalarNode)meaning).Value!));
        }
    }

    public static Glossary Default => s_default.Value;

    /// <summary>English for the words that are known, each once, in their order; nothing where the message is English.</summary>
    public List<Word> English(IReadOnlyList<Word> words)
    {
        var (own, foreign) = (0, 0);
        foreach (var word in words)
        {
            own += SmallWords.English.Contains(word.Text) ? 1 : 0;
            foreign += word.Text[0] >= OtherScripts || SmallWords.Foreign.Contains(word.Text) ? 1 : 0;
        }

        if (own > foreign || (own > 0 && own == foreign))
            return [];
        return
        [
            .. _terms
                .Find(words, tolerant: false)
                .OrderBy(static hit => hit.Start)
                .SelectMany(hit => _meanings[hit.Term.Topic])
                .DistinctBy(static word => word.Stem),
        ];
    }

    private static Term Parse(string term, int meaning) =>
        Term.Parse(term.Trim('*')[0] >= Unspaced ? $"*{term.Trim('*')}*" : "=" + term, meaning, TermKind.Strong);
}
