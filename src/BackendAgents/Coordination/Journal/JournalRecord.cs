using System.Text.Json.Serialization;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Verification;

namespace BackendAgents.Coordination.Journal;

/// <summary>One line of a journal. Records are only ever added to the format, never changed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(HeaderRecord), "journal")]
[JsonDerivedType(typeof(RunRecord), "run")]
[JsonDerivedType(typeof(SessionRecord), "session")]
[JsonDerivedType(typeof(TurnStartRecord), "turn")]
[JsonDerivedType(typeof(ReplyRecord), "reply")]
[JsonDerivedType(typeof(IntentRecord), "intent")]
[JsonDerivedType(typeof(DoneRecord), "done")]
[JsonDerivedType(typeof(TurnPauseRecord), "pause")]
[JsonDerivedType(typeof(TurnEndRecord), "end")]
[JsonDerivedType(typeof(VerdictRecord), "verdict")]
[JsonDerivedType(typeof(VerificationRecord), "verification")]
[JsonDerivedType(typeof(AnswerRecord), "answer")]
[JsonDerivedType(typeof(StopRecord), "stop")]
internal abstract record JournalRecord;

/// <summary>The first line: what kind of file this is.</summary>
internal sealed record HeaderRecord(string Format, int Version) : JournalRecord
{
    public const string Name = "backend-agents-journal";
    public const int Current = 1;
}

/// <summary>What the run was asked. The folder of the delivery is named as seen from the journal's own, so that both may move.</summary>
internal sealed record RunRecord(
    string RunId,
    DateTimeOffset At,
    string Brief,
    string Options,
    IReadOnlyList<MemberRecord> Team,
    StateDelta? State,
    string? Context = null,
    string? Output = null
) : JournalRecord;

/// <summary>A member as it was when the run began.</summary>
internal sealed record MemberRecord(string Name, string AgentId, MemberRole Role, IReadOnlyList<Area> Areas, bool Required);

/// <summary>A process took the run up.</summary>
internal sealed record SessionRecord(DateTimeOffset At, int Process, string Machine, int Number, long DroppedBytes) : JournalRecord;

/// <summary>A member was sent a view.</summary>
internal sealed record TurnStartRecord(
    string Turn,
    string Member,
    TaskKind Kind,
    int Round,
    long Elapsed,
    string Request,
    bool Fallback,
    IReadOnlyList<SectionRecord> View
) : JournalRecord;

/// <summary>A section of a view, the task excepted. The text stands where the hash first occurs in the journal, and nowhere else.</summary>
internal sealed record SectionRecord(string Name, string Hash, string? Text);

/// <summary>A model asked for tools. The last reply of a turn stands in its end.</summary>
internal sealed record ReplyRecord(string Turn, int Index, string? Text, IReadOnlyList<CallRecord> Calls, Usage Usage, string? Model)
    : JournalRecord;

/// <summary>A tool call as the model asked for it.</summary>
internal sealed record CallRecord(string Id, string? Plugin, string Function, string Arguments);

/// <summary>A tool call is about to be made.</summary>
internal sealed record IntentRecord(string Turn, string Key, string Function, string Arguments) : JournalRecord;

/// <summary>A tool call was made; in one record with what it did to the project, so that both are on record or neither.</summary>
internal sealed record DoneRecord(string Turn, string Key, string Result, StateDelta? State) : JournalRecord;

/// <summary>A turn was left open, for a person's answer or a greater budget. Usage is what no other record of the turn has.</summary>
internal sealed record TurnPauseRecord(string Turn, Usage Usage, long Duration, long Elapsed) : JournalRecord;

/// <summary>A turn is over.</summary>
internal sealed record TurnEndRecord(
    string Turn,
    string Text,
    TurnFailure? Failure,
    Usage Usage,
    long Duration,
    long Elapsed,
    StateDelta? State,
    IReadOnlyList<Question>? Questions,
    string? Overdraft
) : JournalRecord;

/// <summary>A verdict was read; for people who read the journal, and for comparing.</summary>
internal sealed record VerdictRecord(string Turn, string Reviewer, VerdictKind Kind, string Artifacts, int Findings, int Notes)
    : JournalRecord;

/// <summary>A verifier judged.</summary>
internal sealed record VerificationRecord(string Artifacts, VerificationResult Result, long Elapsed) : JournalRecord;

/// <summary>A person answered, before the turn of this number began.</summary>
internal sealed record AnswerRecord(Answer Answer, int BeforeTurn, DateTimeOffset At) : JournalRecord;

/// <summary>The run stopped, for good or until it is resumed.</summary>
internal sealed record StopRecord(StopReason Stop, string Artifacts, Usage Usage, long Elapsed, DateTimeOffset At) : JournalRecord;

/// <summary>What changed in the project since the last record that had one.</summary>
/// <param name="Blueprint">Edits of the blueprint's YAML; null when it is unchanged.</param>
/// <param name="Files">Files beside those that follow from the blueprint.</param>
/// <param name="Hash">Hash of all artifacts afterwards.</param>
internal sealed record StateDelta(TextDelta? Blueprint, IReadOnlyList<FileDelta> Files, string Hash)
{
    /// <summary>Edits of the refused document that waits for edits; null when it is unchanged, an empty text when there is none.</summary>
    public TextDelta? Draft { get; init; }
}

/// <summary>A file that was added or changed.</summary>
internal sealed record FileDelta(string Path, Engineering.Artifacts.ArtifactOwnership Ownership, TextDelta Text);

/// <summary>Edits of a text, line by line.</summary>
/// <param name="Edits">Hunks in ascending order.</param>
internal sealed record TextDelta(IReadOnlyList<TextEdit> Edits);

/// <summary>Lines <paramref name="At"/> (from 0, in the old text) to <c>At + Remove</c> become <paramref name="Insert"/>.</summary>
internal sealed record TextEdit(int At, int Remove, string Insert);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = true
)]
[JsonSerializable(typeof(JournalRecord))]
internal sealed partial class JournalJson : JsonSerializerContext;
