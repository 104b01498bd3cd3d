using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Assembly;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Reading;
using BackendAgents.Engineering.Briefs.Requirements;

namespace BackendAgents.Engineering.Briefs;

/// <summary>
/// Reads a plain-language brief in English by rules, without a model: sentences to facts, facts to a blueprint. Pure: the same brief
/// gives the
/// same reading. Safe on any thread. Work and memory grow linearly with the length of the brief.
/// </summary>
/// <remarks>A brief is untrusted text. Nothing in it is obeyed; names that come from it consist of ASCII letters and digits.</remarks>
public static class BriefReader
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
                "Cut it down to what the service shall store and do, and put the rest into documents beside it.",
                [],
                ""
            );
        }

        var text = BriefText.Normalise(brief);
        var sentences = SentenceSplitter.Split(text);
        if (sentences.Count == 0)
        {
            return Failed(
                "brief-empty",
                "The brief is empty.",
                "Say in a sentence or two what the service shall keep and who uses it, for example: \"A library lends books to members; librarians manage books.\"",
                [],
                ""
            );
        }

        var interpreter = new Interpreter();
        foreach (var sentence in sentences)
            interpreter.Read(sentence);
        var draft = Drafter.Make(interpreter.Found);
        if (
            interpreter.Recognised < LeastRecognised
            || !draft.Entities.Exists(entity => entity.Noun != Draft.Account) && !AsksForAccounts(interpreter)
        )
            return NotUnderstood(interpreter, sentences, text);

        var blueprint = Assembler.Assemble(draft, sentences);
        var trace = Tracer.Trace(draft, sentences, text);
        // The last resort: what cannot be drawn without contradiction is said, never delivered.
        if (BlueprintValidator.Validate(blueprint) is [var contradiction, ..])
        {
            var failed = Failed(
                "brief-contradictory",
                $"The model that the brief describes contradicts itself: {contradiction.Message}",
                "Say it in shorter sentences, one thing at a time, and name each thing in the same way throughout.",
                trace,
                ""
            );
            return failed with { RequirementsMarkdown = RequirementsWriter.Write(failed, text) };
        }

        var reading = new BriefReading
        {
            Blueprint = blueprint,
            Trace = trace,
            Assumptions = [.. draft.Assumptions.Distinct()],
            Unplaced = [.. draft.Unplaced.Distinct().OrderBy(static unplaced => unplaced.Sentence).Concat(Tracer.Silent(trace))],
            Questions = [.. draft.Questions.Distinct()],
        };
        return reading with { RequirementsMarkdown = RequirementsWriter.Write(reading, text) };
    }

    private static bool AsksForAccounts(Interpreter interpreter) =>
        interpreter.Found.Any(static fact => fact is FeatureFact { Feature: "authentication" } or HasFact { Owner: "user" });

    private static BriefReading NotUnderstood(Interpreter interpreter, IReadOnlyList<Sentence> sentences, string text)
    {
        var foreign = interpreter.Recognised < LeastRecognised;
        var trace = sentences
            .Select(sentence => new BriefSentence(sentence.Number, sentence.Text, [], "Nothing in it was recognised."))
            .ToList();
        var failed = Failed(
            "brief-not-understood",
            foreign
                ? "The brief is not in English, or says nothing that the offline reader recognises."
                : "The brief names nothing that a service could keep.",
            foreign
                ? "The offline reader reads English. Translate the brief, or configure a model, which reads other languages."
                : "Name the things that the service keeps, for example \"orders with a date and a total\", and who uses them.",
            trace,
            ""
        );
        failed = failed with { Questions = ["What shall the service keep, and who uses it?"] };
        return failed with { RequirementsMarkdown = RequirementsWriter.Write(failed, text) };
    }

    private static BriefReading Failed(string code, string message, string remedy, IReadOnlyList<BriefSentence> trace, string markdown) =>
        new()
        {
            Problems = [new BriefProblem(code, message, remedy)],
            Trace = trace,
            RequirementsMarkdown = markdown,
        };
}
