using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Coordination.Reports;

/// <summary>What a page is about.</summary>
/// <param name="Result">How the run ended, whatever the end.</param>
internal sealed record Report(TeamResult Result)
{
    /// <summary>What was asked for; empty when unknown.</summary>
    public string Brief { get; init; } = "";

    /// <summary>The way from the page to the delivery: <c>../</c>; null links no files.</summary>
    public string? Root { get; init; }

    /// <summary>What was found in the run, in the order of its finding.</summary>
    public IReadOnlyList<FoundFinding> Found { get; init; } = [];

    /// <summary>What it tells people to paste.</summary>
    public PrintedCommands Commands { get; init; } = PrintedCommands.Tool;

    /// <summary>What the delivery's technologies are looked up in.</summary>
    public CapabilityCatalog Capabilities { get; init; } = CapabilityCatalog.BuiltIn;
}
