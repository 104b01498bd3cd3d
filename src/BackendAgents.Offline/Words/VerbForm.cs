namespace BackendAgents.Offline.Words;

/// <summary>The inflection in which a verb stands.</summary>
internal enum VerbForm
{
    None,
    Base,
    S,
    Past,
    Ing,
}
