using BackendAgents.Coordination.Budgets;

namespace BackendAgents.Coordination.Journal;

/// <summary>What a journal knows of a run, by what it is looked up by.</summary>
internal sealed class RunHistory
{
    private readonly Dictionary<string, TurnHistory> _turns = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Verifier, string Artifacts), VerificationRecord> _verifications = [];
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly List<AnswerRecord> _answers = [];

    /// <summary>That of a run of which nothing is kept.</summary>
    public static RunHistory Empty { get; } = new([]);

    public RunHistory(IReadOnlyList<JournalRecord> records)
    {
        var turn = 0;
        foreach (var record in records)
        {
            switch (record)
            {
                case RunRecord run:
                    Run = run;
                    break;
                case SessionRecord:
                    Sessions++;
                    break;
                case TurnStartRecord start:
                    turn++;
                    LastElapsed = start.Elapsed;
                    _turns[start.Turn] = new TurnHistory { Start = start, Order = turn };
                    foreach (var section in start.View)
                    {
                        if (section.Text is not null)
                            _texts[section.Hash] = section.Text;
                    }

                    break;
                case ReplyRecord reply:
                    Turn(reply.Turn)?.Replies.Add(reply);
                    break;
                case IntentRecord intent:
                    Turn(intent.Turn)?.Intents.TryAdd(intent.Key, intent);
                    break;
                case DoneRecord done:
                    Turn(done.Turn)?.Add(done);
                    break;
                case TurnPauseRecord pause:
                    LastElapsed = pause.Elapsed;
                    Turn(pause.Turn)?.Pauses.Add(pause);
                    break;
                case TurnEndRecord end:
                    LastElapsed = end.Elapsed;
                    if (Turn(end.Turn) is { } ended)
                        ended.End = end;
                    break;
                case VerificationRecord verification:
                    _verifications[(verification.Result.Verifier, verification.Artifacts)] = verification;
                    break;
                case AnswerRecord answer:
                    _answers.Add(answer);
                    break;
                case StopRecord stop:
                    LastStop = stop;
                    LastElapsed = stop.Elapsed;
                    break;
            }
        }
    }

    public RunRecord? Run { get; }

    public int Sessions { get; }

    public IReadOnlyList<AnswerRecord> Answers => _answers;

    public StopRecord? LastStop { get; }

    /// <summary>Working time up to the last record that has it, in ticks.</summary>
    public long LastElapsed { get; }

    public int TurnCount => _turns.Count;

    public TurnHistory? Turn(string id) => _turns.GetValueOrDefault(id);

    public VerificationRecord? Verification(string verifier, string artifacts) => _verifications.GetValueOrDefault((verifier, artifacts));

    /// <summary>The text of a section that was recorded by its hash.</summary>
    public string? Text(string hash) => _texts.GetValueOrDefault(hash);

    public IEnumerable<string> TextHashes => _texts.Keys;
}

/// <summary>What a journal knows of one turn.</summary>
internal sealed class TurnHistory
{
    private readonly Dictionary<string, DoneRecord> _done = new(StringComparer.Ordinal);

    public required TurnStartRecord Start { get; init; }

    public required int Order { get; init; }

    public List<ReplyRecord> Replies { get; } = [];

    public Dictionary<string, IntentRecord> Intents { get; } = new(StringComparer.Ordinal);

    public List<DoneRecord> Effects { get; } = [];

    public List<TurnPauseRecord> Pauses { get; } = [];

    public TurnEndRecord? End { get; set; }

    /// <summary>What was spent in the turn as long as it had no end.</summary>
    public Usage OnRecord =>
        Replies
            .Select(static reply => reply.Usage)
            .Concat(Pauses.Select(static pause => pause.Usage))
            .Aggregate(new Usage { ToolCalls = Effects.Count }, Usage.Add);

    public DoneRecord? Done(string key) => _done.GetValueOrDefault(key);

    public void Add(DoneRecord done)
    {
        if (_done.TryAdd(done.Key, done))
            Effects.Add(done);
    }
}
