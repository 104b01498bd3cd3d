using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>What people do about dead messages, from the command line of the service.</summary>
internal static class OutboxCommand
{
    /// <summary>The argument that lists them.</summary>
    public const string List = "outbox-dead";

    /// <summary>The argument that lets them be tried again; an id behind it names one.</summary>
    public const string Replay = "outbox-replay";

    private const int MaxShown = 1000;

    /// <summary>Does what the arguments ask for; false when they ask for nothing of this.</summary>
    public static async Task<bool> OutboxCommandAsync(this WebApplication app, string[] args)
    {
        var isList = args.Contains("--" + List);
        var place = Array.IndexOf(args, "--" + Replay);
        if (!isList && place < 0)
            return false;
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (isList)
        {
            foreach (var message in await db.Dead().OrderBy(message => message.OccurredAt).Take(MaxShown).ToListAsync())
                Console.WriteLine($"{message.Id} {message.OccurredAt:u} {message.Kind} {message.Key} {message.LastError}");
            return true;
        }

        var asked = args.ElementAtOrDefault(place + 1);
        Guid? one = Guid.TryParse(asked, out var id) ? id : null;
        if (asked is not null && one is null && !asked.StartsWith('-'))
            Console.WriteLine($"'{asked}' is no id of a message.");
        else
            Console.WriteLine($"{await db.ReplayAsync(one, CancellationToken.None)} messages are tried again.");
        return true;
    }
}
