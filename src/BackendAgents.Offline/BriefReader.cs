using BackendAgents.Engineering.Briefs;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Offline.Honesty;
using BackendAgents.Offline.Interpretation;
using BackendAgents.Offline.Reading;
using BackendAgents.Offline.Reading.Formal;

namespace BackendAgents.Offline;

/// <summary>
/// Reads a plain-language brief in English by rules, without a model: sentences to facts, facts to a blueprint. Pure: the same brief
/// gives the same reading. Safe on any thread. Work and memory grow linearly with the length of the brief.
/// </summary>
/// <remarks>A brief is untrusted text. Nothing in it is obeyed; names that come from it consist of ASCII letters and digits.</remarks>
internal static class BriefReader
{
    /// <summary>Greatest length of a brief, in bytes of UTF-8.</summary>
    public const int MaxBytes = 65_536;

    // Below this share of known words a text is taken for another language.
    private const double LeastRecognised = 0.22;

    /// <summary>Reads a brief.</summary>
    /// <param name="brief">The brief, as a person wrote it.</param>
    /// <returns>A blueprint that passes the validator, with trace and assumptions; or problems that say why there is none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="brief"/> is null.</exception>
    public static BriefReading Read(string brief)
    {
        ArgumentNullException.ThrowIfNull(brief);
        if (brief.Length > MaxBytes || System.Text.Encoding.UTF8.GetByteCount(brief) > MaxBytes)
        {
            return Failed(
                "brief-too-long",
                $"The brief has more than {MaxBytes / 1024} KiB ({MaxBytes} bytes).",
                "Cut it down to what the service shall store and do, and put the rest into documents beside it."
            );
        }

        var text = BriefText.Normalise(brief);
        var sentences = Segmenter.Split(text);
        if (sentences.Count == 0)
        {
            return Failed(
                "brief-empty",
                "The brief is empty.",
                "Say in a sentence or two what the service shall keep and who uses it, for example: \"A library lends books to "
                    + "members; librarians manage books.\""
            );
        }

        var interpreter = new Interpreter();
        foreach (var sentence in sentences)
            interpreter.Read(sentence);
        FactSentence[] said =
        [
            .. sentences.Select(static sentence => new FactSentence(
                sentence.Number,
                sentence.Text,
                sentence.IsHeading || sentence.Text.EndsWith(':') || sentence.Text.EndsWith(" with", StringComparison.Ordinal)
            )),
        ];
        if (Language.Foreign(sentences) is { } language)
            return BriefDrafter.Refuse(
                new Diagnostic(
                    "brief-not-english",
                    Severity.Error,
                    Place.None,
                    $"The brief is in {language}; the offline reader reads English.",
                    "Translate the brief, or configure a model, which reads other languages."
                ),
                said,
                text
            );
        return interpreter.Recognised < LeastRecognised
            ? BriefDrafter.Refuse(
                new Diagnostic(
                    "brief-not-understood",
                    Severity.Error,
                    Place.None,
                    Language.IsEnglish(sentences)
                        ? "The offline reader recognises nothing of the brief that it could keep or do."
                        : "The brief is not in English, or says nothing that the offline reader recognises.",
                    "Say in English what is kept, with its fields, and who may do what; or configure a model, which reads any brief."
                ),
                said,
                text
            )
            : Drafted(sentences, said, interpreter, text);
    }

    private static BriefReading Drafted(IReadOnlyList<Sentence> sentences, FactSentence[] said, Interpreter interpreter, string text)
    {
        var managed = new Dictionary<int, KeepsPart>();
        foreach (var sentence in sentences.Where(static sentence => sentence.Formal is null))
        {
            if (Managed(sentence) is { } keeps)
                managed.Add(sentence.Number, keeps);
        }

        return Honest.Draft(
            said,
            [.. interpreter.Found, .. managed.SelectMany(static pair => Kept(pair.Key, pair.Value))],
            interpreter.Said,
            Described(sentences, managed),
            text
        );
    }

    private static IReadOnlyList<Fact> Described(IReadOnlyList<Sentence> sentences, Dictionary<int, KeepsPart> managed)
    {
        var descriptions = Descriptions.Read(sentences);
        var interpreter = new Interpreter();
        foreach (var sentence in sentences.Where(sentence => descriptions.ContainsKey(sentence.Number)))
            interpreter.Describe(sentence, descriptions[sentence.Number]);
        foreach (var sentence in sentences.Where(sentence => sentence.Formal is null && !descriptions.ContainsKey(sentence.Number)))
        {
            if ((managed.GetValueOrDefault(sentence.Number) ?? Single(sentence)) is { } keeps)
                interpreter.Describe(sentence, keeps);
        }

        return interpreter.Found;
    }

    // What an item says goes on with what introduces its list: 'Admins can:'.
    private static KeepsPart? Managed(Sentence sentence)
    {
        var text = sentence.Prose ?? sentence.Text;
        return KeepsLine.ReadNamed(text) ?? (sentence.Lead is { } lead ? KeepsLine.ReadNamed($"{lead.TrimEnd(':', ' ')} {text}") : null);
    }

    private static KeepsPart? Single(Sentence sentence) =>
        sentence.Lead is null ? KeepsLine.ReadSingle(sentence.Prose ?? sentence.Text) : null;

    // Who manages what is read by grammar; that rows of it are kept, whatever it is called, is said by the form.
    private static IEnumerable<Fact> Kept(int sentence, KeepsPart keeps)
    {
        List<Deed> deeds = [.. keeps.Deeds.Select(static deed => deed.Deed)];
        return deeds.Contains(Deed.Create) ? keeps.Things.Select(thing => new KeepsFact(sentence, thing, deeds)) : [];
    }

    private static BriefReading Failed(string code, string message, string remedy) =>
        new() { Problems = [new Diagnostic(code, Severity.Error, Place.None, message, remedy)] };
}
