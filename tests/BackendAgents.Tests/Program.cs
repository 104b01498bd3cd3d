using BackendAgents.Tests.Coordination.Faults;

namespace BackendAgents.Tests;

/// <summary>Makes the test assembly a program too: the process that the kill tests start, and kill.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not [KillHost.Verb, var folder, var pause])
            return 2;
        return await KillHost.RunAsync(folder, int.Parse(pause, System.Globalization.CultureInfo.InvariantCulture));
    }
}
