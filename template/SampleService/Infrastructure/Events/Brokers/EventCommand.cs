namespace SampleService.Infrastructure;

/// <summary>What people do about the dead letters of a broker, from the command line of the service.</summary>
internal static class EventCommand
{
    /// <summary>The argument that has them received again.</summary>
    public const string Replay = "events-replay";

    /// <summary>Does what the arguments ask for; false when they ask for nothing of this.</summary>
    public static async Task<bool> EventCommandAsync(this WebApplication app, string[] args)
    {
        if (!args.Contains("--" + Replay))
            return false;
        var transport = app.Services.GetRequiredService<IEventTransport>();
        Console.WriteLine($"{await transport.ReplayAsync(CancellationToken.None)} messages of {transport.Name} are received again.");
        return true;
    }
}
