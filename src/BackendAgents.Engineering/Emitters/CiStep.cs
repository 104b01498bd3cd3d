namespace BackendAgents.Engineering.Emitters;

/// <summary>What a pipeline runs.</summary>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Command">The command, from the delivery's folder.</param>
internal sealed record CiStep(string Title, string Command)
{
    /// <summary>When it runs; before a change lands unless it says otherwise.</summary>
    public CiStage Stage { get; init; } = CiStage.Test;

    /// <summary>Secrets of the pipeline that it reads, by the names of their environment variables.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}

/// <summary>When a step of a pipeline runs.</summary>
internal enum CiStage
{
    /// <summary>On every change.</summary>
    Test,

    /// <summary>Once the image of the main branch is built and a person has agreed, in this order: deploy, then smoke test.</summary>
    Deploy,
}
