using System.Text;
using DiffPlex;
using DiffPlex.Chunkers;

namespace BackendAgents.Coordination.Journal;

/// <summary>Makes and applies line edits.</summary>
internal static class TextDeltas
{
    public static TextDelta Between(string old, string now)
    {
        if (old.Length == 0)
            return new TextDelta([new TextEdit(0, 0, now)]);
        var diff = Differ.Instance.CreateDiffs(old, now, false, false, LineEndingsPreservingChunker.Instance);
        var edits = new List<TextEdit>(diff.DiffBlocks.Count);
        foreach (var block in diff.DiffBlocks)
        {
            var insert = new StringBuilder();
            for (var i = 0; i < block.InsertCountB; i++)
                insert.Append(diff.PiecesNew[block.InsertStartB + i]);
            edits.Add(new TextEdit(block.DeleteStartA, block.DeleteCountA, insert.ToString()));
        }

        return new TextDelta(edits);
    }

    /// <exception cref="InvalidDataException">The edits do not fit the text.</exception>
    public static string Apply(string old, TextDelta delta)
    {
        var lines = old.Length == 0 ? [] : LineEndingsPreservingChunker.Instance.Chunk(old);
        var text = new StringBuilder();
        var at = 0;
        foreach (var edit in delta.Edits)
        {
            if (edit.At < at || edit.At > lines.Count || edit.Remove < 0 || edit.Remove > lines.Count - edit.At)
                throw new InvalidDataException("An edit in the journal does not fit the text it belongs to.");
            for (; at < edit.At; at++)
                text.Append(lines[at]);
            text.Append(edit.Insert);
            at += edit.Remove;
        }

        for (; at < lines.Count; at++)
            text.Append(lines[at]);
        return text.ToString();
    }
}
