using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Offline.Reading;

/// <summary>Finds technologies named in a sentence and takes their words out of the grammar's way.</summary>
internal static class TechnologyReader
{
    private const int MostTokens = 5;

    public static IEnumerable<(string Name, string Kind)> Read(List<Token> tokens)
    {
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
                // Of 'MySQL or Postgres' one is enough.
                var other = i > 0 && tokens[i - 1].Lower == "or" && last == kind;
                if (!negated && !other)
                    yield return (name, kind);
                last = kind;
                i += length - 1;
                break;
            }
        }
    }

    // A name such as 'ci/cd' is three tokens.
    private static string Phrase(IEnumerable<Token> tokens) =>
        string.Join(' ', tokens.Select(static token => token.Lower)).Replace(" / ", "/", StringComparison.Ordinal);
}
