using BackendAgents.Offline.Reading.Formal;

namespace BackendAgents.Offline.Reading;

/// <summary>A sentence, bullet or heading of a brief.</summary>
internal sealed class Sentence
{
    public required int Number { get; init; }
    public required string Text { get; init; }

    // What introduced the list of which this is an item: 'A product has:'.
    public string? Lead { get; init; }

    // The thing whose fields it lists: 'Loan: member, book, due date'.
    public string? Described { get; init; }
    public bool IsHeading { get; init; }

    // The sentence for which a row of a table stands; the text itself where there is none.
    public string? Prose { get; init; }

    // First sentence of a paragraph: 'they' does not reach back over it as easily.
    public bool StartsParagraph { get; init; }

    // What the line says by its form; such a line is no prose, and no grammar reads it.
    public FormalPart? Formal { get; init; }
}
