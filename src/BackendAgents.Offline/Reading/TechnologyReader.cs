using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Offline.Reading;

/// <summary>Finds technologies named in a sentence and takes their words out of the grammar's way.</summary>
internal static class TechnologyReader
{
    private const int MostTokens = 5;
    private const string Requested = "requested";

    public static IReadOnlyList<(string Name, string Kind)> Read(List<Token> tokens)
    {
        var asked = new List<(string Name, string Kind)>();
        string? last = null;
        for (var i = 0; i < tokens.Count; i++)
        {
            for (var length = Math.Min(MostTokens, tokens.Count - i); length >= 1; length--)
            {
                if (!tokens[i].IsWord)
                    break;
                var name = length == 1 ? tokens[i].Lower : Phrase(tokens.Skip(i).Take(length));
                if (KnowledgeBase.Instance.Technology(name) is not { } kind)
                    continue;
                if (length == 1 && KnowledgeBase.Instance.IsEveryday(name) && (i == 0 || !char.IsUpper(tokens[i].Text[0])))
                    continue;
                for (var j = i; j < i + length; j++)
                    tokens[j].Consumed = true;
                var negated = i > 0 && tokens[i - 1].Lower is "no" or "not" or "without" or "avoid";
                // Of 'MySQL or Postgres' one is enough, and of 'Oracle or Postgres' the one that is delivered.
                var isOther = i > 0 && tokens[i - 1].Lower == "or" && last is not null;
                if (isOther && last == Requested && kind != Requested && !negated)
                    asked.RemoveAt(asked.Count - 1);
                else if (isOther && (last == kind || kind == Requested))
                    negated = true;
                if (!negated)
                    asked.Add((name, kind));
                last = negated && !isOther ? null : kind;
                i += length - 1;
                break;
            }
        }

        return asked;
    }

    // A name such as 'ci/cd' is three tokens.
    private static string Phrase(IEnumerable<Token> tokens) =>
        string.Join(' ', tokens.Select(static token => token.Lower)).Replace(" / ", "/", StringComparison.Ordinal);
}
