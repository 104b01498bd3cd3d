using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>What the service has announced.</summary>
internal static class Announcements
{
    /// <summary>How many events of a type were stored to be told.</summary>
    public static async Task<int> AnnouncedAsync(this TestHost host, string type)
    {
        var told = await host.WithDbAsync(static db =>
            db.Set<OutboxMessage>().Where(static message => message.Kind == EventOutbox.Name).ToListAsync()
        );
        return told.Count(message => message.Read<EventEnvelope>().Type == type);
    }
}
