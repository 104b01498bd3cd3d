namespace BackendAgents.Engineering.Planning;

/// <summary>A folder of the service that must outlive its container, and that all instances see.</summary>
/// <param name="Name">Name of the folder: <c>files</c>.</param>
/// <param name="Setting">Key of the setting that says where it is.</param>
internal sealed record KeptFolder(string Name, string Setting)
{
    /// <summary>The environment variable that says where it is.</summary>
    public string Variable => Planning.Setting.VariableOf(Setting);
}
