namespace BackendAgents.Engineering.Blueprints;

/// <summary>What became of a requirement.</summary>
public enum RequirementState
{
    /// <summary>Not met, or met in part only.</summary>
    Open,

    /// <summary>What it says is in the blueprint.</summary>
    Placed,

    /// <summary>It can't be delivered; the reason says what a person has to do.</summary>
    Declined,

    /// <summary>A person has said that it need not be met.</summary>
    Waived,
}
