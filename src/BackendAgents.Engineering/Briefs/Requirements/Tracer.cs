using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;

namespace BackendAgents.Engineering.Briefs.Requirements;

/// <summary>Says of every sentence what became of it.</summary>
internal static class Tracer
{
    public static IReadOnlyList<BriefSentence> Trace(Draft draft, IReadOnlyList<FactSentence> sentences)
    {
        var reasons = draft
            .Unplaced.GroupBy(static unplaced => unplaced.Sentence)
            .ToDictionary(static group => group.Key, static group => group.First());
        var remarks = draft
            .Facts.OfType<RemarkFact>()
            .GroupBy(static fact => fact.Sentence)
            .ToDictionary(static group => group.Key, static group => group.First().Reason);
        return
        [
            .. sentences.Select(sentence =>
            {
                IReadOnlyList<string> elements = draft.Trace.TryGetValue(sentence.Number, out var found)
                    ? [.. found.Order(StringComparer.Ordinal)]
                    : [];
                string? reason =
                    elements.Count > 0 ? null
                    : remarks.TryGetValue(sentence.Number, out var remark) ? remark
                    : reasons.TryGetValue(sentence.Number, out var unplaced) ? unplaced.Reason
                    : sentence.IsHeading ? "A heading; what stands under it is traced by itself."
                    : "It says nothing about data, operations, access or figures that the model can hold.";
                return new BriefSentence(sentence.Number, sentence.Text, elements, reason);
            }),
        ];
    }

    /// <summary>Sentences that left no trace and for which no narrower remark stands.</summary>
    public static IEnumerable<Unplaced> Silent(IReadOnlyList<BriefSentence> trace) =>
        trace
            .Where(static sentence =>
                sentence is { Elements.Count: 0, Reason: { } reason } && reason.StartsWith("It says", StringComparison.Ordinal)
            )
            .Select(static sentence => new Unplaced(sentence.Number, sentence.Text, sentence.Reason!));
}
