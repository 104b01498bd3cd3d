namespace BackendAgents.Coordination;

/// <summary>Something that only a person can say. It is the same in every replay.</summary>
public sealed record Question
{
    /// <summary>
    /// Names the question in an <see cref="Answer"/>. An approval's id is derived from the one call, its function, arguments and
    /// artifacts, so it holds for that call only.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>Who asks.</summary>
    public required string AskedBy { get; init; }

    /// <summary>The question, in words.</summary>
    public required string Text { get; init; }

    /// <summary>Answers to choose from; empty for free text.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>For an approval: the call that waits; null for a question.</summary>
    public PendingCall? Call { get; init; }
}

/// <summary>A tool call that waits for approval.</summary>
/// <param name="Function">Plugin and function: <c>workspace-write</c>.</param>
/// <param name="Arguments">The arguments as JSON with sorted names.</param>
/// <param name="ArtifactsHash">Hash of the artifacts at that moment.</param>
public sealed record PendingCall(string Function, string Arguments, string ArtifactsHash);

/// <summary>What a person said.</summary>
/// <param name="QuestionId">Which question it answers.</param>
/// <param name="Text">The answer; for an approval <c>yes</c> approves and anything else refuses, with the text as the reason.</param>
public sealed record Answer(string QuestionId, string Text)
{
    /// <summary>What approves a call.</summary>
    public const string Yes = "yes";

    /// <summary>Who answered, when known.</summary>
    public string? By { get; init; }
}
