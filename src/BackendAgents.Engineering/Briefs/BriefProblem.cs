namespace BackendAgents.Engineering.Briefs;

/// <summary>Why a brief gave no blueprint.</summary>
/// <param name="Code">Stable code: <c>brief-empty</c>, <c>brief-too-long</c>, <c>brief-not-understood</c>,
/// <c>brief-invalid-model</c>.</param>
/// <param name="Message">What is wrong, in a sentence.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record BriefProblem(string Code, string Message, string Remedy);
