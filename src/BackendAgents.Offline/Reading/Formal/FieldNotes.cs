using System.Text.RegularExpressions;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>Reads what stands further in below a field: <c>string</c>, <c>required</c>, <c>Array of ids</c>.</summary>
internal static partial class FieldNotes
{
    /// <summary>Takes a line up as a note on the field above it, and says whether it did.</summary>
    /// <param name="parts">The fields and notes so far; the field may change.</param>
    /// <param name="text">The line.</param>
    /// <param name="isFurtherIn">Whether it stands further in than fields do.</param>
    public static bool Take(List<(string Text, FormalPart Part)> parts, string text, bool isFurtherIn)
    {
        var at = parts.FindLastIndex(static part => part.Part is FieldPart { IsNote: false });
        if (at < 0 || !isFurtherIn && !FieldDetailReader.IsDetail(text))
            return false;
        var field = (FieldPart)parts[at].Part;
        if (FieldDetailReader.IsDetail(text))
        {
            var said = FieldDetailReader.Read(text.TrimEnd('.', ';').Split(',', StringSplitOptions.TrimEntries));
            var bounds = said.Bounds is null ? field.Detail.Bounds : (field.Detail.Bounds ?? new()).Merge(said.Bounds);
            parts[at] = (
                parts[at].Text,
                field with
                {
                    Detail = field.Detail with { Type = said.Type ?? field.Detail.Type, Bounds = bounds },
                }
            );
            parts.Add((text, field with { Detail = said, IsNote = true }));
            return true;
        }

        // Several values are no field.
        if (Several().IsMatch(text))
            parts[at] = (parts[at].Text, new UnreadPart("It is a list, which no field holds."));
        parts.Add((text, new UnreadPart("It says more of a field than of what kind it is.")));
        return true;
    }

    [GeneratedRegex(@"^\W*(?:an? )?(?:array|list|set|collection)\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Several();
}
