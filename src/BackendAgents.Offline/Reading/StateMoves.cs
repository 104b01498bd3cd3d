using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading;

/// <summary>Reads how a status moves: 'goes from booked over picked up and in transit to delivered'.</summary>
internal static class StateMoves
{
    // Words that name a step between two states: 'from open over paid to shipped'.
    private static readonly HashSet<string> s_steps = new(StringComparer.Ordinal)
    {
        "to",
        "over",
        "via",
        "through",
        "then",
        "until",
        "and",
        "into",
    };

    // 'goes from booked over picked up and in transit to delivered' reads 'is either booked, picked up, in transit or delivered'.
    public static int Read(List<Token> tokens, int at, List<Token> result)
    {
        var verb = tokens[at].Verb ?? tokens[at].Lower;
        if (
            verb is not ("go" or "move" or "change" or "run" or "progress" or "advance" or "transition")
            || IdiomReader.Lower(tokens, at + 1) != "from"
            || result.Count == 0
            || !result.TakeLast(6).Any(static token => KnowledgeBase.Instance.EnumHeads.Contains(token.Singular))
        )
        {
            return 0;
        }

        if (result[^1] is { Tag: Tag.Modal })
            result.RemoveAt(result.Count - 1);
        result.Add(
            new Token
            {
                Text = "is",
                Lower = "is",
                IsWord = true,
                Tag = Tag.Aux,
            }
        );
        result.Add(
            new Token
            {
                Text = "either",
                Lower = "either",
                IsWord = true,
                Tag = Tag.Det,
            }
        );
        var steps = new List<List<Token>> { new() };
        var i = at + 2;
        for (; i < tokens.Count; i++)
        {
            var step = tokens[i];
            if (
                step.Consumed
                || !step.IsWord && step.Tag != Tag.Comma
                || step.Tag is Tag.Pron or Tag.Rel or Tag.Poss or Tag.Modal or Tag.Aux or Tag.Sub && step.Lower != "then"
            )
                break;
            if (s_steps.Contains(step.Lower) || step.Tag == Tag.Comma)
            {
                if (steps[^1].Count > 0)
                    steps.Add([]);
            }
            else if (step.Lower is not ("finally" or "the" or "a" or "later" or "again"))
            {
                steps[^1].Add(step);
            }
        }

        steps.RemoveAll(static step => step.Count is 0 or > 3);
        for (var s = 0; s < steps.Count; s++)
        {
            if (s > 0)
                result.Add(
                    s == steps.Count - 1
                        ? new Token
                        {
                            Text = "or",
                            Lower = "or",
                            IsWord = true,
                            Tag = Tag.And,
                        }
                        : new Token
                        {
                            Text = ",",
                            Lower = ",",
                            IsWord = false,
                            Tag = Tag.Comma,
                        }
                );
            result.AddRange(steps[s]);
        }

        return i - at;
    }
}
