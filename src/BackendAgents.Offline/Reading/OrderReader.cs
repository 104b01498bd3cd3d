using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading;

/// <summary>Finds comparisons of two fields: 'the start time must be before the end time', 'end date after start date'.</summary>
internal static class OrderReader
{
    public static List<(string Left, string Right, bool Strict)> Read(List<Token> tokens)
    {
        var found = new List<(string, string, bool)>();
        for (var i = 1; i + 1 < tokens.Count; i++)
        {
            var word = tokens[i].Lower;
            var earlier =
                word is "before"
                || word is "than" && tokens[i - 1].Lower is "earlier" or "less" or "smaller" or "lower"
                || word is "exceed";
            var later = word is "after" || word is "than" && tokens[i - 1].Lower is "later" or "greater" or "more" or "larger" or "higher";
            if (!earlier && !later)
                continue;
            var left = Field(tokens, i - 1, -1);
            var right = Field(tokens, i + 1, 1);
            if (left.Name is null || right.Name is null || left.Name == right.Name)
                continue;
            var negated = tokens.Skip(left.At).Take(i - left.At).Any(static token => token.Lower is "not" or "never" or "cannot" or "no");
            if (negated)
                (earlier, later) = (word == "exceed" || later, word != "exceed" && earlier);
            found.Add(earlier ? (left.Name, right.Name, !negated) : (right.Name, left.Name, !negated));
            for (var j = i; j <= right.At && j < tokens.Count; j++)
                tokens[j].Consumed = true;
        }

        return found;
    }

    private static (string? Name, int At) Field(List<Token> tokens, int at, int step)
    {
        var skipped = 0;
        while (
            at >= 0
            && at < tokens.Count
            && skipped < 8
            && (
                tokens[at].Lower
                    is "the"
                        or "its"
                        or "their"
                        or "a"
                        or "be"
                        or "must"
                        or "is"
                        or "always"
                        or "not"
                        or "should"
                        or "later"
                        or "earlier"
                        or "less"
                        or "greater"
                        or "more"
                        or "cannot"
                        or "has"
                        or "to"
                        or "lie"
                        or "never"
                        or "can"
                        or "no"
                || tokens[at].Tag == Tag.Modal
            )
        )
        {
            at += step;
            skipped++;
        }

        for (var length = 3; length >= 1; length--)
        {
            var start = step > 0 ? at : at - length + 1;
            if (
                start < 0
                || start + length > tokens.Count
                || tokens.Skip(start).Take(length).Any(static token => !token.IsWord || token.Consumed || token.Tag != Tag.Noun)
            )
                continue;
            var phrase = string.Join(
                ' ',
                tokens.Skip(start).Take(length - 1).Select(static token => token.Lower).Append(tokens[start + length - 1].Singular)
            );
            if (
                FieldTypes.Find(phrase) is
                {
                    Type: FieldType.Date or FieldType.Timestamp or FieldType.Time or FieldType.Int or FieldType.Money or FieldType.Decimal
                } spec
            )
                return (spec.Name, step > 0 ? start + length - 1 : start);
        }

        return (null, at);
    }
}
