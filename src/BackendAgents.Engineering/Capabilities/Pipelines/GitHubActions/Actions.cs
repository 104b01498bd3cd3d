namespace BackendAgents.Engineering.Capabilities.Pipelines.GitHubActions;

/// <summary>The actions that workflows use, each by the commit of a release: a tag can be moved to other code, a commit can't.</summary>
internal static class Actions
{
    /// <summary>Release 5.0.0.</summary>
    public const string Checkout = "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8";

    /// <summary>Release 5.1.0.</summary>
    public const string SetupDotNet = "actions/setup-dotnet@baa11fbfe1d6520db94683bd5c7a3818018e4309";
}
