using Microsoft.Agents.AI;

namespace BackendAgents.Coordination.Teams;

/// <summary>What a team as an agent remembers between two runs: which one waits for a person, and for what. Not thread-safe.</summary>
internal sealed class TeamAgentSession : AgentSession
{
    /// <summary>The run that waits; null for none.</summary>
    public string? RunId { get; private set; }

    /// <summary>What it waits for.</summary>
    public IReadOnlyList<Question> Questions { get; private set; } = [];

    /// <summary>The next messages answer questions of a run.</summary>
    public void Wait(string runId, IReadOnlyList<Question> questions) => (RunId, Questions) = (runId, questions);

    /// <summary>Takes note of how a run ended. One without a journal cannot be taken up again.</summary>
    public void Note(TeamResult result)
    {
        var waits = result is { Stop.Kind: StopKind.NeedsInput, JournalPath: not null };
        (RunId, Questions) = waits ? (result.RunId, result.Stop.Questions) : (null, []);
    }

    /// <summary>Reads answers out of what was said.</summary>
    public IReadOnlyList<Answer> Answers(string text)
    {
        if (Questions.Count == 1 && !text.TrimStart().StartsWith(Questions[0].Id + ":", StringComparison.Ordinal))
            return [new Answer(Questions[0].Id, text.Trim())];
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        string? current = null;
        foreach (var line in text.Split('\n'))
        {
            if (
                Questions.FirstOrDefault(question => line.TrimStart().StartsWith(question.Id + ":", StringComparison.Ordinal)) is
                { } question
            )
                named[current = question.Id] = line.TrimStart()[(question.Id.Length + 1)..].Trim();
            else if (current is not null)
                named[current] = (named[current] + "\n" + line).TrimEnd();
        }

        return named.Count > 0
            ? [.. named.Select(static answer => new Answer(answer.Key, answer.Value))]
            : [.. Questions.Where(static question => question.Call is null).Select(question => new Answer(question.Id, text.Trim()))];
    }
}
