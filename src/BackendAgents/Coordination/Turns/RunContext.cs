using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using BackendAgents.Offline;
using Microsoft.SemanticKernel;

namespace BackendAgents.Coordination.Turns;

/// <summary>What all turns of a run share. Thread-safe.</summary>
internal sealed class RunContext(
    string runId,
    TeamOptions options,
    BackendProject project,
    RunJournal journal,
    string brief,
    string context,
    ChannelWriter<TeamEvent>? events,
    RunLog? log = null
)
{
    private readonly Lock _gate = new();
    private readonly List<ReviewNote> _notes = [];
    private readonly Dictionary<string, Question> _questions = new(StringComparer.Ordinal);
    private readonly List<AnswerRecord> _answers = [.. journal.History.Answers];
    private readonly Lazy<SemaphoreSlim> _asking = new(static () => new SemaphoreSlim(1, 1));
    private readonly Dictionary<string, string> _models = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unpriced = new(StringComparer.Ordinal);
    private int _turns;

    public string RunId { get; } = runId;

    public TeamOptions Options { get; } = options;

    public BackendProject Project { get; } = project;

    public RunJournal Journal { get; } = journal;

    public string Brief { get; } = brief;

    /// <summary>What holds for all work on the project; empty for nothing.</summary>
    public string Context { get; } = context;

    public ProjectRecorder Recorder => field ??= new ProjectRecorder(Project);

    /// <summary>The brief, whole.</summary>
    public ViewSection BriefSection { get; } = new(ViewSections.Brief, "text", brief);

    /// <summary>The brief as it is shown where it was whole before.</summary>
    public ViewSection BriefExcerpt => field ??= ViewBuilder.Excerpt(BriefSection, "brief");

    /// <summary>The context, whole; null for none.</summary>
    public ViewSection? ContextSection { get; } = context.Length == 0 ? null : new(ViewSections.Context, "text", context);

    /// <summary>The context as it is shown where it was whole before; null for none.</summary>
    public ViewSection? ContextExcerpt => field ??= ContextSection is null ? null : ViewBuilder.Excerpt(ContextSection, "context");

    public IReadOnlyList<KernelFunction> Functions => field ??= PeopleFunctions.Of(Project, Brief, Context);

    /// <summary>
    /// Tells the project what the brief asks for, so that nothing of it goes unnoted. What the offline reader can't read at all, a brief in
    /// another language say, is left to whoever reads it.
    /// </summary>
    public void HearBrief() =>
        Project.Asked = new(() =>
            [.. BriefReader.Read(Brief).Blueprint?.Requirements.Select(static requirement => requirement.Text) ?? []]
        );

    public IReadOnlyList<ReviewNote> Notes
    {
        get
        {
            lock (_gate)
                return [.. _notes];
        }
    }

    /// <summary>Where the run is logged; null for nowhere.</summary>
    public RunLog? Log { get; } = log;

    public void Emit(TeamEvent happened)
    {
        Log?.Write(happened);
        events?.TryWrite(happened);
    }

    public void Note(string by, string? turn, string text)
    {
        var note = new ReviewNote(by, turn, text);
        lock (_gate)
            _notes.Add(note);
        Emit(new Noted(note));
    }

    /// <summary>Numbers of turns follow the order of decisions, so they are the same in every replay.</summary>
    public string NextTurn() => IdOf(++_turns);

    /// <summary>Whether the next turn to be numbered is on record.</summary>
    public bool HasNextTurn => Journal.History.Turn(IdOf(_turns + 1)) is not null;

    private static string IdOf(int turn) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"t{turn:0000}");

    /// <summary>Usage with what it costs.</summary>
    public Usage Spent(string member, string? model, int calls, long? input, long? output)
    {
        var usage = new Usage
        {
            ModelCalls = calls,
            InputTokens = input ?? 0,
            OutputTokens = output ?? 0,
        };
        if (Options.Prices.IsEmpty)
            return usage;
        bool unknown;
        lock (_gate)
        {
            if (model is not null)
                _models[member] = model;
            unknown = !Options.Prices.Knows(model, member) && _unpriced.Add(model ?? member);
        }

        if (unknown)
            Note(
                "coordinator",
                null,
                $"The price table has nothing for the model '{model ?? "(not named)"}' of {member}: its calls count as free, "
                    + "and a bound on cost does not bound them. Add it, or '*' for all others."
            );
        return usage with { Cost = Options.Prices.CostOf(model, member, usage.InputTokens, usage.OutputTokens) };
    }

    /// <summary>What a call of this member is likely to cost: by the model that answered it last.</summary>
    public decimal LikelyCost(string member, long input, long output)
    {
        if (Options.Prices.IsEmpty)
            return 0;
        string? model;
        lock (_gate)
            model = _models.GetValueOrDefault(member);
        return Options.Prices.CostOf(model, member, input, output);
    }

    /// <summary>Takes in answers that came with the request; each is on record before anything uses it.</summary>
    public void TakeAnswers(IEnumerable<Answer> answers)
    {
        foreach (var answer in answers)
            Record(answer with { Text = WellFormed.Text(answer.Text) }, Journal.History.TurnCount + 1);
    }

    /// <summary>The answer to a question, from the record or from a person. Null when there is none yet.</summary>
    public async ValueTask<Answer?> AnswerAsync(Question question, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _questions[question.Id] = question;
            if (_answers.Find(record => record.Answer.QuestionId == question.Id) is { } known)
                return known.Answer;
        }

        if (Journal.IsReplay)
            return null;
        Emit(new QuestionAsked(question));
        if (Options.Person is not { } person || await AskAsync(person, question, cancellationToken).ConfigureAwait(false) is not { } answer)
            return null;
        answer = answer with { QuestionId = question.Id, Text = WellFormed.Text(answer.Text) };
        Record(answer, Math.Max(_turns, 1));
        return answer;
    }

    // One question at a time: a person cannot answer two at once.
    private async Task<Answer?> AskAsync(
        Func<Question, CancellationToken, ValueTask<Answer?>> person,
        Question question,
        CancellationToken cancellationToken
    )
    {
        await _asking.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // On another thread, and not waited for beyond the token: a prompt on a console blocks and ignores the token.
            return await Task.Run(() => person(question, cancellationToken).AsTask(), CancellationToken.None)
                .WaitAsync(cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            _asking.Value.Release();
        }
    }

    /// <summary>Says which of these answers belong to no question that was asked.</summary>
    public void NoteStrayAnswers(IEnumerable<Answer> answers)
    {
        foreach (var answer in answers)
        {
            bool known;
            lock (_gate)
                known = _questions.ContainsKey(answer.QuestionId);
            if (!known)
                Note(
                    "coordinator",
                    null,
                    $"The answer to '{PeopleFunctions.Bounded(answer.QuestionId)}' belongs to no question that was asked in "
                        + "this run; it is on record and was used for nothing."
                );
        }
    }

    /// <summary>Brings the project to what it was when the run began.</summary>
    /// <param name="state">What is on record of it; null for an empty project.</param>
    public void RestoreStart(StateDelta? state)
    {
        var hash = state?.Hash ?? ArtifactSet.Empty.Hash;
        if (!Journal.IsReplay && Project.Current.Artifacts.Hash != hash && Project.Current.Artifacts.Count > 0)
        {
            // The project already holds later work. It is taken back, and made again from the record.
            Project.Restore(new BackendProject().Current);
            Note(
                "coordinator",
                null,
                "The project was brought back to what it was when the run began; the journal says what became of it since."
            );
        }

        if (Project.Current.Artifacts.Hash == hash)
            Recorder.Capture();
        else if (state is not null)
            Restore(state, null);
        else
            Part(new Divergence(null, "artifacts", hash, Project.Current.Artifacts.Hash));
    }

    /// <summary>Brings the project to what a record says.</summary>
    /// <param name="state">What changed.</param>
    /// <param name="turn">The turn that changed it; null for the beginning of the run.</param>
    /// <exception cref="JournalException">The record does not fit, and the run was to go on from it.</exception>
    /// <exception cref="DivergenceException">The project is another than it was, and the run is only replayed.</exception>
    public void Restore(StateDelta state, string? turn)
    {
        string actual;
        try
        {
            if (Recorder.Apply(state))
                return;
            actual = Project.Current.Artifacts.Hash;
        }
        catch (Exception error) when (error is InvalidDataException or WorkspaceException)
        {
            if (!Journal.IsReplay)
                throw new JournalException(
                    JournalProblem.Damaged,
                    $"The run of journal '{Journal.Path}' cannot go on at {turn ?? "its beginning"}: {error.Message} Resume "
                        + "it with the project as it was when the run began, by the version that wrote it, or begin a new run.",
                    error
                );
            actual = error.Message;
        }

        Part(new Divergence(turn, "artifacts", state.Hash, actual));
    }

    /// <summary>The run differs from its record: a replay ends there, a resumed run says so and goes on.</summary>
    public void Part(Divergence divergence)
    {
        if (Journal.IsReplay)
            throw new DivergenceException(divergence);
        Emit(new Diverged(divergence));
    }

    /// <summary>Notes questions that stand in a recorded turn, so that their text is known.</summary>
    public void Know(IEnumerable<Question> questions)
    {
        lock (_gate)
        {
            foreach (var question in questions)
                _questions[question.Id] = question;
        }
    }

    /// <summary>What people have said by now: one JSON object a line; null for nothing.</summary>
    public ViewSection? AnswersSection()
    {
        if (_answers.Count == 0)
            return null;
        var text = new StringBuilder();
        lock (_gate)
        {
            foreach (var record in _answers)
            {
                if (
                    record.BeforeTurn > _turns
                    || !_questions.TryGetValue(record.Answer.QuestionId, out var question)
                    || question.Call is not null
                )
                    continue;
                if (text.Length > 0)
                    text.Append('\n');
                text.Append(
                    JsonSerializer.Serialize(
                        new Dictionary<string, string> { ["question"] = question.Text, ["answer"] = record.Answer.Text }
                    )
                );
            }
        }

        return text.Length == 0 ? null : new ViewSection(ViewSections.Answers, "json", text.ToString());
    }

    private void Record(Answer answer, int beforeTurn)
    {
        var record = new AnswerRecord(answer, beforeTurn, Options.Time.GetUtcNow());
        lock (_gate)
            _answers.Add(record);
        Journal.Append(record, force: true);
    }
}
