using System.Diagnostics.CodeAnalysis;
using System.Text;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Briefs;

/// <summary>
/// What a brief says, sentence by sentence: the seam between whoever reads a brief, a model or the offline reader, and the drafting of a
/// blueprint. Immutable.
/// </summary>
internal sealed class BriefFacts
{
    /// <summary>Greatest length of the JSON form, in bytes of UTF-8.</summary>
    public const int MaxBytes = 1_048_576;

    private static readonly Lazy<string> s_schema = new(FactsSchema.Write);

    internal BriefFacts(IReadOnlyList<FactSentence> sentences, IReadOnlyList<Fact> facts)
    {
        Sentences = sentences;
        Facts = facts;
    }

    /// <summary>The JSON Schema (draft 2020-12) of the JSON form.</summary>
    public static string Schema => s_schema.Value;

    internal IReadOnlyList<FactSentence> Sentences { get; }

    internal IReadOnlyList<Fact> Facts { get; }

    /// <summary>
    /// Whether nothing is added that such things usually have: of a brief that is hardly understood nobody knows what is usual.
    /// </summary>
    internal bool IsPlain { get; init; }

    /// <summary>Reads the JSON form, which is taken for untrusted.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="facts">The facts, when there is no problem.</param>
    /// <param name="problems">At most 50 problems, each with its place and what to do; empty when there are facts.</param>
    public static bool TryParse(string json, [NotNullWhen(true)] out BriefFacts? facts, out IReadOnlyList<Diagnostic> problems)
    {
        ArgumentNullException.ThrowIfNull(json);
        facts = null;
        if (json.Length > MaxBytes || Encoding.UTF8.GetByteCount(json) > MaxBytes)
        {
            problems =
            [
                new Diagnostic(
                    "facts-too-long",
                    Severity.Error,
                    Place.None,
                    $"The facts have more than {MaxBytes} bytes.",
                    "Leave out what the brief does not say."
                ),
            ];
            return false;
        }

        var reader = new FactsReader();
        reader.Read(json);
        problems = reader.Problems;
        if (problems.Count == 0)
            facts = new BriefFacts(reader.Sentences, reader.Facts) { IsPlain = reader.IsPlain };
        return facts is not null;
    }

    /// <summary>The JSON form, indented, with LF line endings.</summary>
    public string ToJson() => FactsJson.Write(Sentences, Facts, IsPlain);

    /// <summary>Drafts a blueprint from the facts. Pure: the same facts give the same reading.</summary>
    /// <param name="brief">The brief, to be quoted in the requirements; the sentences one below the other when null.</param>
    public BriefReading Draft(string? brief = null) =>
        BriefDrafter.Draft(this, brief ?? string.Join('\n', Sentences.Select(static sentence => sentence.Text)));
}
